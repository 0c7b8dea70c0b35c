package org.fovea.encode.measure;

import java.util.Arrays;
import java.util.List;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.truth.GroundTruth;

/**
 * What a wrong pixel counts, by its class in the original: 1 where an objective counts all classes alike; else its
 * class's weight over the mean weight of the pair's pixels, so that the worth of all pixels of a pair is their number,
 * and the sum over the wrong ones is the segmentation distortion times that number.
 *
 * @param byClass [pair][class]; empty where all count alike
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record PixelWorth(double[][] byClass) {
    /** All count alike. */
    public static final PixelWorth EVEN = new PixelWorth(new double[0][]);

    /** For the class masks of a ground truth. */
    public static PixelWorth of(EvaluatorPair evaluators, GroundTruth truth) {
        return of(evaluators.segmentation().classWeights(), MaskTensor.of(truth.masks()));
    }

    /**
     * For class masks.
     *
     * @param weights by class; empty where all count alike
     */
    public static PixelWorth of(List<Double> weights, MaskTensor wanted) {
        if (weights.isEmpty()) {
            return EVEN;
        }
        double[][] byClass = new double[wanted.shape().frames()][];
        for (int pair = 0; pair < byClass.length; pair++) {
            byte[] frame = wanted.frame(pair);
            double sum = 0;
            for (byte id : frame) {
                sum += weights.get(id & 0xff);
            }
            double mean = sum / frame.length;
            byClass[pair] = weights.stream()
                    .mapToDouble(weight -> mean == 0 ? 0 : weight / mean)
                    .toArray();
        }
        return new PixelWorth(byClass);
    }

    /** Whether all count alike. */
    public boolean even() {
        return byClass.length == 0;
    }

    /**
     * Of a pixel of a pair.
     *
     * @param wanted its class in the original
     */
    public double of(int pair, byte wanted) {
        return even() ? 1 : byClass[pair][wanted & 0xff];
    }

    /** Of the pixels of a pair, by their class in the original; empty where all count alike. */
    public double[] ofPair(int pair) {
        return even() ? new double[0] : Arrays.copyOf(byClass[pair], byClass[pair].length);
    }
}
