package org.fovea.lab.queue;

/** The queue cannot do what it was asked for; the message is for people. */
public final class QueueException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With a message for people. */
    public QueueException(String message) {
        super(message);
    }
}
