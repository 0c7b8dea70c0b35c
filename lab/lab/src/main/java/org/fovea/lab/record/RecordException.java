package org.fovea.lab.record;

/** A text of a record is missing or not accepted. The message is written for users. */
public final class RecordException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /** @param message what is wrong with which text */
    public RecordException(String message) {
        super(message);
    }
}
