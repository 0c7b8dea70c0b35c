package org.fovea.site.model;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.fovea.lab.record.Track;
import org.fovea.lab.store.RunRow;

/**
 * Which scores are off the scale of a benchmark: those of runs that failed, beside which all others would look alike. A
 * score is one if it lies above both the baseline's tenfold and Tukey's outer fence, the upper quartile plus three
 * times the distance between the quartiles. So neither a long way down from a bad first baseline nor a narrow field of
 * good runs is taken for failures.
 *
 * @param limit scores above are off the scale
 */
public record OffScale(double limit) {
    private static final double FENCES = 3;
    private static final double FLOORS = 10;

    /**
     * Of the whole runs of a benchmark.
     *
     * @param runs any; those that are not of the whole clip, and exploits, do not count
     * @param floor of the benchmark; where there is none, the best of these runs stands for it
     */
    public static OffScale of(List<RunRow> runs, Optional<RunRow> floor) {
        double[] scores = runs.stream()
                .filter(RunRow::whole)
                .filter(OffScale::honest)
                .mapToDouble(RunRow::score)
                .sorted()
                .toArray();
        if (scores.length == 0) {
            return new OffScale(Double.POSITIVE_INFINITY);
        }
        double upper = Quantiles.of(scores, 0.75);
        double fence = upper + FENCES * (upper - Quantiles.of(scores, 0.25));
        return new OffScale(Math.max(fence, FLOORS * floor.map(RunRow::score).orElse(scores[0])));
    }

    /** Whether a run's score says something about the track that it claims: not of the track exploit. */
    public static boolean honest(RunRow run) {
        return !run.track().equals(Track.EXPLOIT);
    }

    /** Whether a run is off the scale. */
    public Predicate<RunRow> beyond() {
        return run -> run.score() > limit;
    }
}
