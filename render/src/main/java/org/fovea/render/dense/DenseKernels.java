package org.fovea.render.dense;

import org.fovea.render.KernelChoice;
import org.fovea.render.kernel.VectorApi;

/** Chooses between vectors and scalars. */
public final class DenseKernels {
    private DenseKernels() {}

    public static DenseKernel of(KernelChoice choice) {
        return VectorApi.serves(choice) ? VectorSupport.kernel() : new ScalarDenseKernel();
    }

    /** Loaded only where the Vector API is there. */
    private static final class VectorSupport {
        static DenseKernel kernel() {
            return new VectorDenseKernel();
        }
    }
}
