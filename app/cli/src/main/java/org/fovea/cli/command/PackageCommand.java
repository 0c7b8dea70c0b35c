package org.fovea.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import org.fovea.app.submission.Packaging;
import org.fovea.app.text.Text;
import org.fovea.challenge.judge.JudgeResult;
import org.fovea.challenge.submission.SubmissionReadme;
import org.fovea.cli.option.BaseOption;
import org.fovea.cli.option.OutputOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.cli.terminal.Interruption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "package",
        header = "Make a submission directory from an archive, and test it as the challenge would.",
        description = {
            "Writes DIR: archive.zip, inflate.sh, the inflater, a README. Then copies it elsewhere, unpacks "
                    + "archive.zip and calls inflate.sh with an empty environment, in a process isolated from this "
                    + "machine where bubblewrap or unshare work. DIR appears once the frames are right."
        },
        footer = {"  fovea package next.zip -o submission", "  fovea package next.zip -o submission --without-runtime"})
public final class PackageCommand extends LeafCommand {
    @Parameters(paramLabel = "ARCHIVE", description = "A Fovea archive with a renderer.")
    private Path input;

    @Mixin
    private BaseOption base;

    @Mixin
    private final OutputOption output = OutputOption.required("DIR", "The submission directory to make.")
            .forced("Replace DIR where it is a submission directory.");

    @Option(
            names = "--without-runtime",
            description = "Leave out the Java runtime (61 MB): the judge's machine then needs a Java 25.")
    private boolean withoutRuntime;

    @Option(names = "--no-smoke", description = "Skip the test.")
    private boolean noSmoke;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Interruption.leaves("nothing is kept; with --no-smoke the directory is written in seconds, and fovea challenge "
                + "check " + output.path() + " tests it");
        SubmissionReadme readme = new Packaging(
                        input,
                        output.path(),
                        !withoutRuntime,
                        !noSmoke,
                        output.force(),
                        base.bases(),
                        threads(),
                        reporter())
                .run();
        out().print(text(readme));
        return ExitCode.DONE;
    }

    private String text(SubmissionReadme readme) {
        StringBuilder out = new StringBuilder();
        out.append(output.path())
                .append(": archive.zip: ")
                .append(Text.count(readme.ledger().fileBytes()))
                .append(" bytes (charged); inflater: ")
                .append(Text.size(readme.inflaterBytes()));
        if (readme.runtimeBytes() > 0) {
            out.append(", runtime: ").append(Text.size(readme.runtimeBytes()));
        }
        out.append(" (not charged)");
        out.append('\n');
        readme.judged().ifPresentOrElse(result -> describe(result, out), () -> out.append("not judged\n"));
        out.append("needs   Linux on x86-64 with bash and unzip")
                .append(readme.runtimeBytes() > 0 ? "\n" : ", and a Java 25 on the PATH or in JAVA_HOME\n");
        return out.toString();
    }

    private void describe(JudgeResult result, StringBuilder out) {
        out.append("judged in ")
                .append(result.isolation())
                .append(": ")
                .append(result.seesOnly())
                .append('\n');
        out.append("  0.raw   ")
                .append(Text.count(result.rawBytes()))
                .append(" bytes, equal to the frames drawn here\n");
        out.append("  sha256  ").append(result.sha256()).append('\n');
        out.append("  time    ")
                .append(Text.seconds(result.seconds()))
                .append(" of ")
                .append(JudgeResult.MAX_MINUTES);
        out.append(":00\n");
        out.append("  memory  ");
        out.append(
                result.peakBytes().isPresent()
                        ? Text.size(result.peakBytes().getAsLong())
                        : "not reported by this system");
        out.append(" at most\n");
        if (result.tooSlow()) {
            note("warning: inflating took longer than the " + JudgeResult.MAX_MINUTES
                    + " minutes that the challenge gives to an evaluation");
        }
    }
}
