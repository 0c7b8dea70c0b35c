package org.fovea.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.fovea.app.AppException;
import org.fovea.app.Versions;
import org.fovea.app.open.TextFile;
import org.fovea.app.text.Text;
import org.fovea.app.workshop.OpenLab;
import org.fovea.cli.LabTools;
import org.fovea.cli.option.JsonOption;
import org.fovea.cli.option.LabOption;
import org.fovea.cli.option.OutputOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.cli.terminal.Problem;
import org.fovea.cli.terminal.Terminal;
import org.fovea.codec.io.AtomicFile;
import org.fovea.lab.agent.AgentServer;
import org.fovea.lab.doctor.Finding;
import org.fovea.lab.doctor.LedgerDoctor;
import org.fovea.lab.exchange.LabExport;
import org.fovea.lab.exchange.LabImport;
import org.fovea.lab.store.LedgerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands about the ledger as a whole: export, import, checks, agents. */
final class LabRecords {
    /** More findings of a kind are counted. */
    private static final int MAX_SHOWN = 3;

    private LabRecords() {}

    private static String text(List<Finding> findings) {
        Map<String, List<Finding>> kinds = new LinkedHashMap<>();
        findings.forEach(finding -> kinds.computeIfAbsent(
                        finding.severity() + " " + finding.code() + " " + finding.hint(), _ -> new ArrayList<>())
                .add(finding));
        StringBuilder text = new StringBuilder();
        for (List<Finding> kind : kinds.values()) {
            boolean many = kind.size() > MAX_SHOWN;
            kind.subList(0, many ? 1 : kind.size())
                    .forEach(finding -> text.append(String.format(
                            Locale.ROOT,
                            "%-8s %-22s %s%s; %s%n",
                            Text.word(finding.severity()),
                            finding.code(),
                            finding.record().isEmpty() ? "" : finding.record() + ": ",
                            finding.message(),
                            finding.hint())));
            if (many) {
                text.append("         … and " + Text.count(kind.size() - 1) + " more like it; --json lists them\n");
            }
        }
        return text.toString();
    }

    @Command(
            name = "export",
            header = "Write all records of the ledger as JSON Lines.",
            description =
                    "It has the hashes of runs' files, not the files. The same ledger always gives the same bytes.",
            footer = {"  fovea lab export -o lab.jsonl", "  fovea lab export -o - | xz >lab.jsonl.xz"})
    static final class ExportCommand extends LeafCommand {
        @Mixin
        private LabOption where;

        @Mixin
        private final OutputOption output = OutputOption.required(
                        "FILE.jsonl", "The file to write; - for standard output.")
                .orStandardOutput();

        @Override
        public Integer call() throws IOException {
            Terminal terminal = fovea().terminal();
            if (output.isStandardOutput()) {
                try (OpenLab open = where.open()) {
                    LabExport.write(open.ledger(), terminal.data());
                }
                return ExitCode.DONE;
            }
            output.verifyFree();
            try (OpenLab open = where.open();
                    AtomicFile file = AtomicFile.create(output.path(), output.force())) {
                long records;
                try (OutputStream to = Files.newOutputStream(file.path())) {
                    records = LabExport.write(open.ledger(), to);
                }
                file.commit();
                terminal.out()
                        .println(output.path() + ": " + Text.count(records) + " records, "
                                + Text.size(Files.size(output.path())));
            }
            return ExitCode.DONE;
        }
    }

    @Command(
            name = "import",
            header = "Read another lab's export.",
            description = "Known records are skipped; a file is imported completely or not at all.",
            footer = "  fovea lab import theirs.jsonl")
    static final class ImportCommand extends LabAction {
        @Parameters(paramLabel = "FILE", description = "The file to read.")
        private Path file;

        @Option(
                names = "--accept-floors",
                description =
                        "Import even if another run becomes the floor of a benchmark; its gates were not checked here.")
        private boolean acceptFloors;

        @Override
        void run(OpenLab open) throws IOException {
            try (InputStream in = TextFile.open(file, "an export of a lab", "fovea lab export writes one")) {
                out().println(file + ": " + told(open, in));
            }
        }

        /** What was read. A refusal here is the fault of the file; one of opening the ledger is not. */
        private String told(OpenLab open, InputStream in) throws IOException {
            try {
                LabImport.Outcome outcome = LabImport.read(open.ledger(), file.toString(), in, acceptFloors);
                return Text.count(outcome.added()) + " records added, " + Text.count(outcome.known())
                        + " were already known";
            } catch (LedgerException e) {
                String why = String.valueOf(e.getMessage());
                if (why.contains("would change floors")) {
                    throw new LedgerException(why + "; if you trust its author, add --accept-floors", e);
                }
                throw e.remedy().isPresent() ? e : AppException.badInput(why, e);
            }
        }
    }

    @Command(
            name = "doctor",
            header = "Report what is doubtful in the ledger.",
            description = {
                "A damaged database, records that contradict themselves or their files, clocks that jumped, "
                        + "promotions that did not beat the floor of their time, missing accounting of a floor. "
                        + "Exit code 1 where the ledger contradicts itself."
            },
            footer = "  fovea lab doctor")
    static final class DoctorCommand extends LeafCommand {
        @Mixin
        private LabOption where;

        @Mixin
        private final JsonOption json = new JsonOption();

        @Override
        public Integer call() throws IOException {
            List<Finding> findings = new ArrayList<>();
            try (OpenLab open = where.open()) {
                for (String line : open.database().damage()) {
                    findings.add(new Finding(
                            Finding.Severity.ERROR,
                            "database",
                            "",
                            line,
                            "restore it from a copy, or import an export into a new lab"));
                }
                findings.addAll(LedgerDoctor.examine(
                        open.ledger(), Optional.of(open.folder().path())));
                open.queue()
                        .contradictions()
                        .forEach(text -> findings.add(
                                0,
                                new Finding(
                                        Finding.Severity.ERROR,
                                        "queue",
                                        "",
                                        text,
                                        "stop all workers and start one again")));
            }
            print(json, () -> findings, () -> findings.isEmpty() ? "nothing doubtful\n" : text(findings));
            boolean broken = findings.stream().anyMatch(finding -> finding.severity() == Finding.Severity.ERROR);
            return broken ? ExitCode.NOT_HELD : ExitCode.DONE;
        }
    }

    @Command(
            name = "mcp",
            header = "Serve the lab to an agent: a server of the Model Context Protocol on standard input and output.",
            description = {
                "Its tools are commands: floor, status, results, show, diff, deadends, try, reject, reopen, promote, "
                        + "deadends add, note. agents in lab.yaml limits runs, hours and settings. fovea lab work does "
                        + "the computing.",
                "An agent's client starts this command; it ends with its input."
            },
            footer = "  fovea lab mcp --lab mylab")
    static final class McpCommand extends LeafCommand {
        @Mixin
        private LabOption where;

        @Override
        public Integer call() throws IOException, InterruptedException {
            PrintStream before = System.out;
            System.setOut(fovea().terminal().err()); // a library that prints must not break the protocol
            try (OpenLab open = where.open()) {
                new AgentServer(
                                Versions.all().get("Fovea"),
                                new LabTools(open, threads()).all(),
                                thrown -> Problem.of(thrown).line(),
                                out())
                        .serve(System.in);
            } finally {
                System.setOut(before);
            }
            return ExitCode.DONE;
        }
    }
}
