package org.fovea.evaluate.torch;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Numbers of 16 bits with the range of a float and eight significant bits. Enough for the direction of a gradient, never for a score: processors with units for
 * them (AMX, AVX512-BF16) take a third to a half of the time.
 */
public final class Bfloat16 {
    /** {@code true} or {@code false} overrides what is known of the processor. */
    static final String PROPERTY = "fovea.bfloat16";

    private Bfloat16() {}

    /**
     * Whether this processor computes faster with them. Told by its flags, not by a stopwatch, so that a training does the same on every machine of a kind. Where
     * flags cannot be read (other systems than Linux) or oneDNN does not compute, no.
     */
    public static boolean pays() {
        String told = System.getProperty(PROPERTY);
        return told == null ? Processor.current().hasBfloat16() && Processor.usesOneDnn() : Boolean.parseBoolean(told);
    }

    /** The values as numbers of 16 bits. Differentiable. */
    public static Tensor of(Tensor values) {
        return values.to(torch.ScalarType.BFloat16);
    }

    /** The values as floats. Differentiable. */
    public static Tensor toFloat(Tensor values) {
        return values.to(torch.ScalarType.Float);
    }
}
