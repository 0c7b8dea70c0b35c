package org.fovea.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.fovea.app.AppException;
import org.fovea.app.TaskProgress;
import org.fovea.app.open.TextFile;
import org.fovea.app.text.Text;
import org.fovea.app.workshop.FoveaWorkshop;
import org.fovea.app.workshop.OpenLab;
import org.fovea.cli.option.LabOption;
import org.fovea.cli.terminal.ExitCode;
import org.fovea.lab.agent.AgentBudget;
import org.fovea.lab.record.DeadEnd;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.Note;
import org.fovea.lab.record.RecordKind;
import org.fovea.lab.record.Run;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.verdict.GateFailure;
import org.fovea.lab.verdict.Gates;
import org.fovea.lab.verdict.Invalidation;
import org.fovea.lab.verdict.Preconditions;
import org.fovea.lab.verdict.Review;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands that record judgements. */
final class LabVerdicts {
    private LabVerdicts() {}

    @Command(
            name = "promote",
            header = "Make a run the floor, if it passes every gate.",
            description = {
                "Gates: all pairs and better than the floor; a written review; the archive makes a submission; "
                        + "inflated in isolation it gives the frames of the run; their score is the run's, to the "
                        + "last digit; as much is seen of each class as lab.yaml demands; previously promoted "
                        + "archives still give the same frames. Each result goes into the ledger, passed or failed.",
                "A review is Markdown with the headings What changed, What was looked at, Risks; --template prints "
                        + "an empty one."
            },
            footer = "  fovea lab promote R-0107 --reason \"larger specks cost less\" --review review.md")
    static final class PromoteCommand extends LeafCommand {
        @Mixin
        private LabOption where;

        @Mixin
        private LabOption.Who who;

        @Parameters(arity = "0..1", paramLabel = "RUN", description = "The run.")
        private String run;

        @Option(names = "--reason", paramLabel = "TEXT", description = "Why.")
        private String reason;

        @Option(names = "--review", paramLabel = "FILE.md", description = "What was checked, and the risks.")
        private Path review;

        @Option(names = "--template", description = "Print an empty review and do nothing else.")
        private boolean template;

