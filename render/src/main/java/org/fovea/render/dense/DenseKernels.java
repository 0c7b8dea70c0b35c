package org.fovea.render.dense;

import org.fovea.render.KernelChoice;
import org.fovea.render.kernel.VectorKernels;

/** Chooses between vectors and scalars. */
public final class DenseKernels {
    private DenseKernels() {}

    public static DenseKernel of(KernelChoice choice) {
        if (choice == KernelChoice.SCALAR) {
            return new ScalarDenseKernel();
        }
        boolean present = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        if (choice == KernelChoice.VECTOR && !present) {
            throw new IllegalArgumentException(
                    "the Vector API is missing: start Java with --add-modules jdk.incubator.vector");
        }
        if (present && (choice == KernelChoice.VECTOR || VectorSupport.isFast())) {
            return VectorSupport.kernel();
        }
        return new ScalarDenseKernel();
    }

    /** Loaded only where the Vector API is there. */
    private static final class VectorSupport {
        static boolean isFast() {
            return VectorKernels.isFast();
        }

        static DenseKernel kernel() {
            return new VectorDenseKernel();
        }
    }
}
