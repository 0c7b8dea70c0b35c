package org.fovea.encode.masks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.fovea.codec.mask.MaskTensor;

/**
 * Rounds of flips: proposals are tried all at once, those that lose by measured bits and wrong pixels are taken back,
 * and the rest is measured again. Only masks with a better score are ever kept.
 *
 * @param emphasis whether to try {@link OverCorrection} too
 */
record MaskRounds(MaskTensor wanted, MaskTrial trial, FlipSearch search, Prices prices, boolean emphasis) {
    /** Measurements of a round: all proposals, what paid of them, and what then still pays. */
    private static final int MAX_TRIALS = 3;

    /** A third measurement must drop at least this share of the proposals. */
    private static final double WORTH_A_TRIAL = 0.04;

    /**
     * What a round came to.
     *
     * @param state the better one of before and after
     * @param tried proposals
     * @param kept those of them that the state has
     */
    record Round(MaskState state, List<Proposal> tried, List<Proposal> kept) {
        /** A state that nothing was tried on. */
        static Round begin(MaskState state) {
            return new Round(state, List.of(), List.of());
        }
    }

    /** One round of flips that save bits, and of over-correction. */
    Round run(MaskState before, double multiplier, IntConsumer done) throws InterruptedException {
        return run(before, proposals(before, multiplier, done), done);
    }

    /** One round of these proposals. */
    Round run(MaskState before, List<Proposal> proposals, IntConsumer done) throws InterruptedException {
        List<Proposal> kept = proposals;
        Round best = new Round(before, proposals, List.of());
        for (int i = 0; i < MAX_TRIALS && !kept.isEmpty(); i++) {
            MaskTrial.Outcome outcome = trial.of(before, kept, done);
            if (prices.score(outcome.state()) < prices.score(best.state())) {
                best = new Round(outcome.state(), proposals, kept);
            }
            List<Proposal> paid = paid(before, kept, outcome);
            if (i > 0 && kept.size() - paid.size() < WORTH_A_TRIAL * kept.size()) {
                break;
            }
            kept = paid;
        }
        return best;
    }

    private List<Proposal> proposals(MaskState state, double multiplier, IntConsumer done) throws InterruptedException {
        List<Proposal> flips = search.proposals(state, multiplier, done);
        if (!emphasis) {
            return flips;
        }
        List<Proposal> all = new ArrayList<>();
        Map<Integer, List<Proposal>> byPair = flips.stream().collect(Collectors.groupingBy(Proposal::pair));
        OverCorrection emphasised = new OverCorrection(wanted.shape());
        for (int pair = 0; pair < wanted.shape().frames(); pair++) {
            List<Proposal> ofPair = byPair.getOrDefault(pair, List.of());
            byte[] original = wanted.frame(pair);
            byte[] mask = state.masks().frame(pair);
            all.addAll(ofPair);
            all.addAll(emphasised.proposals(
                    pair, original, mask, state.seen().get(pair).classes(original), ofPair));
        }
        return all;
    }

    /**
     * Proposals whose measured saving exceeds their measured loss, of pairs that gain although the pose network sees
     * the changes too.
     */
    private List<Proposal> paid(MaskState before, List<Proposal> tried, MaskTrial.Outcome outcome) {
        double[] pairs = posePoints(before, outcome.state());
        double[] points = new double[tried.size()];
        for (int i = 0; i < points.length; i++) {
            points[i] = prices.perByte() / 8 * outcome.bits()[i] + prices.perPixel() * outcome.wrong()[i];
            pairs[tried.get(i).pair()] += Math.min(0, points[i]);
        }
        List<Proposal> paid = new ArrayList<>();
        for (int i = 0; i < points.length; i++) {
            if (points[i] < 0 && pairs[tried.get(i).pair()] < 0) {
                paid.add(tried.get(i));
            }
        }
        return paid;
    }

    /**
     * Each pair's share of the change of the pose term, which is a root of a sum, by the slope between before and
     * after.
     */
    private double[] posePoints(MaskState before, MaskState after) {
        double[] points = new double[wanted.shape().frames()];
        double difference = after.pose() - before.pose();
        if (difference != 0) {
            double slope = (prices.poseTerm(after) - prices.poseTerm(before)) / difference / points.length;
            for (int pair = 0; pair < points.length; pair++) {
                points[pair] = slope
                        * (after.seen().get(pair).pose()
                                - before.seen().get(pair).pose());
            }
        }
        return points;
    }
}
