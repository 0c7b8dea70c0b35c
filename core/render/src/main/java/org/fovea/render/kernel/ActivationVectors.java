package org.fovea.render.kernel;

import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;
import static org.fovea.render.kernel.Kernels.COEFFICIENTS;
import static org.fovea.render.kernel.VectorKernels.STEP;
import static org.fovea.render.kernel.VectorKernels.W;
import static org.fovea.render.kernel.VectorKernels.WIDE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import org.jspecify.annotations.Nullable;

/** SiLU, see {@link Swish}. */
final class ActivationVectors {
    private ActivationVectors() {}

    static void activate(
            float[] in,
            int inAt,
            float[] coefficients,
            int coefficientsAt,
            float @Nullable [] residual,
            int residualAt,
            float[] out,
            int outAt,
            float @Nullable [] keep,
            int keepAt,
            int count) {
        FloatVector scale = fromArray(WIDE, coefficients, coefficientsAt);
        FloatVector shift = fromArray(WIDE, coefficients, coefficientsAt + COEFFICIENTS / 2);
        for (int i = 0; i <= count - W; i += STEP) {
            FloatVector x = fromArray(WIDE, in, inAt + i).fma(scale, shift);
            if (residual != null) {
                x = x.add(fromArray(WIDE, residual, residualAt + i));
            }
            FloatVector u = x.mul(Swish.MINUS_LOG2_E)
                    .reinterpretAsInts()
                    .min(Swish.HIGH)
                    .lanewise(VectorOperators.UMIN, Swish.LOW)
                    .reinterpretAsFloats();
            FloatVector rounded = u.add(Swish.ROUND);
            FloatVector f = u.sub(rounded.sub(Swish.ROUND));
            FloatVector p = f.fma(broadcast(WIDE, Swish.C5), broadcast(WIDE, Swish.C4));
            p = p.fma(f, broadcast(WIDE, Swish.C3));
            p = p.fma(f, broadcast(WIDE, Swish.C2));
            p = p.fma(f, broadcast(WIDE, Swish.C1));
            p = p.fma(f, broadcast(WIDE, Swish.C0));
            IntVector whole = rounded.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
            FloatVector y =
                    x.div(p.reinterpretAsInts().add(whole).reinterpretAsFloats().add(1f));
            y.intoArray(out, outAt + i);
            if (keep != null) {
                y.intoArray(keep, keepAt + i);
            }
        }
    }
}
