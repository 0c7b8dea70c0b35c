package org.fovea.evaluate.torch;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Numbers of 16 bits with the range of a float and eight significant bits. Enough for the direction of a gradient,
 * never for a score: processors with units for them (AMX, AVX512-BF16) take a third to a half of the time.
 */
public final class Bfloat16 {
    /** {@code true} or {@code false} overrides what is known of the processor. */
    static final String PROPERTY = "fovea.bfloat16";

    private static volatile boolean refused;

    private Bfloat16() {}

    /** Whether they may be used from now on, where they pay. */
    public static void allow(boolean allowed) {
        refused = !allowed;
    }

    /**
     * Whether this processor computes faster with them. Read from its flags, not measured, so that a training does the
     * same on every machine of a kind. Where flags cannot be read (other systems than Linux), where oneDNN does not
     * compute or they are computed wrong, no.
     */
    public static boolean pays() {
        String declared = System.getProperty(PROPERTY);
        return !refused
                && (declared == null
                        ? Processor.current().hasBfloat16() && TorchRuntime.usesOneDnn()
                        : Boolean.parseBoolean(declared));
    }

    /** Whether they pay for what is computed of a tensor: only on the processor, a GPU has TF32. */
    public static boolean pays(Tensor input) {
        return Device.of(input).isCpu() && pays();
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
