package org.fovea.codec.weights;

import org.fovea.codec.entropy.AdaptiveBit;
import org.fovea.codec.entropy.BitChannel;
import org.fovea.codec.family.TensorRole;
import org.fovea.codec.family.TensorSpec;

/** Which tensors are coded relative to initial values that a seed gives, and those values. */
final class SeededDraw {
    private static final int HALF_SEED = 16;

    private final long seed;
    private final boolean[] relative;
    private final AdaptiveBit flag = new AdaptiveBit();

    /**
     * @param relative for each tensor whether it is coded relative to its initial values; filled in when decoding
     */
    SeededDraw(long seed, boolean[] relative) {
        this.seed = seed;
        this.relative = relative;
    }

    /** Codes a seed, which is ignored when decoding. */
    static long codeSeed(BitChannel channel, long seed) {
        long high = channel.codeRaw((int) (seed >>> HALF_SEED), HALF_SEED);
        return high << HALF_SEED | channel.codeRaw((int) seed & 0xffff, HALF_SEED);
    }

    /** Whether a tensor's initial values are random, so that they say more than where its values lie. */
    static boolean applies(TensorSpec spec) {
        return spec.role() != TensorRole.NORM_WEIGHT && spec.role() != TensorRole.NORM_BIAS;
    }

    /** Codes whether a tensor is coded relative to its initial values. */
    boolean code(BitChannel channel, TensorSpec spec, int index) {
        if (!applies(spec)) {
            return false;
        }
        channel.enter("initialisation");
        relative[index] = flag.code(channel, relative[index]);
        return relative[index];
    }

    float[] values(TensorSpec spec, int index) {
        return Initialisation.values(spec, index, seed);
    }
}
