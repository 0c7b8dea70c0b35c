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

    /** A reader that leaves out the first frames of another; they are decoded when the first of the others is read. */
    static MaskReader skipping(MaskReader reader, int skipped) {
        return new MaskReader() {
            private int left = skipped;

            @Override
            public boolean next(byte[] frame) {
                for (; left > 0; left--) {
                    if (!reader.next(frame)) {
                        return false;
                    }
                }
                return reader.next(frame);
            }

            @Override
            public void close() {
                reader.close();
            }
        };
    }
}
