package org.fovea.lab.round;

import java.util.ArrayList;
import java.util.List;
import org.fovea.lab.record.Subset;

/**
 * Draws subsets of a clip's pairs. Every stratum gives its share of each, to one pair, and within a stratum the pairs
 * are spread over the time of the clip. Each subset holds the smaller ones, so that results carry over.
 *
 * <p>Every pair is in a subset of n of N pairs with probability exactly n/N: shares of strata are rounded by one random
 * number for all of them (systematic rounding), pairs of a stratum are taken at equal distances from a random start
 * (systematic sampling; Cochran, "Sampling Techniques", 1977, chapter 8), and a smaller subset is drawn in the same way
 * from the next larger one. So the mean over a subset is an unbiased estimate of the mean over the clip.
 *
 * @param strata what to draw from
 * @param seed same seed, strata and sizes: same subsets
 */
public record SubsetPlan(Strata strata, long seed) {
    /** Guards against a share that is a whole number but for rounding. */
    private static final double TINY = 1e-9;

    /**
     * Nested subsets.
     *
     * @param sizes rising, from 1 to all pairs of the clip
     * @return one for each size, in the same order
     * @throws IllegalArgumentException where the sizes do not rise or are impossible
     */
    public List<Subset> nested(List<Integer> sizes) {
        int clipPairs = strata.clipPairs();
        int before = 0;
        for (int size : sizes) {
            if (size <= before || size > clipPairs) {
                throw new IllegalArgumentException("subsets of " + sizes + " pairs of a clip of " + clipPairs
                        + " pairs; sizes rise from 1 to " + clipPairs);
            }
            before = size;
        }
        Draws draws = new Draws(seed);
        List<List<Integer>> pool = strata.parts();
        List<Subset> subsets = new ArrayList<>();
        for (int size : sizes.reversed()) {
            pool = draw(pool, size, draws);
            subsets.add(new Subset(
                    clipPairs, pool.stream().flatMap(List::stream).sorted().toList()));
        }
        return subsets.reversed();
    }

    private static List<List<Integer>> draw(List<List<Integer>> pool, int size, Draws draws) {
        int all = pool.stream().mapToInt(List::size).sum();
        double start = draws.uniform();
        List<List<Integer>> drawn = new ArrayList<>();
        int taken = 0;
        int passed = 0;
        for (List<Integer> part : pool) {
            passed += part.size();
            int upTo = passed == all ? size : (int) Math.floor(start + (double) size * passed / all + TINY);
            drawn.add(spread(part, upTo - taken, draws));
            taken = upTo;
        }
        return drawn;
    }

    /** Pairs at equal distances, from a random start. */
    private static List<Integer> spread(List<Integer> part, int count, Draws draws) {
        double start = draws.uniform();
        List<Integer> chosen = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int place = (int) ((start + i) * part.size() / count);
            chosen.add(part.get(Math.min(place, part.size() - 1)));
        }
        return chosen;
    }
}
