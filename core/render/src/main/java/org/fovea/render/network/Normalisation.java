package org.fovea.render.network;

import static org.fovea.render.kernel.Kernels.BLOCK;
import static org.fovea.render.kernel.Kernels.COEFFICIENTS;

import org.fovea.codec.FormatException;
import org.jspecify.annotations.Nullable;

/**
 * GroupNorm with two groups (Wu and He 2018) as a scale and a shift per channel. The convolution that makes a plane
 * leaves, for each row and channel, the sum and the sum of squares in float, even and odd pixels apart, each in order;
 * here rows are added in order in double, then the channels of a group in order.
 */
final class Normalisation {
    private static final int GROUPS = 2;
    private static final double EPSILON = 1e-5;

    private final float[] weight;
    private final float[] bias;

    Normalisation(float[] weight, float[] bias) {
        this.weight = weight;
        this.bias = bias;
    }

    float[] coefficients(RowStatistics statistics) {
        return coefficients(statistics, null);
    }

    /**
     * The same followed by FiLM (Perez et al. 2018): t·(1 + gain) + offset.
     *
     * @param film gains of all channels, then offsets, or null
     */
    float[] coefficients(RowStatistics statistics, float @Nullable [] film) {
        int channels = weight.length;
        int perGroup = channels / GROUPS;
        double count = (double) perGroup * statistics.height * statistics.width;
        float[] result = new float[(channels + BLOCK - 1) / BLOCK * COEFFICIENTS];
        double[] sums = statistics.totals(statistics.sums);
        double[] squareSums = statistics.totals(statistics.squares);
        for (int group = 0; group < GROUPS; group++) {
            int first = group * perGroup;
            double sum = 0;
            double squares = 0;
            for (int channel = first; channel < first + perGroup; channel++) {
                sum += sums[channel];
                squares += squareSums[channel];
            }
            double mean = sum / count;
            double variance = Math.max(squares / count - mean * mean, 0);
            if (!Double.isFinite(variance)) {
                throw new FormatException("weights", 0, "the renderer's weights make its numbers overflow");
            }
            double inverse = 1 / Math.sqrt(variance + EPSILON);
            for (int channel = first; channel < first + perGroup; channel++) {
                double scale = inverse * weight[channel];
                double shift = bias[channel] - mean * scale;
                if (film != null) {
                    double gain = 1.0 + film[channel];
                    scale *= gain;
                    shift = shift * gain + film[channels + channel];
                }
                put(result, channel, (float) scale, (float) shift);
            }
        }
        return result;
    }

    /** Coefficients hold each channel of a block twice, for vectors of two pixels. */
    static void put(float[] coefficients, int channel, float scale, float shift) {
        int at = channel / BLOCK * COEFFICIENTS + channel % BLOCK;
        coefficients[at] = scale;
        coefficients[at + BLOCK] = scale;
        coefficients[at + 2 * BLOCK] = shift;
        coefficients[at + 3 * BLOCK] = shift;
    }
}
