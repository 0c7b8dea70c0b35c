package org.fovea.evaluate.truth;

import java.io.IOException;
import java.util.function.Supplier;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.PairAnswer;
import org.fovea.evaluate.PairReader;
import org.fovea.video.FrameSource;
import org.jspecify.annotations.Nullable;

/** Answers that are computed from the original's frames. */
final class ComputedTruth implements TruthReader {
    private final EvaluatorPair evaluators;
    private final FrameSource source;
    private final long clipFrames;
    private final PairReader pairs;

    /** Over a source of the whole original, which is closed with this. */
    ComputedTruth(EvaluatorPair evaluators, FrameSource source, long clipFrames) {
        this.evaluators = evaluators;
        this.source = source;
        this.clipFrames = clipFrames;
        this.pairs = new PairReader(source);
    }

    @Override
    public FrameSize size() {
        return pairs.size();
    }

    @Override
    public long clipFrames() {
        return clipFrames;
    }

    @Override
    public boolean remembered() {
        return false;
    }

    @Override
    public @Nullable Supplier<PairAnswer> next() throws IOException {
        FramePair pair = pairs.next();
        return pair == null ? null : () -> evaluators.answer(pair);
    }

    @Override
    public int skip(int count) throws IOException {
        return pairs.skip(count);
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
