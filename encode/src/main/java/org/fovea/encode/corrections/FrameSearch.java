package org.fovea.encode.corrections;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.fovea.codec.correction.RouterActions;
import org.fovea.codec.correction.RouterCoder;
import org.fovea.evaluate.FrameChoice;
import org.fovea.evaluate.FramePair;
import org.fovea.render.frame.EditTable;

/** Which edit of whole frames each pair gets: at most one of {@link EditTable}. */
final class FrameSearch {
    private static final int ROUNDS = 6;
    private static final double LN2 = StrictMath.log(2);

    /** Bits of an edit before it is known how often each occurs. */
    private static final double FIRST_BITS = 8;

    private final double segmentationPrice;
    private final double posePrice;
    private final double pointsPerByte;
    private final boolean poseCounts;
    private final int pairs;

    /**
     * A search.
     *
     * @param segmentationPrice points for a pair whose pixels are all wrong
     * @param posePrice points for a pair's pose distortion of 1: the derivative of √(10·mean)
     * @param pairs of the clip
     * @param poseCounts false where poses are found anew afterwards
     */
    FrameSearch(double segmentationPrice, double posePrice, double pointsPerByte, int pairs, boolean poseCounts) {
        this.segmentationPrice = segmentationPrice;
        this.posePrice = posePrice;
        this.pointsPerByte = pointsPerByte;
        this.pairs = pairs;
        this.poseCounts = poseCounts;
    }

    /**
     * What the networks say about a pair with each of some actions.
     *
     * @param segmentation share of wrong pixels, by action
     * @param pose distortion, by action
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier of numbers that is never compared
    record PairCosts(double[] segmentation, double[] pose) {}

    /**
     * The actions that are worth trying: where poses follow the edits, only those of both frames, which disturb a pose least; else all.
     *
     * @return 0 first, which is no edit
     */
    int[] candidates() {
        IntStream actions =
                IntStream.range(1, EditTable.SIZE).filter(action -> poseCounts || EditTable.frames(action) == 2);
        return IntStream.concat(IntStream.of(0), actions).toArray();
    }

    /** Asks the networks about a pair; the segmentation network only where an edit touches what it sees. */
    PairCosts costs(PairJudge judge, int pair, FramePair drawn, FrameChoice seen, int[] actions) {
        double[] segmentation = new double[actions.length];
        double[] pose = new double[actions.length];
        int pixels = 0;
        double[] known = new double[EditTable.KINDS + 1];
        Arrays.fill(known, -1);
        for (int a = 0; a < actions.length; a++) {
            FramePair edited = PairJudge.copy(drawn);
            EditTable.apply(actions[a], 0, edited.first(), edited.size().width());
            EditTable.apply(actions[a], 1, edited.second(), edited.size().width());
            // What the network sees is the same with the edit on both frames and on the one that it looks at.
            boolean touched = actions[a] != 0
                    && (seen == FrameChoice.BOTH
                            || EditTable.frames(actions[a]) != (seen == FrameChoice.FIRST ? 1 : 0));
            int slot = touched ? EditTable.kind(actions[a]) : EditTable.KINDS;
            if (known[slot] < 0 || seen == FrameChoice.BOTH) {
                boolean[] wrong = judge.wrong(pair, edited);
                pixels = wrong.length;
                known[slot] = (double) PairJudge.count(wrong) / pixels;
            }
            segmentation[a] = known[slot];
            pose[a] = poseCounts ? judge.pose(pair, edited) : 0;
        }
        return new PairCosts(segmentation, pose);
    }

    private double points(PairCosts costs, int a) {
        return segmentationPrice * costs.segmentation()[a] + (poseCounts ? posePrice * costs.pose()[a] : 0);
    }

