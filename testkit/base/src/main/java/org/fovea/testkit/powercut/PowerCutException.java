package org.fovea.testkit.powercut;

/** The power is gone: what was running runs no further. */
public final class PowerCutException extends RuntimeException {
    private static final long serialVersionUID = 1;

    PowerCutException() {
        super("power cut");
    }
}
