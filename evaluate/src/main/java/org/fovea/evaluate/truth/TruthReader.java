package org.fovea.evaluate.truth;

import java.io.IOException;
import java.util.function.Supplier;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.PairAnswer;
import org.fovea.video.FrameSource;
import org.jspecify.annotations.Nullable;

/** Ground truth in the order of the pairs, which need not all be in memory at once. Used by one thread at a time. */
public interface TruthReader extends AutoCloseable {
    /**
     * Answers that are computed when they are asked for.
     *
     * @param networks stay open
     * @param source of the whole original, from its first frame on; closed with the reader
     * @param clipFrames number of frames that it gives
     */
    static TruthReader of(EvaluatorPair networks, FrameSource source, long clipFrames) {
        return new ComputedTruth(networks, source, clipFrames);
    }

    /** Size of the original's frames. */
    FrameSize size();

    /** Frames of the original, an odd last one included. */
    long clipFrames();

    /**
     * Whether the answers were read from a file, the cache or one of a run, in place of being computed by this process.
     */
    boolean remembered();

    /**
     * The next pair's answer, which any thread may then ask for.
     *
     * @return null after the last pair
     * @throws org.fovea.codec.FormatException where the original is damaged
     */
    @Nullable
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
