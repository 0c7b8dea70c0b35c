package org.fovea.codec.weights;

import java.util.Arrays;
import java.util.stream.Stream;
import org.fovea.codec.entropy.AdaptiveBit;
import org.fovea.codec.entropy.BitChannel;
import org.fovea.codec.entropy.ExactMath;
import org.fovea.codec.family.TensorRole;

/**
 * Codes differences of codes, most of which are expected to be 0: whether there is one, its sign, and its size in
 * unary. Probabilities of the first and the last are mixed, in the logistic domain, of frequencies in the tensor, its
 * role, the row, the column, and of what the neighbours do.
 */
final class DifferenceModel {
    /** Neighbours: one and two before in the row, one and two before in the column. */
    private static final int NEIGHBOURS = 4;

    /** Sizes from this one on share their frequencies. */
    private static final int SIZES = 12;

    /** Imaginary differences in a row or column before any is known. */
    private static final double PRIOR = 3;

    private final BitChannel channel;
    private final Mixer changes = new Mixer(6);
    private final Mixer sizes = new Mixer(4);
    private final AdaptiveBit[] changedInRole = bits(TensorRole.values().length, 1, 1);
    private final AdaptiveBit[] changedNear = bits((NEIGHBOURS + 1) * 3, 1, 1);
    private final AdaptiveBit[] positive = bits(27, 2, 2);
    private final AdaptiveBit[] larger = bits(SIZES, 2, 1);
    private final AdaptiveBit[] largerNear = bits(SIZES * 4, 2, 1);

    DifferenceModel(BitChannel channel) {
        this.channel = channel;
    }

    /**
     * Codes the codes of a tensor.
     *
     * @param base with as many
     * @param codes filled when encoding, and overwritten
     */
    void code(TensorRole role, CodedTensor base, int[] codes) {
        int rows = base.shape().getFirst();
        int columns = codes.length / rows;
        int top = (1 << base.bitsPerCode()) - 1;
        int[] differences = new int[codes.length];
        AdaptiveBit ofRole = changedInRole[role.ordinal()];
        double before = ofRole.probability();
        AdaptiveBit ofTensor = new AdaptiveBit(4 * (1 - before), 4 * before);
        AdaptiveBit[] largerHere = bits(SIZES, 2, 1);
        double[] changedInColumn = new double[columns];
        double[] chances = new double[6];
        for (int row = 0; row < rows; row++) {
            double changedInRow = 0;
            for (int column = 0; column < columns; column++) {
                int at = row * columns + column;
                int from = base.codes()[at];
                int left = column > 0 ? differences[at - 1] : 0;
                int left2 = column > 1 ? differences[at - 2] : 0;
                int above = row > 0 ? differences[at - columns] : 0;
                int above2 = row > 1 ? differences[at - 2 * columns] : 0;
                int near = changed(left) + changed(left2) + changed(above) + changed(above2);
                int nearest = Math.min(2, Math.max(Math.abs(left), Math.abs(above)));
                AdaptiveBit ofNear = changedNear[near * 3 + nearest];
                chances[0] = ofTensor.probability();
                chances[1] = ofRole.probability();
                chances[2] = (changedInRow + PRIOR * chances[0]) / (column + PRIOR);
                chances[3] = (changedInColumn[column] + PRIOR * chances[0]) / (row + PRIOR);
                chances[4] = ofNear.probability();
                chances[5] = 0.5 + 0.1 * (from == 0 || from == top ? 1 : 0);
                int wanted = codes[at] - from;
                int changed = changes.code(channel, wanted != 0 ? 1 : 0, chances);
                ofTensor.learn(changed);
                ofRole.learn(changed);
                ofNear.learn(changed);
                if (changed != 0) {
                    changedInRow++;
                    changedInColumn[column]++;
                    differences[at] = changed(wanted, from, top, left, above, largerHere);
                }
                codes[at] = from + differences[at];
            }
        }
    }

    /** A difference that is not 0 and stays within the codes. */
    private int changed(int wanted, int from, int top, int left, int above, AdaptiveBit[] largerHere) {
        int sign;
        if (from == 0 || from == top) {
            sign = from == 0 ? 1 : -1;
        } else {
            int third = 3 * from / (top + 1);
            AdaptiveBit bit = positive[(third * 3 + Integer.signum(left) + 1) * 3 + Integer.signum(above) + 1];
            sign = 2 * bit.code(channel, wanted > 0 ? 1 : 0) - 1;
        }
        int most = sign > 0 ? top - from : from;
        int near = Math.min(3, Math.max(Math.abs(left), Math.abs(above)));
        int size = 1;
        double[] chances = new double[4];
        while (size < most) {
            int step = Math.min(size, SIZES) - 1;
            AdaptiveBit[] all = {largerHere[step], larger[step], largerNear[step * 4 + near]};
            for (int i = 0; i < all.length; i++) {
                chances[i] = all[i].probability();
            }
            chances[3] = 0.6;
            int more = sizes.code(channel, Math.abs(wanted) > size ? 1 : 0, chances);
            for (AdaptiveBit bit : all) {
                bit.learn(more);
            }
            if (more == 0) {
                break;
            }
            size++;
        }
        return sign * size;
    }

    private static int changed(int difference) {
        return difference == 0 ? 0 : 1;
    }

    private static AdaptiveBit[] bits(int count, double zeros, double ones) {
        return Stream.generate(() -> new AdaptiveBit(zeros, ones)).limit(count).toArray(AdaptiveBit[]::new);
    }

    /** One probability of several, by weights that learn. */
    private static final class Mixer {
        private static final double RATE = 0.003;
        private static final double FIRST_RATE = 0.02;
        private static final double LEAST = 1e-6;

        private final double[] weights;
        private final double[] logits;
        private int mixed;

        Mixer(int inputs) {
            weights = new double[inputs];
            logits = new double[inputs];
            Arrays.fill(weights, 1.2 / inputs);
        }

        int code(BitChannel channel, int bit, double[] chances) {
            double sum = 0;
            for (int i = 0; i < weights.length; i++) {
                double p = Math.max(LEAST, Math.min(1 - LEAST, chances[i]));
                logits[i] = StrictMath.log(p / (1 - p));
                sum += weights[i] * logits[i];
            }
            double probability = ExactMath.logistic(Math.max(-16, Math.min(16, sum)));
            int coded = channel.code(bit, probability);
            double pull = (coded - probability) * (RATE + FIRST_RATE / (1 + 0.002 * mixed++));
            for (int i = 0; i < weights.length; i++) {
                weights[i] += pull * logits[i];
            }
            return coded;
        }
    }
}
