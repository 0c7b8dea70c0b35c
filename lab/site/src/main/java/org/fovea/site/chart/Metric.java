package org.fovea.site.chart;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import org.fovea.evaluate.score.Score;
import org.fovea.lab.store.RunRow;
import org.fovea.site.layout.Wording;
import org.fovea.site.model.TurningPoint;

/**
 * A figure of a run beside that of the baseline before; smaller is better in all of them.
 *
 * @param name of it
 * @param meaning in plain words
 * @param unit of it
 * @param prior value of the prior baseline; absent where there was none, or it is not known
 * @param current value of the run; absent where the ledger does not say
 */
public record Metric(String name, String meaning, Unit unit, Optional<Double> prior, Optional<Double> current) {
    /** How a figure is written. */
    public enum Unit {
        POINTS(Wording::score, Wording::change),
        BYTES(value -> Wording.bytes((long) value), value -> Wording.byteChange((long) value)),
        /** What a network says. */
        DISTORTION(Wording::distortion, Wording::distortionChange);

        private final DoubleFunction<String> written;
        private final DoubleFunction<String> moved;

        Unit(DoubleFunction<String> written, DoubleFunction<String> moved) {
            this.written = written;
            this.moved = moved;
        }
    }

    /** How much larger the current value is. */
    @JsonProperty
    public Optional<Double> delta() {
        return prior.flatMap(before -> current.map(after -> after - before));
    }

    /** The prior value in words. */
    public String before() {
        return prior.map(unit.written::apply).orElse(Wording.UNKNOWN);
    }

    /** The current value in words. */
    public String after() {
        return current.map(unit.written::apply).orElse(Wording.UNKNOWN);
    }

    /** The difference in words, with its sign. */
    public String change() {
        return delta().map(unit.moved::apply).orElse(Wording.UNKNOWN);
    }

    /**
     * All figures of a run on all pairs.
     *
     * @param originalBytes of its benchmark
     */
    public static List<Metric> of(Optional<RunRow> prior, RunRow current, long originalBytes) {
        Optional<Score> before = prior.map(run -> TurningPoint.terms(run, originalBytes));
        Score after = TurningPoint.terms(current, originalBytes);
        return List.of(
                new Metric(
                        "Score, current_workflow",
                        "The sum of the three terms below; smaller is better. Only the archive is charged.",
                        Unit.POINTS,
                        prior.map(RunRow::score),
                        Optional.of(current.score())),
                new Metric(
                        "Score, rule_faithful",
                        "The same, but what inflating needs outside the archive is charged too.",
                        Unit.POINTS,
                        prior.flatMap(RunRow::ruleFaithfulScore),
                        current.ruleFaithfulScore()),
                new Metric(
                        "Segmentation term",
                        "100 · segmentation distortion: how much a network that names what each pixel shows is misled.",
                        Unit.POINTS,
                        before.map(Score::segmentation),
                        Optional.of(after.segmentation())),
                new Metric(
                        "Pose term",
                        "√(10 · pose distortion): how much a network that sees how the car moves is misled. Because "
                                + "of the square root, small errors weigh heavily.",
                        Unit.POINTS,
                        before.map(Score::pose),
                        Optional.of(after.pose())),
                new Metric(
                        "Rate term",
                        "25 · bytes of the archive / bytes of the original: what its size costs.",
                        Unit.POINTS,
                        before.map(Score::rate),
                        Optional.of(after.rate())),
                new Metric(
                        "Bytes of the archive",
                        "All that is sent.",
                        Unit.BYTES,
                        prior.map(run -> (double) run.bytes()),
                        Optional.of((double) current.bytes())),
                new Metric(
                        "Bytes outside the archive",
                        "What inflating needs beside it, such as the weights of a network.",
                        Unit.BYTES,
                        prior.flatMap(RunRow::payload).map(Long::doubleValue),
                        current.payload().map(Long::doubleValue)),
                new Metric(
                        "Segmentation distortion",
                        "Share of pixels that get another class than in the original, 0 to 1.",
                        Unit.DISTORTION,
                        prior.map(RunRow::segmentation),
                        Optional.of(current.segmentation())),
                new Metric(
                        "Pose distortion",
                        "Mean squared difference between the motion seen in the original and in the decoded frames.",
                        Unit.DISTORTION,
                        prior.map(RunRow::pose),
                        Optional.of(current.pose())));
    }
}
