package org.fovea.encode.train;

import java.util.Optional;
import org.fovea.codec.latent.LatentTrack;

/**
 * How finely latent numbers are stored.
 *
 * @param bits of a number, 1..14
 * @param exact whether the renderer is trained with the numbers as they are, and they are rounded in the end
 */
public record LatentBits(int bits, boolean exact) {
    /** As fine as matters, for what is trained further. */
    public static final LatentBits FINE = new LatentBits(14, true);

    private static final int MAX_BITS = 14;

    /** @throws IllegalArgumentException where there are too few or too many */
    public LatentBits {
        if (bits < 1 || bits > MAX_BITS) {
            throw new IllegalArgumentException("latent numbers of " + bits + " bits, 1.." + MAX_BITS + " are possible");
        }
    }

    /**
     * The numbers as an archive stores them: for each dimension, codes from the least to the greatest number.
     *
     * @param values finite, [pair][dimension]
     */
    public LatentTrack track(float[] values, int dimensions) {
        int pairs = values.length / dimensions;
        int top = (1 << bits) - 1;
        float[] minimums = new float[dimensions];
        float[] steps = new float[dimensions];
        char[] codes = new char[values.length];
        for (int i = 0; i < dimensions; i++) {
            float least = Float.POSITIVE_INFINITY;
            float greatest = Float.NEGATIVE_INFINITY;
            for (int pair = 0; pair < pairs; pair++) {
                least = Math.min(least, values[pair * dimensions + i]);
                greatest = Math.max(greatest, values[pair * dimensions + i]);
            }
            // Halves, which the section's codec stores in two bytes.
            minimums[i] = half(least);
            steps[i] = half(Math.max((greatest - minimums[i]) / top, Float.MIN_NORMAL));
            double each = steps[i] == 0 ? 1 : steps[i];
            for (int pair = 0; pair < pairs; pair++) {
                double code = Math.rint((values[pair * dimensions + i] - (double) minimums[i]) / each);
                codes[pair * dimensions + i] = (char) Math.clamp(code, 0.0, top);
            }
        }
        return new LatentTrack(pairs, dimensions, codes, minimums, steps, Optional.empty());
    }

    private static float half(float value) {
        return Float.float16ToFloat(Float.floatToFloat16(Math.clamp(value, -65504f, 65504f)));
    }
}
