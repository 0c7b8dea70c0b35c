package org.fovea.evaluate.arithmetic;

import java.io.IOException;

/** This machine computes wrong in every way that there is, so that nothing can be scored on it. */
public final class WrongArithmeticException extends IOException {
    WrongArithmeticException(KnownAnswers.Answer wrong) {
        super("LibTorch computes wrong on this processor, with oneDNN and without: "
                + wrong.operation().text() + "; score on another machine, and report the output of fovea doctor");
    }
}
