package org.fovea.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fovea.app.AppException;
import org.fovea.app.open.Outputs;
import org.fovea.challenge.judge.IsolatedInflation;
import org.fovea.challenge.judge.SubmissionCheck;
import org.fovea.challenge.judge.SubmissionCheck.Finding;
import org.fovea.challenge.judge.SubmissionCheck.State;
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

/** {@code fovea challenge}: submissions to the comma video compression challenge. */
@Command(
        name = "challenge",
        header = "Check submissions to comma's video compression challenge.",
        subcommands = ChallengeCommand.Check.class,
        footer = "  fovea challenge check submissions/mine")
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
            List<Finding> findings = new ArrayList<>();
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
            return findings.stream().anyMatch(one -> one.state() == State.BROKEN) ? ExitCode.NOT_HELD : ExitCode.DONE;
        }

        private static String line(Finding one) {
            return String.format(
                    Locale.ROOT,
                    "%-6s  %-11s  %s",
                    one.state().name().toLowerCase(Locale.ROOT),
                    one.rule(),
                    one.found());
        }

        record CheckDocument(String isolation, List<Finding> rules) {}
    }
}
