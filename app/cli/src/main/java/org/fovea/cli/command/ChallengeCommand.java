package org.fovea.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.fovea.app.AppException;
import org.fovea.app.open.Outputs;
import org.fovea.app.text.Table;
import org.fovea.challenge.judge.IsolatedInflation;
import org.fovea.challenge.judge.SubmissionCheck;
import org.fovea.challenge.official.Finding;
import org.fovea.challenge.official.OfficialFile;
import org.fovea.challenge.official.OfficialFiles;
import org.fovea.challenge.official.Verifier;
import org.fovea.cli.option.JsonOption;
import org.fovea.cli.option.Values;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.cli.terminal.Progress;
import org.fovea.codec.FrameSize;
import org.fovea.isolate.Isolation;
import org.fovea.isolate.Isolations;
import org.fovea.isolate.TemporaryFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fovea challenge}: the official files of the comma video compression challenge. */
@Command(
        name = "challenge",
        header = "Check submissions, and the challenge's clip and networks.",
        subcommands = {ChallengeCommand.Check.class, ChallengeCommand.Verify.class},
        footer = "  fovea challenge verify comma_video_compression_challenge")
public final class ChallengeCommand extends GroupCommand {
    @Command(
            name = "check",
            header = "Check a submission directory of any kind against the challenge's rules.",
            description =
                    "Copies DIR, unpacks archive.zip and calls inflate.sh as the challenge does, without network, in a "
                            + "process isolated from this machine where bubblewrap or unshare work. Exit code 1 if a "
                            + "rule is broken. It does not score: fovea score does.",
            footer = "  fovea challenge check submissions/mine")
    static final class Check extends LeafCommand {
        @Parameters(paramLabel = "DIR", description = "The submission directory: archive.zip, inflate.sh, its program.")
        private Path folder;

        @Option(
                names = "--frames",
                paramLabel = "N",
                defaultValue = "1200",
                description = "Frames that inflate.sh must write.")
        private int frames;

        @Option(
                names = "--size",
                paramLabel = "WxH",
                defaultValue = "1164x874",
                description = "Their size.",
                converter = Values.FrameSizeConverter.class)
        private FrameSize size;

        @Mixin
        private final JsonOption json = new JsonOption();

        @Override
        public Integer call() throws IOException, InterruptedException {
            if (!Files.isDirectory(folder)) {
                throw AppException.badInput(folder + ": no such directory; name the folder that holds archive.zip");
            }
            if (frames < 2 || frames % 2 != 0) {
                throw AppException.usage("--frames " + frames + " is not an even number above 0");
            }
            int pairs = frames / 2;
            Isolation isolation = Isolations.best(System.getenv().getOrDefault("PATH", ""));
            Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
            Outputs.verifySpace(temporary.resolve("0.raw"), 2L * pairs * size.rgbBytes());
            List<SubmissionCheck.Finding> findings = new ArrayList<>();
            try (TemporaryFolder work = TemporaryFolder.create(temporary, ".fovea-check-");
                    Progress progress = progress("inflate.sh in " + isolation.label(), pairs, "pairs")) {
                IsolatedInflation inflation = new IsolatedInflation(
                        isolation,
                        Optional.empty(), // the judge need not have one
                        work,
                        work.path().resolve("inflate.log"));
                new SubmissionCheck(inflation, pairs, size).run(folder, progress::update, one -> {
                    findings.add(one);
                    if (!json.wanted()) {
                        out().println(line(one));
                        out().flush();
                    }
                });
            }
            if (json.wanted()) {
                printJson(new CheckDocument(isolation.label(), findings));
            }
            return findings.stream().anyMatch(one -> one.state() == SubmissionCheck.State.BROKEN)
                    ? ExitCode.NOT_HELD
                    : ExitCode.DONE;
        }

        private static String line(SubmissionCheck.Finding one) {
            return String.format(
                    Locale.ROOT,
                    "%-6s  %-11s  %s",
                    one.state().name().toLowerCase(Locale.ROOT),
                    one.rule(),
                    one.found());
        }

        /** The same for programs. */
        record CheckDocument(String isolation, List<SubmissionCheck.Finding> rules) {}
    }

    @Command(
            name = "verify",
            header = "Check that the official clip and networks are present and genuine.",
            description = "DIR is a clone of the challenge's repository. Compares sizes and "
                    + "SHA-256 hashes of videos/0.mkv and the weights in models. Exit code 1 if a file "
                    + "is missing or differs.",
            footer = "  fovea challenge verify comma_video_compression_challenge")
    static final class Verify extends LeafCommand {
        @Parameters(paramLabel = "DIR", description = "The folder to check.")
        private Path folder;

        @Mixin
        private final JsonOption json = new JsonOption();

        @Override
        public Integer call() throws IOException {
            if (!Files.isDirectory(folder)) {
                throw AppException.badInput(folder
                        + (Files.exists(folder)
                                ? ": is a file; name the folder that holds videos and models"
                                : ": no such folder; check the path"));
            }
            Verifier verifier = new Verifier(folder);
            List<Finding> findings = findings(verifier);
            List<Path> stray = verifier.strayFiles();
            if (json.wanted()) {
                printJson(Document.of(findings, stray));
            } else {
                out().print(table(findings));
                noteStray(findings, stray);
            }
            return findings.stream().allMatch(Finding::genuine) ? ExitCode.DONE : ExitCode.NOT_HELD;
        }

        private List<Finding> findings(Verifier verifier) throws IOException {
            long total =
                    OfficialFiles.ALL.stream().mapToLong(OfficialFile::bytes).sum();
            AtomicLong done = new AtomicLong();
            List<Finding> findings = new ArrayList<>();
            try (Progress progress = progress("verify", total, "bytes")) {
                for (OfficialFile file : OfficialFiles.ALL) {
                    findings.add(verifier.verify(file, read -> progress.update(done.addAndGet(read))));
                }
            }
            return findings;
        }

        private static String table(List<Finding> findings) {
            Table table = Table.of("lll");
            for (Finding finding : findings) {
                table.row(finding.state().label(), finding.file().path(), finding.found());
                if (!finding.fix().isEmpty()) {
                    table.row("", "", "→ " + finding.fix());
                }
            }
            return table.render("");
        }

        private void noteStray(List<Finding> findings, List<Path> stray) throws IOException {
            if (stray.isEmpty()) {
                return;
            }
            long bytes = 0;
            for (Path file : stray) {
                bytes += Files.size(file);
            }
            note(String.format(
                    Locale.ROOT,
                    "note: %d other file%s next to the clip (%s%s): the challenge's program would divide by %,d "
                            + "bytes more",
                    stray.size(),
                    stray.size() == 1 ? "" : "s",
                    stray.getFirst(),
                    stray.size() == 1 ? "" : ", …",
                    bytes));
        }

        /** The same for programs. */
        record Document(boolean genuine, List<FileDocument> files, List<String> strayFiles) {
            private static Document of(List<Finding> findings, List<Path> stray) {
                return new Document(
                        findings.stream().allMatch(Finding::genuine),
                        findings.stream().map(FileDocument::of).toList(),
                        stray.stream().map(Path::toString).toList());
            }
        }

        /** An official file and what is in its place. */
        record FileDocument(String path, long bytes, String sha256, String state, String found, String fix) {
            private static FileDocument of(Finding finding) {
                return new FileDocument(
                        finding.file().path(),
                        finding.file().bytes(),
                        finding.file().sha256(),
                        finding.state().name().toLowerCase(Locale.ROOT),
                        finding.found(),
                        finding.fix());
            }
        }
    }
}
