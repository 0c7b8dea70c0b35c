package org.fovea.evaluate;

/** A network answered with something that is not a finite number, so that no distortion exists. */
public final class NotFiniteException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param where which network and which output */
    public NotFiniteException(String where) {
        super(where + " is not a finite number");
    }
}
