package org.fovea.evaluate.arithmetic;

import org.fovea.evaluate.torch.Bfloat16;
import org.fovea.evaluate.torch.TorchRuntime;

/** A slower way to compute, which is taken where the usual one is wrong. */
enum Retreat {
    /** Convolutions by LibTorch's own kernels. */
    WITHOUT_ONE_DNN("oneDNN computes wrong on this processor", "slower kernels are used in its place") {
        @Override
        boolean isTaken() {
            return !TorchRuntime.usesOneDnn();
        }

        @Override
        void take() {
            TorchRuntime.refuseOneDnn();
        }
    },
    /** Products of matrices by OpenBLAS's oldest kernels. */
    OLDEST_PRODUCTS("OpenBLAS computes wrong on this processor", "its kernels for AVX2 are used") {
        @Override
        boolean isTaken() {
            return TorchRuntime.usesOldestProducts();
        }

        @Override
        void take() {
            TorchRuntime.useOldestProducts(true);
        }
    },
    /** Training by floats alone. */
    WITHOUT_BFLOAT16("numbers of 16 bits are computed wrong on this processor", "training uses floats") {
        @Override
        boolean isTaken() {
            return !Bfloat16.pays();
        }

        @Override
        void take() {
            Bfloat16.allow(false);
        }
    };

    private final String fault;
    private final String remedy;

    Retreat(String fault, String remedy) {
        this.fault = fault;
        this.remedy = remedy;
    }

    /** Whether this process computes so. */
    abstract boolean isTaken();

    /** Computes so from now on. */
    abstract void take();

    /** In a line. */
    String note(String wrong) {
        return fault + " (" + wrong + "); " + remedy + ", see fovea doctor";
    }
}
