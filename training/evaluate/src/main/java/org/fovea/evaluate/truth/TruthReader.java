package org.fovea.evaluate.truth;

import java.io.Closeable;
import java.io.IOException;
import java.util.function.Supplier;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.PairAnswer;
import org.fovea.evaluate.PairReader;
import org.fovea.video.FrameSource;
import org.jspecify.annotations.Nullable;

/** Ground truth in the order of the pairs, which need not all be in memory at once. Used by one thread at a time. */
public final class TruthReader implements AutoCloseable {
    /** Gives the next pair's output, which any thread may then compute; null after the last pair. */
    @FunctionalInterface
    interface Pairs {
        @Nullable
        Supplier<PairAnswer> next() throws IOException;
    }

    private final FrameSize size;
    private final long clipFrames;
    private final boolean remembered;
    private final Pairs pairs;
    private final Closeable source;

    /** Over pairs; closes {@code source}. */
    TruthReader(FrameSize size, long clipFrames, boolean remembered, Pairs pairs, Closeable source) {
        this.size = size;
        this.clipFrames = clipFrames;
        this.remembered = remembered;
        this.pairs = pairs;
        this.source = source;
    }

    /**
     * Ground truth that is computed when it is asked for.
     *
     * @param networks stay open
     * @param source of the whole original, from its first frame on; closed with the reader
     * @param clipFrames number of frames that it gives
     */
    public static TruthReader of(EvaluatorPair networks, FrameSource source, long clipFrames) {
        PairReader reader = new PairReader(source, networks.sequence());
        Pairs computed = () -> {
            FramePair pair = reader.next();
            return pair == null ? null : () -> networks.answer(pair);
        };
        return new TruthReader(reader.size(), clipFrames, false, computed, source::close);
    }

    static TruthReader of(GroundTruth truth, long clipFrames, boolean remembered) {
        int[] next = {0};
        Pairs known = () -> {
            int pair = next[0]++;
            return pair < truth.pairs() ? () -> truth.answer(pair) : null;
        };
        return new TruthReader(truth.size(), clipFrames, remembered, known, () -> {});
    }

    /** The pairs from a given one on as if there were no others; closes this reader with itself. */
    TruthReader part(int firstPair, int count) throws IOException {
        skip(firstPair);
        int[] left = {count};
        return new TruthReader(size, 2L * count, remembered, () -> left[0]-- > 0 ? next() : null, this::close);
    }

    public FrameSize size() {
        return size;
    }

    /** Frames of the original, an odd last one included. */
    public long clipFrames() {
        return clipFrames;
    }

    /** Whether it was read from a file, the cache or one of a run, in place of being computed by this process. */
    public boolean remembered() {
        return remembered;
    }

    /**
     * The next pair's ground truth, which any thread may then ask for.
     *
     * @return null after the last pair
     * @throws org.fovea.codec.FormatException where the original is damaged
     */
    public @Nullable Supplier<PairAnswer> next() throws IOException {
        return pairs.next();
    }

    /**
     * Passes over pairs without computing anything.
     *
     * @return number of pairs passed, fewer than asked for only at the end
     */
    public int skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            if (next() == null) {
                return i;
            }
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
