package org.fovea.cli.command;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.fovea.app.AppException;
import org.fovea.app.open.Outputs;
import org.fovea.app.text.Text;
import org.fovea.challenge.fetch.FetchException;
import org.fovea.challenge.fetch.FetchWatcher;
import org.fovea.challenge.fetch.Fetcher;
import org.fovea.challenge.fetch.RetryPolicy;
import org.fovea.challenge.official.Finding;
import org.fovea.challenge.official.OfficialFile;
import org.fovea.challenge.official.Verifier;
import org.fovea.cli.FoveaCommand;
import org.fovea.cli.option.ForceOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.cli.terminal.Interruption;
import org.fovea.cli.terminal.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code fovea challenge fetch}. */
@Command(
        name = "fetch",
        header = "Download the official clip and networks.",
        description =
                "Writes videos/0.mkv and the weights in models into DIR, 132 MB, through the Git LFS protocol of the "
                        + "challenge's repository. Existing files are kept; a partial download is kept as NAME.part, "
                        + "and the next start continues it. A file gets its name once its SHA-256 hash is right.",
        footerHeading = "%nExample:%n",
        footer = "  fovea challenge fetch official")
public final class ChallengeFetchCommand implements Callable<Integer> {
    private static final String OFFICIAL = "https://github.com/commaai/comma_video_compression_challenge.git/info/lfs";

    @ParentCommand
    private ChallengeCommand challenge;

    @Parameters(paramLabel = "DIR", description = "The folder to write to; created if missing.")
    private Path folder;

    @Option(names = "--url", paramLabel = "URL", defaultValue = OFFICIAL, description = "Address of a Git LFS server.")
    private String url;

    @Mixin
    private final ForceOption force = new ForceOption("Replace files that are others than the official ones.");

    @Override
    public Integer call() throws IOException, InterruptedException {
        FoveaCommand fovea = challenge.fovea();
        Verifier verifier = new Verifier(folder);
        List<Finding> before = ChallengeVerifyCommand.findings(fovea, verifier);
        List<OfficialFile> wanted = new ArrayList<>();
        for (Finding finding : before) {
            if (!finding.genuine()) {
                verifyReplaceable(finding);
                wanted.add(finding.file());
            }
        }
        if (!wanted.isEmpty()) {
            fetch(fovea, wanted);
        }
        fovea.terminal().out().print(ChallengeVerifyCommand.table(ChallengeVerifyCommand.findings(fovea, verifier)));
        return ExitCode.DONE;
    }

    private void verifyReplaceable(Finding finding) {
        Path file = folder.resolve(finding.file().path());
        if (finding.state() == Finding.State.OTHER && (!force.given() || !Files.isRegularFile(file))) {
            throw AppException.usage(file + ": " + finding.found() + "; "
                    + (Files.isRegularFile(file) ? "add --force to replace it" : "move it away"));
        }
    }

    private void fetch(FoveaCommand fovea, List<OfficialFile> wanted) throws IOException, InterruptedException {
        long total = wanted.stream().mapToLong(OfficialFile::bytes).sum();
        Outputs.verifySpace(folder.resolve(wanted.getFirst().path()), total);
        Interruption.leaves("partial downloads are kept as NAME.part; the same command continues them");
        try (Progress progress = new Progress(fovea.terminal(), fovea.quiet(), "fetch", total, "bytes");
                Fetcher fetcher = fetcher(new Watcher(fovea, progress, wanted))) {
            for (OfficialFile file : wanted) {
                fetcher.fetch(file);
            }
        } catch (FetchException e) {
            String line = "challenge fetch: " + e.getMessage();
            throw switch (e.kind()) {
                case WRONG_CONTENT -> AppException.notHeld(line);
                case PASSING ->
                    AppException.environment(line + "; try again later, the download continues where it stopped", e);
                case REFUSED -> AppException.environment(line, e);
            };
        }
    }

    private Fetcher fetcher(FetchWatcher watcher) {
        try {
            return new Fetcher(folder, URI.create(url), RetryPolicy.STANDARD, watcher);
        } catch (IllegalArgumentException e) {
            throw AppException.usage("--url: " + e.getMessage());
        }
    }

    /** Adds the files up. */
    private static final class Watcher implements FetchWatcher {
        private final FoveaCommand fovea;
        private final Progress progress;
        private final List<OfficialFile> wanted;

        Watcher(FoveaCommand fovea, Progress progress, List<OfficialFile> wanted) {
            this.fovea = fovea;
            this.progress = progress;
            this.wanted = wanted;
        }

        @Override
        public void has(OfficialFile file, long bytes) {
            long earlier = wanted.stream()
                    .takeWhile(other -> !other.equals(file))
                    .mapToLong(OfficialFile::bytes)
                    .sum();
            progress.update(earlier + bytes);
        }

        @Override
        public void retrying(OfficialFile file, String why, Duration pause) {
            fovea.note(why + "; trying again in " + Text.seconds(pause.toMillis() / 1e3));
        }
    }
}
