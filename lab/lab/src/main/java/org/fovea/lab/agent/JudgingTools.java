package org.fovea.lab.agent;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.fovea.lab.record.Author;
import org.fovea.lab.record.DeadEnd;
import org.fovea.lab.record.GateResult;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.LabRecord;
import org.fovea.lab.record.Note;
import org.fovea.lab.record.Precondition;
import org.fovea.lab.record.Run;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.LedgerException;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.verdict.GateFailure;
import org.fovea.lab.verdict.Gates;
import org.fovea.lab.verdict.Preconditions;
import org.fovea.lab.verdict.Region;
import org.fovea.lab.verdict.Review;

/**
 * Tools that say what an agent thinks. None of them changes which run is a baseline but {@code promote}, which goes
 * through all gates: a rejection or reopening that would change it, as that of the baseline's own promotion, is undone
 * and refused.
 */
final class JudgingTools {
    private static final String RUN = "Label of a run, as in R-0107.";
    private static final List<String> GRADIENTS = List.of("checked", "unchecked", "unused");

    /** Of a kind, by all agents of a lab: with texts of 16,384 letters some 10 MB. */
    static final int MAX_RECORDS = 500;

    private final AgentLab lab;
    private final Ledger ledger;
    private final ReentrantLock promoting = new ReentrantLock();

    JudgingTools(AgentLab lab) {
        this.lab = lab;
        this.ledger = lab.ledger();
    }

    List<Tool> all() {
        return List.of(judge(), promote(), close(), note());
    }

    /**
     * Refuses a record where programs have written as many of its kind as a lab takes from them: they are kept for
     * ever, in every export and report.
     *
     * @throws LedgerException where it is full
     */
    private static <T extends LabRecord> void verifyRoom(Ledger ledger, Class<T> kind, Function<T, Author> by) {
        long written = ledger.all(kind).stream()
                .filter(each -> by.apply(each.record()).kind() == Author.Kind.AGENT)
                .count();
        if (written >= MAX_RECORDS) {
            throw new LedgerException("agents have written " + written
                    + " records of this kind, as many as a lab takes from them; ask a person");
        }
    }

    private Tool judge() {
        return new Tool(
                "judge",
                "Rejects a run as no better, or reopens a dead end or judgement, with a reason. It is recorded "
                        + "under the agent's name."
                        + " Refused where it would change which run is a floor.",
                Schema.empty()
                        .oneOf(
                                "verdict",
                                "rejected for runs, reopened for dead ends and judgements.",
                                List.of("rejected", "reopened"))
                        .required()
                        .name("record", "Label of a run, dead end or judgement, as in R-0107, D-0003 or J-0042.")
                        .required()
                        .text("reason", "Why, in words.")
                        .required()
                        .texts("evidence", "Further runs that show it, by label.", 0),
                false,
                this::judge);
    }

    private Tool.Answer judge(Tool.Call call) {
        Arguments arguments = call.arguments();
        Verdict verdict = arguments.required("verdict").equals("rejected") ? Verdict.REJECTED : Verdict.REOPENED;
        String reason = arguments.required("reason");
        Numbered<Judgement> judgement = ledger.transaction(inside -> {
            verifyRoom(inside, Judgement.class, Judgement::by);
            Numbered<?> subject = inside.resolve(arguments.required("record"));
            List<String> evidence = runs(inside, arguments.texts("evidence")).stream()
                    .map(Numbered::key)
                    .collect(Collectors.toCollection(ArrayList::new));
            Map<String, String> preconditions = Map.of();
            if (verdict == Verdict.REJECTED) {
                Numbered<Run> run = inside.resolve(Run.class, arguments.required("record"));
                evidence.addFirst(run.key());
                preconditions = Preconditions.of(inside, run.record());
            }
            Map<String, Numbered<Run>> before = inside.floors();
            Numbered<Judgement> added = inside.add(Judgement.builder()
                    .verdict(verdict)
                    .about(subject.kind())
                    .subject(subject.key())
                    .benchmark(benchmark(subject, verdict))
                    .by(call.by())
                    .reason(reason)
                    .evidence(evidence)
                    .preconditions(preconditions)
                    .time(Instant.now())
                    .build());
            if (!inside.floors().equals(before)) {
                throw new LedgerException(subject.label() + " cannot be " + Documents.word(verdict)
                        + " by an agent: that would change the floor without its gates; promote a better "
                        + "run, or ask a person");
            }
            return added;
        });
        String subject = ledger.resolve(arguments.required("record")).label();
        return new Tool.Answer(
                judgement.label() + ": " + subject
                        + (verdict == Verdict.REJECTED ? " is rejected" : " no longer holds"),
                new Documents(ledger).judgement(judgement));
    }

    private static String benchmark(Numbered<?> subject, Verdict verdict) {
        return switch (subject.record()) {
            case Run run when verdict == Verdict.REJECTED -> run.benchmark();
            case DeadEnd deadEnd when verdict == Verdict.REOPENED -> deadEnd.benchmark();
            case Judgement judgement when verdict == Verdict.REOPENED -> judgement.benchmark();
            default ->
                throw new LedgerException(
                        subject.label() + " is neither a dead end nor a judgement; only these can be reopened");
        };
    }

    private static List<Numbered<Run>> runs(Ledger ledger, List<String> labels) {
        return labels.stream().map(each -> ledger.resolve(Run.class, each)).toList();
    }

