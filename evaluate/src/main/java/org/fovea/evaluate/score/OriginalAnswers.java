package org.fovea.evaluate.score;

import java.io.IOException;
import java.util.function.Supplier;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.PairAnswer;

/** What the networks say about the original, pair by pair: computed from its frames, or remembered. Used by one thread at a time. */
public interface OriginalAnswers extends AutoCloseable {
    /** Size of the original's frames. */
    FrameSize size();

    /** Frames of the original, an odd last one included. */
    long clipFrames();

    /**
     * The next pair's answer, which any thread may then ask for.
     *
     * @return null after the last pair
     * @throws org.fovea.codec.FormatException where the original is damaged
     */
    Supplier<PairAnswer> next() throws IOException;

    /**
     * Passes over pairs without an answer.
     *
     * @return number of pairs passed, fewer than asked for only at the end
     */
    int skip(int pairs) throws IOException;

    @Override
    void close() throws IOException;
}
