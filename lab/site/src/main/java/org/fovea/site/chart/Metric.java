package org.fovea.site.chart;

import java.util.List;
import java.util.Optional;
import org.fovea.lab.store.RunRow;
import org.fovea.site.layout.Wording;
import org.fovea.site.model.FloorChange;

/**
 * A figure of a run beside that of the baseline before, in words.
 *
 * @param name of it
 * @param meaning in plain words
 * @param before of the prior baseline; absent where there was none, or it is not known
 * @param after of the run
 * @param change of it with its sign; absent where one of both is not known
 * @param better whether it got better; absent where it did not change or that is not known
 */
public record Metric(
        String name,
        String meaning,
        Optional<String> before,
        String after,
        Optional<String> change,
        Optional<Boolean> better) {
    private static final String POSE_MEANING =
            "√(10 · pose distortion): how much a network that sees how the car moves is misled. Because of the "
                    + "square root, small errors weigh heavily.";

    /**
     * All figures of a run on all pairs.
     *
     * @param originalBytes of its benchmark
     */
    public static List<Metric> of(Optional<RunRow> prior, RunRow run, long originalBytes) {
        return FloorChange.rows(prior, run, originalBytes).stream()
                .map(Metric::of)
                .toList();
    }

    private static Metric of(FloorChange.Row row) {
        return new Metric(
                row.name(),
                row.name().equals(FloorChange.POSE_TERM) ? POSE_MEANING : row.meaning(),
                row.prior().map(value -> written(row.unit(), value)),
                row.current().map(value -> written(row.unit(), value)).orElse(Wording.UNKNOWN),
                row.delta().map(value -> moved(row.unit(), value)),
                row.delta().filter(value -> value != 0).map(value -> value < 0));
    }

    private static String written(FloorChange.Unit unit, double value) {
        return switch (unit) {
            case POINTS -> Wording.score(value);
            case BYTES -> Wording.bytes((long) value);
            case DISTORTION -> Wording.distortion(value);
        };
    }

    private static String moved(FloorChange.Unit unit, double value) {
        return switch (unit) {
            case POINTS -> Wording.change(value);
            case BYTES -> Wording.byteChange((long) value);
            case DISTORTION -> Wording.distortionChange(value);
        };
    }
}
