package org.fovea.cli.command.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.fovea.app.AppException;
import org.fovea.app.open.TextFile;
import org.fovea.app.text.Text;
import org.fovea.app.workshop.FoveaWorkshop;
import org.fovea.app.workshop.OpenLab;
import org.fovea.app.workshop.StepProgress;
import org.fovea.cli.FoveaCommand;
import org.fovea.cli.option.LabOption;
import org.fovea.cli.option.Who;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Run;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.verdict.GateFailure;
import org.fovea.lab.verdict.Gates;
import org.fovea.lab.verdict.Review;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code fovea lab promote}. */
@Command(
        name = "promote",
        header = "Make a run the floor, if it passes every gate.",
        description = {
            "Gates: all pairs and better than the floor; a written review; the archive makes a submission; inflated "
                    + "in isolation it gives the frames of the run; their score is the run's, to the last digit; as "
                    + "much is seen of each class as lab.yaml demands; previously promoted archives still give the "
                    + "same frames. Each result goes into the ledger, passed or failed.",
            "A review is Markdown with the headings What changed, What was looked at, Risks; --template prints an "
                    + "empty one."
        },
        footerHeading = "%nExample:%n",
        footer = "  fovea lab promote R-0107 --reason \"larger specks cost less\" --review review.md")
final class LabPromoteCommand implements Callable<Integer> {
    @ParentCommand
    private LabCommand lab;

    @Mixin
    private LabOption where;

    @Mixin
    private Who who;

    @Parameters(arity = "0..1", paramLabel = "RUN", description = "The run.")
    private String run;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why.", showDefaultValue = Visibility.NEVER)
    private String reason;

    @Option(names = "--review", paramLabel = "FILE.md", description = "What was looked at, and the risks.")
    private Path review;

    @Option(names = "--template", description = "Print an empty review and do nothing else.")
    private boolean template;

    @Override
    public Integer call() throws IOException, InterruptedException {
        FoveaCommand fovea = lab.fovea();
        if (template) {
            fovea.terminal().out().print(Review.template());
            return ExitCode.DONE;
        }
        if (run == null || reason == null || review == null) {
            throw AppException.usage("fovea lab promote: RUN, --reason TEXT and --review FILE.md are needed");
        }
        try (OpenLab open = where.open();
                FoveaWorkshop workshop = new FoveaWorkshop(open.folder(), fovea.threads());
                StepProgress progress = new StepProgress(fovea.reporter())) {
            Numbered<Run> promoted = open.ledger().resolve(Run.class, run);
            Gates gates = new Gates(open.ledger(), open.folder(), workshop, Clock.systemUTC());
            try {
                Numbered<Judgement> judgement =
                        gates.promote(promoted, who.author(), reason, TextFile.read(review, "a review"), progress);
                progress.close();
                fovea.terminal()
                        .out()
                        .println(judgement.label() + ": " + promoted.label() + " is the floor, "
                                + promoted.record().score() + " at "
                                + promoted.record().bytes().archive() + " bytes");
            } catch (GateFailure e) {
                throw AppException.notHeld(
                        promoted.label() + ": gate " + Text.word(e.gate()) + " failed: " + e.getMessage());
            }
        }
        return ExitCode.DONE;
    }
}
