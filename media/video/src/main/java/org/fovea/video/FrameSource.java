package org.fovea.video;

import java.io.IOException;
import org.fovea.codec.FrameSize;

/**
 * Frames of a clip or of a raw file, one after the other, as RGB. Holds one frame at a time, whatever the length. Used
 * by one thread at a time.
 */
public interface FrameSource extends AutoCloseable {
    FrameSize size();

    /**
     * Reads the next frame.
     *
     * @param rgb receives height × width × 3 values 0..255, row by row, red first
     * @return false after the last frame; {@code rgb} is then untouched
     * @throws org.fovea.codec.FormatException where the input is damaged, is cut short, or changes its size or sample
     *     format
     * @throws IOException where the input cannot be read
     */
    boolean next(byte[] rgb) throws IOException;

    /** Frees everything; may be called twice. */
    @Override
    void close() throws IOException;
}
