package org.fovea.encode.corrections;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.fovea.codec.correction.RouterActions;
import org.fovea.codec.correction.RouterCoder;
import org.fovea.evaluate.FrameChoice;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.score.Distortion;
import org.fovea.evaluate.score.ScoreFormula;
import org.fovea.render.frame.EditTable;

/**
 * Which edit of whole frames each pair gets: at most one of {@link EditTable}.
 *
 * @param segmentationPrice points for a pair whose pixels are all wrong
 * @param posePrice points for a pair's pose distortion of 1: the slope of {@code formula}'s term
 * @param formula that the clip as a whole is priced by
 * @param pairs of the clip
 * @param poseCounts false where poses are fitted again afterwards
 */
record FrameSearch(
        double segmentationPrice,
        double posePrice,
        ScoreFormula formula,
        double pointsPerByte,
        int pairs,
        boolean poseCounts) {
    private static final int ROUNDS = 6;
    private static final double LN2 = StrictMath.log(2);

    /** Bits of an edit before it is known how often each occurs. */
    private static final double FIRST_BITS = 8;

    /**
     * The actions that are worth trying: where poses follow the edits, only those of both frames, which disturb a pose
     * least; else all.
     *
     * @return 0 first, which is no edit
     */
    int[] candidates() {
        IntStream actions =
                IntStream.range(1, EditTable.SIZE).filter(action -> poseCounts || EditTable.frames(action) == 2);
        return IntStream.concat(IntStream.of(0), actions).toArray();
    }

    /**
     * What the networks say about a pair with each of some actions, in their order; the segmentation network is asked
     * only where an edit touches what it sees.
     */
    List<Distortion> costs(PairJudge judge, int pair, FramePair drawn, FrameChoice seen, int[] actions) {
        List<Distortion> costs = new ArrayList<>();
        int pixels = 0;
        double[] known = new double[EditTable.KINDS + 1];
        Arrays.fill(known, -1);
        for (int a = 0; a < actions.length; a++) {
            FramePair edited = PairJudge.copy(drawn);
            EditTable.apply(actions[a], 0, edited.first(), edited.size().width());
            EditTable.apply(actions[a], 1, edited.second(), edited.size().width());
            // What the network sees is the same with the edit on both frames and on the one that it sees.
            boolean touched = actions[a] != 0
                    && (seen == FrameChoice.BOTH
                            || EditTable.frames(actions[a]) != (seen == FrameChoice.FIRST ? 1 : 0));
            int slot = touched ? EditTable.kind(actions[a]) : EditTable.KINDS;
            if (known[slot] < 0 || seen == FrameChoice.BOTH) {
                double[] wrong = judge.wrong(pair, edited);
                pixels = wrong.length;
                known[slot] = PairJudge.count(wrong) / pixels;
            }
            costs.add(new Distortion(known[slot], poseCounts ? judge.pose(pair, edited) : 0));
        }
        return costs;
    }

    private double points(Distortion cost) {
        return segmentationPrice * cost.segmentation() + (poseCounts ? posePrice * cost.pose() : 0);
    }

    /** A few actions that together do most on the given pairs, after no edit. */
    int[] palette(List<List<Distortion>> sample, int[] actions, int most) {
        double price = FIRST_BITS / 8 * pointsPerByte;
        double[][] worth = sample.stream()
                .map(costs -> IntStream.range(0, actions.length)
                        .mapToDouble(a -> points(costs.getFirst()) - points(costs.get(a)) - price)
                        .toArray())
                .toArray(double[][]::new);
        IntStream chosen = Arrays.stream(GreedyChoice.of(worth, most)).map(a -> actions[a]);
        return IntStream.concat(IntStream.of(0), chosen).sorted().toArray();
    }

    /** Places in the list of actions, one for each pair, and their points: terms and bytes. */
    @SuppressWarnings("ArrayRecordComponent") // a carrier of numbers that is never compared
    record Choice(int[] places, double points) {}

    /**
     * The cheapest edit of each pair, with prices that follow from how often each occurs; then without each kind in
     * turn, which must earn its place.
     */
    Choice choose(List<List<Distortion>> costs, int[] actions) {
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

    private Choice assign(List<List<Distortion>> costs, int[] actions, boolean[] allowed) {
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
                    double points = points(costs.get(pair).get(a)) + bits[a] / 8 * pointsPerByte;
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

    private Choice total(List<List<Distortion>> costs, int[] actions, int[] places) {
        double segmentation = 0;
        double pose = 0;
        for (int pair = 0; pair < pairs; pair++) {
            Distortion cost = costs.get(pair).get(places[pair]);
            segmentation += cost.segmentation();
            pose += cost.pose();
        }
        boolean none = Arrays.stream(places).allMatch(place -> place == 0);
        int bytes = none ? 0 : sectionBytes(actions(actions, places));
        double poseTerm = poseCounts ? formula.pose().points(pose, pairs) : 0;
        double segmentationTerm = formula.segmentation().points(segmentation, pairs);
        return new Choice(places, segmentationTerm + poseTerm + bytes * pointsPerByte);
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
