package org.fovea.lab.round;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.fovea.lab.record.Run;

/**
 * A clip's pairs, cut into parts of equal size (to one pair) that differ in difficulty: each pair is in exactly one.
 * Subsets are drawn from all of them.
 *
 * @param basis what tells them apart
 * @param parts from easy to hard, or from early to late; pair numbers rise in each
 */
public record Strata(Basis basis, List<List<Integer>> parts) {
    public Strata {
        parts = parts.stream().map(List::copyOf).toList();
    }

    public enum Basis {
        /** What each pair costs in a run of the baseline on all pairs. */
        DIFFICULTY,
        /** Position in time, because nothing has been measured on all pairs yet. */
        POSITION
    }

    /**
     * By what each pair costs: its contribution to the linearised score of the baseline.
     *
     * @param floor a run on all pairs, with their results
     * @param count of strata; no more than there are pairs
     * @throws IllegalArgumentException where the run is not of all pairs, with a message for users
     */
    public static Strata byDifficulty(Run floor, int count) {
        if (!floor.subset().whole() || floor.pairs().isEmpty()) {
            throw new IllegalArgumentException(
                    "difficulty is measured on all pairs of the clip; this run has results of "
                            + floor.pairs().size() + " of " + floor.subset().clipPairs());
        }
        double[] costs = LinearScore.costs(floor);
        List<Integer> order = IntStream.range(0, costs.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer pair) -> costs[pair])
                        .thenComparing(pair -> pair))
                .toList();
        return new Strata(Basis.DIFFICULTY, cut(order, count));
    }

    /** By position in time, where no run on all pairs is there yet. */
    public static Strata byPosition(int clipPairs, int count) {
        return new Strata(
                Basis.POSITION, cut(IntStream.range(0, clipPairs).boxed().toList(), count));
    }

    public int clipPairs() {
        return parts.stream().mapToInt(List::size).sum();
    }

    private static List<List<Integer>> cut(List<Integer> order, int count) {
        int parts = Math.clamp(count, 1, order.size());
        List<List<Integer>> cut = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            int from = (int) ((long) order.size() * i / parts);
            int to = (int) ((long) order.size() * (i + 1) / parts);
            cut.add(order.subList(from, to).stream().sorted().toList());
        }
        return cut;
    }
}