    private Tool promote() {
        return new Tool(
                "promote",
                "Makes a run the floor, if it passes every gate: all pairs and better than the floor under both "
                        + "accountings, a written review, a submission that draws the same frames,"
                        + " isolated inflation, the score to the last digit, and no change in what earlier floors "
                        + "draw. Each gate is kept in the ledger, held or not."
                        + " Takes minutes.",
                Schema.empty()
                        .name("run", RUN)
                        .required()
                        .text("reason", "Why it should be the floor.")
                        .required()
                        .text(
                                "review",
                                "Markdown with the headings '## What changed', '## What was looked at', '## Risks' "
                                        + "and words below each.")
                        .required(),
                false,
                this::promote);
    }

    private Tool.Answer promote(Tool.Call call) throws Exception {
        Arguments arguments = call.arguments();
        Numbered<Run> run = ledger.resolve(Run.class, arguments.required("run"));
        String reason = arguments.required("reason");
        String review = arguments.text("review").orElse("");
        promoting.lockInterruptibly(); // gates need the whole machine
        try {
            Numbered<Judgement> judgement = new Gates(
                            ledger, lab.folder(), lab.workshop().get(), Clock.systemUTC())
                    .promote(run, call.by(), reason, review, call.watcher());
            return new Tool.Answer(
                    judgement.label() + ": " + run.label() + " is the floor, "
                            + run.record().score() + " at "
                            + run.record().bytes().archive() + " bytes",
                    new Documents(ledger).judgement(judgement));
        } catch (GateFailure e) {
            throw new LedgerException(
                    run.label() + ": gate "
                            + Documents.word(e.gate()).replace('_', ' ') + " did not hold: " + e.getMessage()
                            + (e.gate() == GateResult.Gate.REVIEW
                                    ? "; a review has these headings: "
                                            + String.join(
                                                    ", ",
                                                    Review.template()
                                                            .lines()
                                                            .filter(line -> !line.isBlank())
                                                            .toList())
                                    : ""),
                    e);
        } finally {
            promoting.unlock();
        }
    }

    private Tool close() {
        return new Tool(
                "close",
                "Adds a dead end: closes a part of the codec, or some of its settings, for everybody, with the "
                        + "mechanism that was tested and runs that show it.",
                Schema.empty()
                        .name("family", "Part of the codec, as in masks.")
                        .required()
                        .map(
                                "region",
                                "Settings to close, with their closed values: 6.., ..2, 1..4, a|b or a value. The "
                                        + "whole family by default.",
                                "^[A-Za-z0-9_.\\[\\]-]+$",
                                0)
                        .text("mechanism", "What was tested, and why it does not help.")
                        .required()
                        .texts("evidence", "Runs that show it, by label; all on one benchmark.", 1)
                        .required()
                        .text("numbers", "What these runs show.")
                        .required()
                        .oneOf(
                                "gradients",
                                "Whether the gradients involved were checked by finite differences.",
                                GRADIENTS)
                        .required()
                        .text("reopens", "What would be a reason to try again.")
                        .required(),
                false,
                this::close);
    }

    private Tool.Answer close(Tool.Call call) {
        Arguments arguments = call.arguments();
        verifyRoom(ledger, DeadEnd.class, DeadEnd::by);
        List<Numbered<Run>> runs = runs(ledger, arguments.texts("evidence"));
        Run first = runs.getFirst().record();
        for (Numbered<Run> run : runs) {
            if (!run.record().benchmark().equals(first.benchmark())) {
                throw new LedgerException(runs.getFirst().label() + " and " + run.label()
                        + " are of different benchmarks; a dead end holds on one");
            }
        }
        Map<String, String> region = arguments.map("region");
        Region.of(region);
        Map<String, String> preconditions = new TreeMap<>(Preconditions.of(ledger, first));
        preconditions.put(Precondition.GRADIENTS, arguments.required("gradients"));
        Numbered<DeadEnd> added = ledger.add(DeadEnd.builder()
                .benchmark(first.benchmark())
                .family(arguments.required("family"))
                .region(region)
                .mechanism(arguments.required("mechanism"))
                .preconditions(preconditions)
                .evidence(runs.stream().map(Numbered::key).toList())
                .numbers(arguments.required("numbers"))
                .reopens(arguments.required("reopens"))
                .by(call.by())
                .time(Instant.now())
                .build());
        return new Tool.Answer(
                added.label() + ": " + added.record().family() + (region.isEmpty() ? "" : " with " + region)
                        + " is closed",
                new Documents(ledger).deadEnd(added));
    }

    private Tool note() {
        return new Tool(
                "note",
                "Adds a page to the lab's notebook.",
                Schema.empty()
                        .name("title", "Its title.")
                        .required()
                        .text("text", "Markdown.")
                        .required()
                        .texts("about", "Labels of records that it is about.", 0),
                false,
                this::note);
    }

    private Tool.Answer note(Tool.Call call) {
        Arguments arguments = call.arguments();
        verifyRoom(ledger, Note.class, Note::by);
        List<String> about = arguments.texts("about").stream()
                .map(each -> ledger.resolve(each).key())
                .toList();
        Numbered<Note> note = ledger.add(
                new Note(arguments.required("title"), arguments.required("text"), about, call.by(), Instant.now()));
        return new Tool.Answer(
                note.label() + ": " + note.record().title(),
                new Page(note.label(), note.record().title()));
    }

    /** A page of the notebook. */
    private record Page(String note, String title) {}
}
