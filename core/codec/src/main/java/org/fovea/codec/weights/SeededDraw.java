package org.fovea.codec.weights;

import java.util.OptionalLong;
import org.fovea.codec.entropy.AdaptiveBit;
import org.fovea.codec.entropy.BitChannel;
import org.fovea.codec.family.TensorRole;
import org.fovea.codec.family.TensorSpec;

/**
 * Which tensors are coded by how far they have drifted from initial values, and those values: what a seed gives, or
 * zeros.
 */
final class SeededDraw {
    private static final int HALF_SEED = 16;

    private final OptionalLong seed;
    private final boolean[] relative;
    private final AdaptiveBit flag = new AdaptiveBit();

    /** @param relative for each tensor whether it is coded relative to its initial values; filled in when decoding */
    SeededDraw(OptionalLong seed, boolean[] relative) {
        this.seed = seed;
        this.relative = relative;
    }

    static long codeSeed(BitChannel channel, long seed) {
        long high = channel.codeRaw((int) (seed >>> HALF_SEED), HALF_SEED);
        return high << HALF_SEED | channel.codeRaw((int) seed & 0xffff, HALF_SEED);
    }

    /**
     * Whether a tensor may be coded in this way: norms have models of their own, and initial values that say nothing.
     */
    static boolean applies(TensorSpec spec) {
        return spec.role() != TensorRole.NORM_WEIGHT && spec.role() != TensorRole.NORM_BIAS;
    }

    /** Codes whether a tensor is coded relative to its initial values. */
    boolean code(BitChannel channel, TensorSpec spec, int index) {
        if (!applies(spec)) {
            return false;
        }
        relative[index] = flag.code(channel, relative[index]);
        return relative[index];
    }

    /** Initial values of a tensor, zeros where they are not known. */
    float[] values(TensorSpec spec, int index) {
        return seed.isPresent() ? Initialisation.values(spec, index, seed.getAsLong()) : new float[spec.count()];
    }
}
