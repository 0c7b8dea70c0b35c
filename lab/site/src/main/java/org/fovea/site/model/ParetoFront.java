package org.fovea.site.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.store.RunRow;

/**
 * Runs on all pairs, and which of them no other beats in bytes and score at once.
 *
 * @param accounting that charges the bytes
 * @param front by bytes, rising; scores fall
 * @param others that could be on it but are beaten; by number
 * @param offScale failures, see {@link OffScale}; on no front
 * @param apart of the track exploit, which need the original or payload that nobody counts, or invalidated; on no front
 * @param unknown runs whose bytes are not known under this accounting
 */
public record ParetoFront(
        Accounting accounting,
        List<RunRow> front,
        List<RunRow> others,
        List<RunRow> offScale,
        List<RunRow> apart,
        List<RunRow> unknown) {
    /**
     * Of the runs of one benchmark.
     *
     * @param runs any; those that are not of the whole clip are left out, since their scores are of other pairs
     */
    public static ParetoFront of(List<RunRow> runs, OffScale scale, Accounting accounting) {
        List<RunRow> fair = new ArrayList<>();
        List<RunRow> offScale = new ArrayList<>();
        List<RunRow> apart = new ArrayList<>();
        List<RunRow> unknown = new ArrayList<>();
        for (RunRow run : runs.stream().filter(RunRow::whole).toList()) {
            boolean known = accounting.score(run).isPresent();
            List<RunRow> group = !OffScale.honest(run)
                            || run.verdict().filter(Verdict.INVALIDATED::equals).isPresent()
                    ? apart
                    : !known ? unknown : scale.beyond().test(run) ? offScale : fair;
            group.add(run);
        }
        List<RunRow> front = front(
                fair,
                run -> accounting.bytes(run).orElseThrow(),
                run -> accounting.score(run).orElseThrow());
        fair.removeAll(front);
        return new ParetoFront(accounting, front, fair, offScale, apart, unknown);
    }

    /**
     * Points that no other beats in bytes and loss at once, by bytes, rising; of those that are the same in both the
     * first.
     *
     * @param loss of a point, lower is better
     */
    public static <T> List<T> front(List<T> points, ToDoubleFunction<T> bytes, ToDoubleFunction<T> loss) {
        List<T> front = new ArrayList<>();
        double best = Double.POSITIVE_INFINITY;
        List<T> rising = points.stream()
                .sorted(Comparator.comparingDouble(bytes).thenComparingDouble(loss))
                .toList();
        for (T point : rising) {
            double value = loss.applyAsDouble(point);
            if (value < best) {
                front.add(point);
                best = value;
            }
        }
        return front;
    }

    /** What is charged for bytes. */
    public enum Accounting {
        /** The archive alone. */
        CURRENT_WORKFLOW,
        /** The archive, and what inflating needs outside it. */
        RULE_FAITHFUL;

        /** The score of a run; absent where what it needs outside its archive is not known. */
        public Optional<Double> score(RunRow run) {
            return this == CURRENT_WORKFLOW ? Optional.of(run.score()) : run.ruleFaithfulScore();
        }

        /** Bytes that a run is charged for; absent as above. */
        public Optional<Long> bytes(RunRow run) {
            return this == CURRENT_WORKFLOW
                    ? Optional.of(run.bytes())
                    : run.payload().map(outside -> run.bytes() + outside);
        }
    }
}
