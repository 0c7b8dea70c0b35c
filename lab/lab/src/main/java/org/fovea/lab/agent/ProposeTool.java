package org.fovea.lab.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.locks.ReentrantLock;
import org.fovea.lab.folder.AgentLimits;
import org.fovea.lab.record.Hypothesis;
import org.fovea.lab.round.RoundRule;
import org.fovea.lab.store.LedgerException;
import org.fovea.lab.study.Idea;
import org.fovea.lab.study.SmallestTest;

/**
 * Proposes an idea and queues its smallest test, within {@link AgentBudget}.
 *
 * <p>In one process, looking at what is left and queueing follow each other without another proposal in between.
 * Several servers of the same lab do not wait for each other: two that propose in the same moment may both see the same
 * rest, and ask for at most what two smallest tests begin with more than the limit. Nothing follows on top of that: the
 * next rounds of their studies are asked for by the judge, one transaction after the other, and then the runs of both
 * count.
 */
final class ProposeTool {
    private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();
    private static final String PATH = "^[A-Za-z0-9_-]+(\\[[1-9][0-9]?\\])?(\\.[A-Za-z0-9_-]+)*$";
    private static final List<Integer> USUAL_RUNGS = List.of(8, 24);
    private static final int MAX_RUNGS = 6;

    private final AgentLab lab;

    ProposeTool(AgentLab lab) {
        this.lab = lab;
    }

    Tool tool() {
        return new Tool(
                "propose",
                "Proposes an idea: settings of the floor that are changed, and why that should help. The lab "
                        + "writes a hypothesis and queues its smallest test: a few pairs first,"
                        + " more while it is not worse than the bar, at last all. Refused are settings that "
                        + "lab.yaml does not allow, a used-up budget,"
                        + " a candidate that was tried before, and one that a dead end closes, unless despite says "
                        + "why it is tried anyway.",
                Schema.empty()
                        .text("text", "The hypothesis, one sentence: what is changed and what should become better.")
                        .required()
                        .text("mechanism", "Why it should work.")
                        .required()
                        .map(
                                "settings",
                                "Settings of the floor that it changes, as in {\"masks.minimumRegion\": 6}; "
                                        + "masks[2].x means the second stage of that"
                                        + " name alone. Lists are written as a text: \"[1, 2]\".",
                                PATH,
                                1)
                        .required()
                        .name("family", "Part of the codec. Default: the first word of the first setting.")
                        .object(
                                "expected",
                                "Expected change against the floor; negative is better.",
                                Schema.empty()
                                        .whole("bytes", "Of the archive.")
                                        .number("segmentation", "Of the segmentation distortion, a share of pixels.")
                                        .number("pose", "Of the pose distortion."))
                        .name("benchmark", "Name of a benchmark. Default: the only one.")
                        .wholes(
                                "rungs",
                                "Pairs of the rounds before the one of all pairs. Default: 8 and 24. An empty list "
                                        + "goes to all pairs at once.",
                                0,
                                MAX_RUNGS)
                        .number(
                                "bar",
                                "Required gain, in points of the score. Default: what the noise between the "
                                        + "floor's seeds asks for, where lab.yaml asks for several; else "
                                        + RoundRule.USUAL_BAR + ".")
                        .text("despite", "Why to try it although a dead end closes it; recorded with the candidate."),
                false,
                this::propose);
    }

    private Tool.Answer propose(Tool.Call call) {
        Arguments arguments = call.arguments();
        Map<String, String> settings = arguments.map("settings");
        verifyFields(settings);
        Arguments expected = arguments.object("expected");
        int seeds = seeds();
        OptionalDouble bar = arguments
                .number("bar")
                .map(OptionalDouble::of)
                .orElseGet(() -> seeds > 1 ? OptionalDouble.empty() : OptionalDouble.of(RoundRule.USUAL_BAR));
        if (!(bar.orElse(0) >= 0 && bar.orElse(0) < 1000)) {
            throw new LedgerException(
                    "bar: " + bar.getAsDouble() + " cannot be a required gain; give 0 or more points");
        }
        List<Integer> rungs = arguments.has("rungs") ? arguments.wholes("rungs") : USUAL_RUNGS;
        ONE_AT_A_TIME.lock();
        try {
            Idea idea = Idea.of(
                            lab.benchmark(arguments.text("benchmark")), arguments.required("text"), settings, call.by())
                    .mechanism(arguments.required("mechanism"))
                    .family(arguments.text("family"))
                    .expected(new Hypothesis.Expected(
                            expected.whole("bytes"), expected.number("segmentation"), expected.number("pose")))
                    .rungs(rungs)
                    .bar(bar)
                    .seeds(seeds > 1 ? OptionalInt.of(seeds) : OptionalInt.empty())
                    .despite(arguments.text("despite"))
                    .budget(Optional.of(lab.budget().left(lab.ledger())))
                    .build();
            return answer(new SmallestTest(lab.ledger(), lab.queue(), lab.judge()).queue(idea));
        } finally {
            ONE_AT_A_TIME.unlock();
        }
    }

    private int seeds() {
        try {
            return lab.folder().config().seeds();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void verifyFields(Map<String, String> settings) {
        AgentLimits limits = lab.budget().limits();
        List<String> others = settings.keySet().stream()
                .filter(field -> !field.matches(PATH) || !limits.allows(field))
                .toList();
        if (!others.isEmpty()) {
            throw new LedgerException(String.join(", ", others) + " may not be changed by agents; lab.yaml allows "
                    + (limits.fields().isEmpty() ? "nothing" : String.join(", ", limits.fields())));
        }
    }

    /** What waits now. */
    private record Queued(
            String hypothesis,
            String candidate,
            String study,
            String studyName,
            String changes,
            List<Integer> pairs,
            Optional<String> despite) {}

    private static Tool.Answer answer(SmallestTest.Queued queued) {
        Queued document = new Queued(
                queued.hypothesis().label(),
                queued.candidate().label(),
                queued.study().label(),
                queued.study().record().name(),
                queued.candidate().record().label(),
                queued.pairs(),
                queued.candidate().record().despite());
        return new Tool.Answer(
                queued.hypothesis().label() + " queued · " + queued.candidate().label() + " · " + queued.text(),
                document);
    }
}
