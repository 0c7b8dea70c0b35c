package org.fovea.codec.mask;

/** Reads class-mask frames in order. Used by one thread at a time. */
public interface MaskReader extends AutoCloseable {
    /**
     * Reads the next frame.
     *
     * @param frame receives height·width class ids, row by row
     * @return false after the last frame, {@code frame} is then untouched
     * @throws org.fovea.codec.FormatException where the frames come from a damaged stream
     */
    boolean next(byte[] frame);

    @Override
    default void close() {}
}
