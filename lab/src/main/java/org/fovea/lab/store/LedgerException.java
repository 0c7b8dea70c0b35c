package org.fovea.lab.store;

/** A ledger cannot do what it was asked for; the message is for people. */
public final class LedgerException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With a message for people. */
    public LedgerException(String message) {
        super(message);
    }

    /** With its cause. */
    public LedgerException(String message, Throwable cause) {
        super(message, cause);
    }
}
