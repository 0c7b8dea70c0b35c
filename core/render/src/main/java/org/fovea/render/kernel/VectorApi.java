package org.fovea.render.kernel;

import org.fovea.render.KernelChoice;

/** Whether inner loops are done by the Vector API: decided once for all kinds of kernels. */
public final class VectorApi {
    private VectorApi() {}

    /**
     * Whether vectors serve a choice.
     *
     * @throws IllegalArgumentException where the Vector API is asked for and missing
     */
    public static boolean serves(KernelChoice choice) {
        if (choice == KernelChoice.SCALAR) {
            return false;
        }
        boolean present = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        if (choice == KernelChoice.VECTOR && !present) {
            throw new IllegalArgumentException(
                    "the Vector API is missing: start Java with --add-modules jdk.incubator.vector");
        }
        return present && (choice == KernelChoice.VECTOR || Machine.isFast());
    }

    /** Loaded only where the Vector API is there. */
    private static final class Machine {
        static boolean isFast() {
            return VectorKernels.isFast();
        }
    }
}
