package org.fovea.evaluate.truth;

import java.util.function.Supplier;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.PairAnswer;
import org.jspecify.annotations.Nullable;

/** Answers that are in memory. */
final class KnownTruth implements TruthReader {
    private final GroundTruth truth;
    private final long clipFrames;
    private final boolean remembered;
    private int next;

    KnownTruth(GroundTruth truth, long clipFrames, boolean remembered) {
        this.truth = truth;
        this.clipFrames = clipFrames;
        this.remembered = remembered;
    }

    @Override
    public FrameSize size() {
        return truth.size();
    }

    @Override
    public long clipFrames() {
        return clipFrames;
    }

    @Override
    public boolean remembered() {
        return remembered;
    }

    @Override
    public @Nullable Supplier<PairAnswer> next() {
        if (next == truth.pairs()) {
            return null;
        }
        int pair = next++;
        return () -> truth.answer(pair);
    }

    @Override
    public int skip(int pairs) {
        int passed = Math.min(pairs, truth.pairs() - next);
        next += passed;
        return passed;
    }

    @Override
    public void close() {}
}
