package org.fovea.render;

/**
 * Java's heap has no room for what was asked for, which was seen before anything was taken. The input is not to blame;
 * the message says what would help.
 */
public final class NoRoomException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With a line that says what is needed, what there is, and what would help. */
    public NoRoomException(String line) {
        super(line);
    }
}
