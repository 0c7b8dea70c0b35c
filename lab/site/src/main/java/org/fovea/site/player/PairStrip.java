package org.fovea.site.player;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.fovea.lab.record.PairDistortion;
import org.fovea.lab.record.Run;
import org.fovea.lab.round.LinearScore;
import org.fovea.lab.store.RunRow;

/**
 * What each pair of a run costs.
 *
 * @param run whose pairs they are
 * @param role what the run is to the benchmark
 * @param pairs in order; empty where the ledger knows none
 */
public record PairStrip(RunRow run, Role role, List<Bar> pairs) {
    private static final int WIDTH = 1000;
    private static final int HEIGHT = 60;

    /** What a run is to its benchmark. */
    public enum Role {
        /** What everybody must beat. */
        FLOOR("baseline"),
        /** What everybody had to beat once. */
        EARLIER_FLOOR("earlier baseline"),
        /** Any other one. */
        RUN("run");

        private final String words;

        Role(String words) {
            this.words = words;
        }

        /** What pages call it. */
        public String words() {
            return words;
        }
    }

    /**
     * A pair.
     *
     * @param pair number in the whole clip
     * @param segmentation share of wrong pixels
     * @param pose pose distortion
     * @param cost in points of the score, as if there were only this pair
     */
    public record Bar(int pair, double segmentation, double pose, double cost) {}

    /** Of a run as the ledger knows it. */
    static PairStrip of(RunRow row, Role role, Run run) {
        double[] costs = LinearScore.costs(run);
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < costs.length; i++) {
            PairDistortion pair = run.pairs().get(i);
            bars.add(new Bar(pair.pair(), pair.segmentation(), pair.pose(), costs[i]));
        }
        return new PairStrip(row, role, bars);
    }

    /** Pairs by their cost, the worst first. */
    public List<Bar> worst() {
        return pairs.stream()
                .sorted(Comparator.comparingDouble(Bar::cost).reversed().thenComparing(Bar::pair))
                .toList();
    }

    /** The largest cost, 0 where nothing is known. */
    public double highest() {
        return pairs.stream().mapToDouble(Bar::cost).max().orElse(0);
    }

    /** Size of the drawing, as SVG's viewBox. */
    public String viewBox() {
        return "0 0 " + WIDTH + " " + HEIGHT;
    }

    /**
     * The bars as path data.
     *
     * @param clipPairs pairs of the whole clip, which the width stands for
     * @param highest cost that the height stands for
     */
    public String path(int clipPairs, double highest) {
        StringBuilder out = new StringBuilder();
        double step = (double) WIDTH / clipPairs;
        for (Bar bar : pairs) {
            double height = highest > 0 ? bar.cost() / highest * HEIGHT : 0;
            out.append(String.format(
                    Locale.ROOT,
                    "M%.1f %dh%.1fv%.1fh%.1fz",
                    bar.pair() * step + step / 10,
                    HEIGHT,
                    step * 0.8,
                    -Math.max(0.5, height),
                    -step * 0.8));
        }
        return out.toString();
    }
}
