package org.fovea.render;

import java.io.IOException;
import org.fovea.codec.FrameSize;

/**
 * Takes rendered pairs in ascending order. Calls come from one thread at a time: {@link #begin} once, {@link #pair} for
 * each pair, {@link #commit} when all are there, {@link #close} in any case. What was not committed leaves nothing
 * behind.
 */
public interface FrameSink extends AutoCloseable {
    /**
     * Called before any pair is rendered, so that what cannot succeed fails early.
     *
     * @param size of the frames
     * @param firstPair first pair that will come
     * @param endPair one more than the last
     */
    void begin(FrameSize size, int firstPair, int endPair) throws IOException;

    /** Takes a pair; the arrays are used again after the call. */
    void pair(int pair, byte[] frame1, byte[] frame2) throws IOException;

    void commit() throws IOException;

    @Override
    void close() throws IOException;
}
