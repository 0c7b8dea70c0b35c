package org.fovea.lab.queue;

/** The queue cannot do what it was asked for. The message is written for users. */
public final class QueueException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With a message for people. */
    public QueueException(String message) {
        super(message);
    }
}
