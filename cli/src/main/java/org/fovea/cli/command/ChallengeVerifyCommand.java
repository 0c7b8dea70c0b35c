package org.fovea.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.fovea.app.AppException;
import org.fovea.app.text.Table;
import org.fovea.challenge.official.Finding;
import org.fovea.challenge.official.OfficialFile;
import org.fovea.challenge.official.OfficialFiles;
import org.fovea.challenge.official.Verifier;
import org.fovea.cli.FoveaCommand;
import org.fovea.cli.option.JsonOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.cli.terminal.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code fovea challenge verify}. */
@Command(
        name = "verify",
        header = "Check that the official clip and networks are present and genuine.",
        description = "DIR is a clone of the challenge's repository, or the folder of challenge fetch. Compares sizes "
                + "and SHA-256 hashes"
                + " of videos/0.mkv and the weights in models. Exit code 1 if a file is missing or differs.",
        footerHeading = "%nExample:%n",
        footer = "  fovea challenge verify comma_video_compression_challenge")
public final class ChallengeVerifyCommand implements Callable<Integer> {
    @ParentCommand
    private ChallengeCommand challenge;

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
        List<Finding> findings = findings(challenge.fovea(), verifier);
        List<Path> stray = verifier.strayFiles();
        if (json.wanted()) {
            challenge.fovea().print(Document.of(findings, stray));
        } else {
            challenge.out().print(table(findings));
            noteStray(findings, stray);
        }
        return findings.stream().allMatch(Finding::genuine) ? ExitCode.DONE : ExitCode.NOT_HELD;
    }

    /** Looks at every official file. */
    static List<Finding> findings(FoveaCommand fovea, Verifier verifier) throws IOException {
        long total = OfficialFiles.ALL.stream().mapToLong(OfficialFile::bytes).sum();
        AtomicLong done = new AtomicLong();
        List<Finding> findings = new ArrayList<>();
        try (Progress progress = new Progress(fovea.terminal(), fovea.quiet(), "verify", total, "bytes")) {
            for (OfficialFile file : OfficialFiles.ALL) {
                findings.add(verifier.verify(file, read -> progress.update(done.addAndGet(read))));
            }
        }
        return findings;
    }

    /** For people. */
    static String table(List<Finding> findings) {
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
        challenge
                .fovea()
                .note(String.format(
                        Locale.ROOT,
                        "note: %d other file%s beside the clip (%s%s): the challenge's program would divide by %,d "
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
