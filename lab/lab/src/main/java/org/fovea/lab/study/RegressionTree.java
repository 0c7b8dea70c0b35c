package org.fovea.lab.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A tree that foretells scores from places of settings. Each leaf is a box of the space, so that means over all values
 * of a setting are sums over leaves.
 */
final class RegressionTree {
    private static final int SMALLEST = 2; // candidates of a leaf

    private final List<Levels> columns;
    private final double[] scores;
    private final int used;
    private final Random random;
    private final List<Leaf> leaves = new ArrayList<>();

    /**
     * A box in which the tree foretells one score.
     *
     * @param masks places of each setting that are in it, as bits
     * @param score that is foretold
     */
    private record Leaf(long[] masks, double score) {}

    /** A cut in two: places of a setting, as bits, that go to the one side. */
    private record Cut(int column, long mask, double gain) {}

    private RegressionTree(List<Levels> columns, double[] scores, int used, Random random) {
        this.columns = columns;
        this.scores = scores;
        this.used = used;
        this.random = random;
    }

    /**
     * Grows a tree.
     *
     * @param columns the settings, each of at most 64 places
     * @param drawn indices of candidates, some perhaps several times
     * @param used how many settings, chosen for each cut, each cut may look at
     */
    static RegressionTree grow(List<Levels> columns, double[] scores, int[] drawn, int used, Random random) {
        RegressionTree tree = new RegressionTree(columns, scores, used, random);
        long[] all = columns.stream()
                .mapToLong(levels -> -1L >>> (64 - levels.names().size()))
                .toArray();
        tree.split(drawn, all);
        return tree;
    }

    private void split(int[] members, long[] masks) {
        Cut best = members.length < 2 * SMALLEST ? null : bestCut(members);
        if (best == null) {
            leaves.add(new Leaf(
                    masks,
                    Arrays.stream(members).mapToDouble(i -> scores[i]).average().orElse(0)));
            return;
        }
        for (long side : new long[] {best.mask(), ~best.mask()}) {
            long[] inside = masks.clone();
            inside[best.column()] &= side;
            split(
                    Arrays.stream(members)
                            .filter(i -> (side >>> place(best.column(), i) & 1) == 1)
                            .toArray(),
                    inside);
        }
    }

    private int place(int column, int candidate) {
        return columns.get(column).places().get(candidate);
    }

    private @Nullable Cut bestCut(int[] members) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, columns.size()).boxed().toList());
        Collections.shuffle(order, random);
        Cut best = null;
        for (int i = 0; i < order.size() && (i < used || best == null); i++) {
            Cut cut = bestCut(members, order.get(i));
            if (cut != null && (best == null || cut.gain() > best.gain())) {
                best = cut;
            }
        }
        return best;
    }

    /**
     * The best cut of a setting: numbers by their order, words by their mean score, for which the best of all divisions
     * in two is one of these (Breiman et al. 1984).
     */
    private @Nullable Cut bestCut(int[] members, int column) {
        int places = columns.get(column).names().size();
        double[] sums = new double[places];
        int[] counts = new int[places];
        double all = 0;
        for (int member : members) {
            int place = place(column, member);
            sums[place] += scores[member];
            counts[place]++;
            all += scores[member];
        }
        List<Integer> order = new ArrayList<>(IntStream.range(0, places)
                .filter(place -> counts[place] > 0)
                .boxed()
                .toList());
        boolean ordered = columns.get(column).ordered();
        if (!ordered) {
            order.sort(Comparator.comparingDouble(place -> sums[place] / counts[place]));
        }
        Cut best = null;
        double left = 0;
        int number = 0;
        long mask = 0;
        double flat = all * all / members.length;
        for (int i = 0; i + 1 < order.size(); i++) {
            int place = order.get(i);
            left += sums[place];
            number += counts[place];
            mask |= 1L << place;
            int rest = members.length - number;
            double gain = left * left / number + (all - left) * (all - left) / rest - flat;
            if (number >= SMALLEST && rest >= SMALLEST && gain > 1e-15 && (best == null || gain > best.gain())) {
                // places between that no candidate has go with their lower neighbours
                long side = ordered ? (1L << order.get(i + 1)) - 1 : mask;
                best = new Cut(column, side, gain);
            }
        }
        return best;
    }

    /** What it foretells of a candidate. */
    double foretell(int candidate) {
        return leaves.stream()
                .filter(leaf -> IntStream.range(0, columns.size())
                        .allMatch(i -> (leaf.masks()[i] >>> place(i, candidate) & 1) == 1))
                .findFirst()
                .orElseThrow()
                .score();
    }

    /** Variance of what it foretells over the whole space, in points squared. */
    double variance() {
        double mean = mean();
        return leaves.stream()
                .mapToDouble(leaf -> size(leaf) * (leaf.score() - mean) * (leaf.score() - mean))
                .sum();
    }

    /** Variance of its mean over all values of the other settings, in points squared. */
    double variance(int column) {
        double mean = mean();
        int places = columns.get(column).names().size();
        double[] means = new double[places];
        for (Leaf leaf : leaves) {
            long mask = leaf.masks()[column];
            double across = size(leaf) * places / Long.bitCount(mask); // its size in the other settings
            for (int place = 0; place < places; place++) {
                if ((mask >>> place & 1) == 1) {
                    means[place] += across * leaf.score();
                }
            }
        }
        return Arrays.stream(means)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElse(0);
    }

    private double mean() {
        return leaves.stream().mapToDouble(leaf -> size(leaf) * leaf.score()).sum();
    }

    /** Share of the space. */
    private double size(Leaf leaf) {
        double size = 1;
        for (int i = 0; i < columns.size(); i++) {
            size *= (double) Long.bitCount(leaf.masks()[i])
                    / columns.get(i).names().size();
        }
        return size;
    }
}
