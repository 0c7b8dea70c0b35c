package org.fovea.encode.train;

import java.util.Arrays;

/**
 * What one pair says about the weights.
 *
 * @param segmentation expected share of wrong pixels, 0..1
 * @param pose pose distortion, 0 where the network does not learn poses
 * @param loss what was differentiated
 * @param values of each tensor, in the order of the family
 * @param numberSlopes of each number of the pair that is trained, see {@link PairNumbers}; empty where there are none
 * @param further points of the further networks' terms on this pair, 0 where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers that is never compared
public record Gradient(
        double segmentation, double pose, double loss, float[][] values, float[] numberSlopes, double further) {
    /** The same where there is no further network. */
    public Gradient(double segmentation, double pose, double loss, float[][] values, float[] numberSlopes) {
        this(segmentation, pose, loss, values, numberSlopes, 0);
    }

    /** The same without the first tensors, which are not trained. */
    Gradient without(int first) {
        float[][] others = Arrays.copyOfRange(values, first, values.length);
        return new Gradient(segmentation, pose, loss, others, numberSlopes, further);
    }
}