    /** A few actions that together do most on the given pairs, after no edit. */
    int[] palette(List<PairCosts> sample, int[] actions, int most) {
        double price = FIRST_BITS / 8 * pointsPerByte;
        double[][] worth = sample.stream()
                .map(costs -> IntStream.range(0, actions.length)
                        .mapToDouble(a -> points(costs, 0) - points(costs, a) - price)
                        .toArray())
                .toArray(double[][]::new);
        IntStream chosen = Arrays.stream(GreedyChoice.of(worth, most)).map(a -> actions[a]);
        return IntStream.concat(IntStream.of(0), chosen).sorted().toArray();
    }

    /** Places in the list of actions, one for each pair, and the points that they come to: terms and bytes. */
    @SuppressWarnings("ArrayRecordComponent") // a carrier of numbers that is never compared
    record Choice(int[] places, double points) {}

    /** The cheapest edit of each pair, with prices that follow from how often each occurs; then without each kind in turn, which must earn its place. */
    Choice choose(List<PairCosts> costs, int[] actions) {
        boolean[] allowed = new boolean[actions.length];
        Arrays.fill(allowed, true);
        Choice best = assign(costs, actions, allowed);
        for (boolean changed = true; changed; ) {
            changed = false;
            for (int a = 1; a < actions.length; a++) {
                if (allowed[a]) {
                    allowed[a] = false;
                    Choice without = assign(costs, actions, allowed);
                    boolean keep = without.points() > best.points();
                    allowed[a] = keep;
                    best = keep ? best : without;
                    changed |= !keep;
                }
            }
        }
        return best;
    }

    /** The best choice without one action. */
    Choice without(List<PairCosts> costs, int[] actions, int place) {
        boolean[] allowed = new boolean[actions.length];
        Arrays.fill(allowed, true);
        allowed[place] = false;
        return assign(costs, actions, allowed);
    }

    private Choice assign(List<PairCosts> costs, int[] actions, boolean[] allowed) {
        double[] bits = new double[actions.length];
        Arrays.fill(bits, FIRST_BITS);
        bits[0] = 0;
        Choice best = total(costs, actions, new int[pairs]);
        for (int round = 0; round < ROUNDS; round++) {
            int[] places = new int[pairs];
            double[] counts = new double[actions.length];
            Arrays.fill(counts, 0.1);
            for (int pair = 0; pair < pairs; pair++) {
                double least = Double.POSITIVE_INFINITY;
                for (int a = 0; a < actions.length; a++) {
                    double points = points(costs.get(pair), a) + bits[a] / 8 * pointsPerByte;
                    if (allowed[a] && points < least) {
                        least = points;
                        places[pair] = a;
                    }
                }
                counts[places[pair]]++;
            }
            Choice found = total(costs, actions, places);
            best = found.points() < best.points() ? found : best;
            for (int a = 0; a < actions.length; a++) {
                bits[a] = -StrictMath.log(counts[a] / pairs) / LN2;
            }
        }
        return best;
    }

    private Choice total(List<PairCosts> costs, int[] actions, int[] places) {
        double segmentation = 0;
        double pose = 0;
        for (int pair = 0; pair < pairs; pair++) {
            segmentation += costs.get(pair).segmentation()[places[pair]];
            pose += costs.get(pair).pose()[places[pair]];
        }
        boolean none = Arrays.stream(places).allMatch(place -> place == 0);
        int bytes = none ? 0 : sectionBytes(actions(actions, places));
        double poseTerm = poseCounts ? Math.sqrt(10 * pose / pairs) : 0;
        return new Choice(places, segmentationPrice * segmentation + poseTerm + bytes * pointsPerByte);
    }

    static RouterActions actions(int[] actions, int[] places) {
        byte[] chosen = new byte[places.length];
        for (int pair = 0; pair < chosen.length; pair++) {
            chosen[pair] = (byte) actions[places[pair]];
        }
        return new RouterActions(RouterActions.EDITS, chosen);
    }

    /** Bytes of a router section in an archive. */
    static int sectionBytes(RouterActions router) {
        return CorrectionsStage.SECTION + RouterCoder.encode(router).length;
    }
}
