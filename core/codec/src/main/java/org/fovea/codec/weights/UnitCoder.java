package org.fovea.codec.weights;

import org.fovea.codec.entropy.AdaptiveBit;
import org.fovea.codec.entropy.AdaptiveNumber;
import org.fovea.codec.entropy.BitChannel;
import org.fovea.codec.family.TensorRole;
import org.fovea.codec.family.TensorSpec;

/**
 * Codes the natural scale of a tensor: that of its initial weights (1/√fanIn; 1 for norms and embeddings), or, where
 * its weights are far from that, the same times a power of two.
 */
final class UnitCoder {
    private static final int MAX_DOUBLINGS = 64;

    /**
     * Root mean square, in units, that needs no other unit: the range that the components of {@link ComponentGrid}
     * cover.
     */
    private static final double LEAST = 0.3;

    private static final double MOST = 4;

    /** Shifts of norms start at 0 and stay small; their components cover smaller numbers. */
    private static final double MIN_SHIFT = 0.0025;

    private static final double MAX_SHIFT = 0.5;

    private final AdaptiveBit usual = new AdaptiveBit(0.1, 0.9);
    private final AdaptiveBit larger = new AdaptiveBit();
    private final AdaptiveNumber doublings = new AdaptiveNumber();

    /** Codes the scale of a tensor, which is full when encoding. */
    double code(BitChannel channel, TensorBuffer tensor, boolean encoding) {
        TensorSpec spec = tensor.spec();
        double unit = Initialisation.bound(spec);
        int wanted = encoding ? doublingsWanted(tensor, unit) : 0;
        if (usual.code(channel, wanted == 0)) {
            return unit;
        }
        boolean up = larger.code(channel, wanted > 0);
        int count = Math.min(MAX_DOUBLINGS, 1 + doublings.code(channel, Math.abs(wanted) - 1));
        for (int i = 0; i < count; i++) {
            unit *= up ? 2 : 0.5;
        }
        return unit;
    }

    private static int doublingsWanted(TensorBuffer tensor, double unit) {
        double sum = 0;
        int count = 0;
        float[] values = tensor.toTensor().dequantise();
        for (int i = 0; i < values.length; i++) {
            if (!tensor.known(i) && Float.isFinite(values[i])) {
                sum += (double) values[i] * values[i];
                count++;
            }
        }
        boolean shift = tensor.spec().role() == TensorRole.NORM_BIAS;
        double least = shift ? MIN_SHIFT : LEAST;
        double most = shift ? MAX_SHIFT : MOST;
        double size = Math.sqrt(sum / Math.max(1, count)) / unit;
        if (!(size > 0) || (size > least && size < most)) {
            return 0;
        }
        double target = shift ? 0.1 : 1;
        int wanted = 0;
        for (; size >= 1.5 * target && wanted < MAX_DOUBLINGS; size /= 2) {
            wanted++;
        }
        for (; size < 0.75 * target && wanted > -MAX_DOUBLINGS; size *= 2) {
            wanted--;
        }
        return wanted;
    }
}