        @Override
        public Integer call() throws IOException, InterruptedException {
            if (template) {
                out().print(Review.template());
                return ExitCode.DONE;
            }
            if (run == null || reason == null || review == null) {
                throw AppException.usage("fovea lab promote: RUN, --reason TEXT and --review FILE.md are needed");
            }
            try (OpenLab open = where.open();
                    FoveaWorkshop workshop = new FoveaWorkshop(open.folder(), threads());
                    TaskProgress progress = new TaskProgress(reporter(), "")) {
                Numbered<Run> promoted = open.ledger().resolve(Run.class, run);
                Gates gates = new Gates(open.ledger(), open.folder(), workshop, Clock.systemUTC());
                try {
                    Numbered<Judgement> judgement = gates.promote(
                            promoted, who.author(), reason, TextFile.read(review, "a review"), progress::update);
                    progress.close();
                    out().println(judgement.label() + ": " + promoted.label() + " is the floor, "
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

    /** A judgement with a reason. */
    abstract static class Judging extends LabAction {
        @Mixin
        private LabOption.Who who;

        @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
        private String reason;

        /** Records it under the name of who gives the command; gives its label. */
        final String judge(OpenLab open, Judgement.Builder judgement) {
            return AgentBudget.judge(
                            open.ledger(),
                            judgement
                                    .by(who.author())
                                    .reason(reason)
                                    .time(Instant.now())
                                    .build())
                    .label();
        }
    }

    @Command(
            name = "reject",
            header = "Reject a run as no better, with a reason.",
            footer = "  fovea lab reject R-0107 --reason \"loses on every night pair\" --evidence R-0099")
    static final class RejectCommand extends Judging {
        @Parameters(paramLabel = "RUN", description = "The run.")
        private String run;

        @Option(
                names = "--evidence",
                paramLabel = "RUN",
                split = ",",
                description = "Further runs that show it.",
                showDefaultValue = Visibility.NEVER)
        private List<String> evidence = List.of();

        @Override
        void run(OpenLab open) throws IOException {
            Numbered<Run> rejected = open.ledger().resolve(Run.class, run);
            List<String> runs = new ArrayList<>(List.of(rejected.key()));
            evidence.forEach(
                    each -> runs.add(open.ledger().resolve(Run.class, each).key()));
            String label = judge(
                    open,
                    Judgement.builder()
                            .verdict(Verdict.REJECTED)
                            .about(RecordKind.RUN)
                            .subject(rejected.key())
                            .benchmark(rejected.record().benchmark())
                            .evidence(runs)
                            .preconditions(Preconditions.of(open.ledger(), rejected.record())));
            out().println(label + ": " + rejected.label() + " is rejected");
        }
    }

    @Command(
            name = "reopen",
            header = "Reopen a dead end or a judgement, with a reason.",
            footer = "  fovea lab reopen D-0017 --reason \"the gradient of the filter was zero, fixed since\"")
    static final class ReopenCommand extends Judging {
        @Parameters(paramLabel = "RECORD", description = "A dead end or judgement, as in D-0017.")
        private String reference;

        @Override
        void run(OpenLab open) throws IOException {
            Numbered<?> subject = open.ledger().resolve(reference);
            String benchmark = switch (subject.record()) {
                case DeadEnd deadEnd -> deadEnd.benchmark();
                case Judgement judgement -> judgement.benchmark();
                default ->
                    throw AppException.usage(
                            subject.label() + ": is neither a dead end nor a judgement; only these can be reopened");
            };
            String label = judge(
                    open,
                    Judgement.builder()
                            .verdict(Verdict.REOPENED)
                            .about(subject.kind())
                            .subject(subject.key())
                            .benchmark(benchmark));
            out().println(label + ": " + subject.label() + " no longer holds");
        }
    }

    @Command(
            name = "invalidate",
            header = "Reopen every dead end and judgement that relied on something false.",
            description = {
                "Lists what relies on NAME=VALUE, directly or through its runs, and reopens it in one transaction. "
                        + "Without --reason, only lists.",
                "Names are code, evaluators, clip, gradients, subset, base, and whatever --precondition of deadends "
                        + "add has used."
            },
            footer = {
                "  fovea lab invalidate gradients=unchecked",
                "  fovea lab invalidate code=0123456789abcdef --reason \"the filter had no gradient\""
            })
    static final class InvalidateCommand extends LabAction {
        @Mixin
        private LabOption.Who who;

        @Parameters(paramLabel = "NAME=VALUE", description = "The precondition.")
        private String precondition;

        @Option(
                names = "--reason",
                paramLabel = "TEXT",
                description = "What turned out to be false; reopens the records.")
        private String reason;

        @Override
        void run(OpenLab open) throws IOException {
            List<Invalidation.Leaning> leaning;
            try {
                leaning = reason == null
                        ? Invalidation.list(open.ledger(), precondition)
                        : Invalidation.apply(open.ledger(), precondition, reason, who.author(), Instant.now());
            } catch (IllegalArgumentException e) {
                throw AppException.usage(e.getMessage());
            }
            for (Invalidation.Leaning one : leaning) {
                out().println((reason == null ? "relies on it  " : "reopened  ")
                        + one.record().label() + "  " + one.because());
            }
            note(
                    leaning.isEmpty()
                            ? "nothing relies on " + precondition
                            : reason == null
                                    ? leaning.size() + " records; add --reason TEXT to reopen them"
                                    : leaning.size() + " records reopened");
        }
    }

    @Command(
            name = "note",
            header = "Add a page to the notebook.",
            footer = "  fovea lab note FILE.md --title \"Why wider networks lose\" --about R-0107,D-0003")
    static final class NoteCommand extends LabAction {
        /** What an import takes of others, whatever the letters are. */
        private static final int MAX_LETTERS = 40_000;

        @Mixin
        private LabOption.Who who;

        @Parameters(paramLabel = "FILE.md", description = "Its text, in Markdown.")
        private Path file;

        @Option(names = "--title", paramLabel = "TEXT", required = true, description = "Its title.")
        private String title;

        @Option(
                names = "--about",
                paramLabel = "RECORD",
                split = ",",
                description = "The records it is about.",
                showDefaultValue = Visibility.NEVER)
        private List<String> about = List.of();

        @Override
        void run(OpenLab open) throws IOException {
            String text = TextFile.read(file, "a note");
            if (text.length() > MAX_LETTERS) {
                throw AppException.usage(file + ": " + text.length() + " letters; a note has at most " + MAX_LETTERS);
            }
            List<String> keys = about.stream()
                    .map(each -> open.ledger().resolve(each).key())
                    .toList();
            Numbered<Note> note = open.ledger().add(new Note(title, text, keys, who.author(), Instant.now()));
            out().println(note.label() + ": " + title);
        }
    }
}
