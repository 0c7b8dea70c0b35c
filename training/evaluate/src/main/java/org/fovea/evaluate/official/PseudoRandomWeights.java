package org.fovea.evaluate.official;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Reproducible weights for the two networks, for machines that do not have the official ones. They answer nothing
 * meaningful, but every value of them is defined to the last bit, so that an implementation can be checked against
 * others and a score can be computed the official way.
 *
 * <p>Each tensor is a stream of SplitMix64, Java's {@link SplittableRandom}, seeded with the FNV-1a hash of its name;
 * the range depends on what the tensor is for.
 */
final class PseudoRandomWeights {
    private static final long FNV_START = 0xcbf29ce484222325L;
    private static final long FNV_FACTOR = 0x100000001b3L;
    private static final int DROPPED_BITS = 40;
    private static final double TO_RANGE = 0x1p-24 * 2;
    private static final double SMALL = 0.1;

    private PseudoRandomWeights() {}

    static float[] values(String name, long... shape) {
        float[] values = new float[Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact))];
        if (name.equals("segmentation_head.0.bias")) {
            return new float[] {0.25f, -0.75f, 0.75f, -1.0f, -0.375f};
        } else if (name.equals("_mean")) {
            Arrays.fill(values, 127.5f);
        } else if (name.equals("_std")) {
            Arrays.fill(values, 63.75f);
        } else if (name.endsWith(".running_mean")) {
            fill(name, values, 0, SMALL);
        } else if (name.endsWith(".running_var")) {
            fill(name, values, 1, 0.5);
        } else if (name.endsWith(".gamma")) {
            fill(name, values, 0.5, SMALL);
        } else if (name.endsWith(".bias")) {
            fill(name, values, 0, SMALL);
        } else if (shape.length == 1) {
            fill(name, values, 1, SMALL);
        } else {
            fill(name, values, 0, gain(name) * Math.sqrt(3.0 / ((double) values.length / shape[0])));
        }
        return values;
    }

    private static double gain(String name) {
        if (name.equals("encoder.model.conv_stem.weight")) {
            // The segmentation network is fed with 0..255.
            return 1.0 / 64;
        }
        boolean segmentation =
                name.startsWith("encoder.") || name.startsWith("decoder.") || name.startsWith("segmentation_head.");
        return segmentation ? 1.4 : 0.85;
    }

    private static void fill(String name, float[] values, double middle, double range) {
        long state = FNV_START;
        for (byte character : name.getBytes(StandardCharsets.UTF_8)) {
            state = (state ^ (character & 0xff)) * FNV_FACTOR;
        }
        SplittableRandom random = new SplittableRandom(state);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (middle + range * ((random.nextLong() >>> DROPPED_BITS) * TO_RANGE - 1));
        }
    }
}
