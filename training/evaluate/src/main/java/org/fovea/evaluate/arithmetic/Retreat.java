package org.fovea.evaluate.arithmetic;

import java.util.function.BooleanSupplier;
import org.fovea.evaluate.torch.Bfloat16;
import org.fovea.evaluate.torch.TorchRuntime;

/** A slower way to compute, which is taken where the usual one is wrong. */
enum Retreat {
    /** Convolutions by LibTorch's own kernels. */
    WITHOUT_ONE_DNN(
            "oneDNN computes wrong on this processor",
            "slower kernels are used in its place",
            () -> !TorchRuntime.usesOneDnn(),
            TorchRuntime::refuseOneDnn),
    /** Training by floats alone. */
    WITHOUT_BFLOAT16(
            "numbers of 16 bits are computed wrong on this processor",
            "training uses floats",
            () -> !Bfloat16.pays(),
            () -> Bfloat16.allow(false));

    private final String fault;
    private final String remedy;
    private final BooleanSupplier taken;
    private final Runnable taking;

    Retreat(String fault, String remedy, BooleanSupplier taken, Runnable taking) {
        this.fault = fault;
        this.remedy = remedy;
        this.taken = taken;
        this.taking = taking;
    }

    /** Whether this process computes so. */
    boolean isTaken() {
        return taken.getAsBoolean();
    }

    /** Computes so from now on. */
    void take() {
        taking.run();
    }

    String note(String wrong) {
        return fault + " (" + wrong + "); " + remedy + ", see fovea doctor";
    }
}
