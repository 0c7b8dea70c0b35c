package org.fovea.codec.weights;

import java.util.Arrays;
import org.fovea.codec.family.TensorRole;
import org.fovea.codec.family.TensorSpec;

/**
 * Initial weights of a network, sampled from a seed. Part of the format: a decoder samples the same numbers to the last
 * bit, so that weights can be coded by how far training has moved them ({@code docs/weight-coding.md} §10).
 *
 * <p>Every weight has a random number of its own, a hash of seed, tensor and place (the finaliser of SplitMix64,
 * Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014), so neither the order of sampling nor
 * the sizes of other tensors matter.
 */
public final class Initialisation {
    /** Largest seed: seeds have 32 bits. */
    public static final long MAX_SEED = 0xffffffffL;

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private Initialisation() {}

    /**
     * The initial values of a tensor: 1 for scales of norms, 0 for their shifts, uniform in ±1 for embeddings, else
     * uniform in ±1/√fanIn, as frameworks sample them (±1 where there is no fanIn).
     *
     * @param index place of the tensor in the list of its renderer family, from 0
     * @param seed 0..2³²−1
     * @return row-major, as many as the shape says
     */
    public static float[] values(TensorSpec spec, int index, long seed) {
        if (seed < 0 || seed > MAX_SEED || index < 0) {
            throw new IllegalArgumentException("seed " + seed + " of tensor " + index + " is not in 0..2^32-1");
        }
        float[] values = new float[spec.count()];
        switch (spec.role()) {
            case NORM_WEIGHT -> Arrays.fill(values, 1f);
            case NORM_BIAS -> {
                // zeros
            }
            default -> {
                double bound = bound(spec);
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) (bound * uniform(seed, index, i));
                }
            }
        }
        return values;
    }

    /** Largest magnitude of random initial values. */
    static double bound(TensorSpec spec) {
        boolean scaled = spec.fanIn() > 0 && spec.role() != TensorRole.EMBEDDING;
        return scaled ? 1 / Math.sqrt(spec.fanIn()) : 1;
    }

    /** A number in -1..1, both excluded: the middle of one of 2⁵² equal cells. */
    private static double uniform(long seed, int index, int place) {
        long stream = mix(seed + GOLDEN_GAMMA * (index + 1L));
        long bits = mix(stream + GOLDEN_GAMMA * (place + 1L)) >>> 12;
        return (2 * bits + 1 - 0x1p52) * 0x1p-52;
    }

    private static long mix(long value) {
        long z = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
