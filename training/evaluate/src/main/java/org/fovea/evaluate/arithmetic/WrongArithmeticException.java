package org.fovea.evaluate.arithmetic;

import java.io.IOException;

/** This machine computes wrong in every way that there is, so that nothing can be scored on it. */
public final class WrongArithmeticException extends IOException {
    WrongArithmeticException(Operation wrong) {
        super("LibTorch computes wrong on this processor, with oneDNN and without: "
                + wrong.text() + "; score on another machine, or, where it is a product, try the variable "
                + "OPENBLAS_CORETYPE=Haswell, and report the output of fovea doctor");
    }
}
