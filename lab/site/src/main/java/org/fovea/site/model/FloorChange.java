package org.fovea.site.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fovea.evaluate.score.Score;
import org.fovea.lab.store.RunRow;

/**
 * The baseline against the one before, figure by figure.
 *
 * @param prior baseline before
 * @param current baseline now
 * @param rows figures
 */
public record FloorChange(RunRow prior, RunRow current, List<Row> rows) {
    /** Name of the figure of poses. */
    public static final String POSE_TERM = "Pose term";

    /** How a figure is written. */
    public enum Unit {
        /** Points of the score. */
        POINTS,
        /** Bytes. */
        BYTES,
        /** What a network says. */
        DISTORTION
    }

    /**
     * A figure of both runs.
     *
     * @param name of the figure
     * @param meaning in plain words, as the data file has them
     * @param unit of it
     * @param prior value; absent where the ledger does not say
     * @param current value; absent where the ledger does not say
     */
    public record Row(String name, String meaning, Unit unit, Optional<Double> prior, Optional<Double> current) {
        /** How much larger the current value is; smaller is better in all of them. */
        @JsonProperty
        public Optional<Double> delta() {
            return prior.flatMap(before -> current.map(after -> after - before));
        }
    }

    /**
     * Of two whole runs.
     *
     * @param originalBytes of their benchmark
     */
    public static FloorChange of(RunRow prior, RunRow current, long originalBytes) {
        return new FloorChange(prior, current, rows(Optional.of(prior), current, originalBytes));
    }

    /** The same where there may be no baseline before. */
    public static List<Row> rows(Optional<RunRow> prior, RunRow current, long originalBytes) {
        Optional<Score> before = prior.map(run -> TurningPoint.terms(run, originalBytes));
        Score after = TurningPoint.terms(current, originalBytes);
        List<Row> rows = new ArrayList<>();
        rows.add(row(
                "Score, current_workflow",
                "The sum of the three terms below; smaller is better. Only the archive is charged.",
                Unit.POINTS,
                prior.map(RunRow::score),
                current.score()));
        rows.add(new Row(
                "Score, rule_faithful",
                "The same, but what inflating needs outside the archive is charged too.",
                Unit.POINTS,
                prior.flatMap(RunRow::ruleFaithfulScore),
                current.ruleFaithfulScore()));
        rows.add(row(
                "Segmentation term",
                "100 · segmentation distortion: how much a network that names what each pixel shows is misled.",
                Unit.POINTS,
                before.map(Score::segmentation),
                after.segmentation()));
        rows.add(row(
                POSE_TERM,
                "√(10 · pose distortion): how much a network that sees how the car moves is misled. The root makes "
                        + "small errors dear.",
                Unit.POINTS,
                before.map(Score::pose),
                after.pose()));
        rows.add(row(
                "Rate term",
                "25 · bytes of the archive / bytes of the original: what its size costs.",
                Unit.POINTS,
                before.map(Score::rate),
                after.rate()));
        rows.add(row(
                "Bytes of the archive",
                "All that is sent.",
                Unit.BYTES,
                prior.map(run -> (double) run.bytes()),
                current.bytes()));
        rows.add(new Row(
                "Bytes outside the archive",
                "What inflating needs beside it, such as the weights of a network.",
                Unit.BYTES,
                prior.flatMap(RunRow::payload).map(Long::doubleValue),
                current.payload().map(Long::doubleValue)));
        rows.add(row(
                "Segmentation distortion",
                "Share of pixels that get another class than in the original, 0 to 1.",
                Unit.DISTORTION,
                prior.map(RunRow::segmentation),
                current.segmentation()));
        rows.add(row(
                "Pose distortion",
                "Mean squared difference between the motion seen in the original and in the decoded frames.",
                Unit.DISTORTION,
                prior.map(RunRow::pose),
                current.pose()));
        return rows;
    }

    private static Row row(String name, String meaning, Unit unit, Optional<Double> prior, double current) {
        return new Row(name, meaning, unit, prior, Optional.of(current));
    }
}
