package org.fovea.evaluate.truth;

import java.io.IOException;
import java.util.function.Supplier;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.PairAnswer;
import org.jspecify.annotations.Nullable;

/** Some pairs of an original as if there were no others. */
final class PartOfTruth implements TruthReader {
    private final TruthReader all;
    private final int pairs;
    private int left;

    /** Passes over the pairs before; closes {@code all} with itself. */
    PartOfTruth(TruthReader all, int firstPair, int pairs) throws IOException {
        this.all = all;
        this.pairs = pairs;
        this.left = pairs;
        all.skip(firstPair);
    }

    @Override
    public FrameSize size() {
        return all.size();
    }

    @Override
    public long clipFrames() {
        return 2L * pairs;
    }

    @Override
    public boolean remembered() {
        return all.remembered();
    }

    @Override
    public @Nullable Supplier<PairAnswer> next() throws IOException {
        if (left == 0) {
            return null;
        }
        left--;
        return all.next();
    }

    @Override
    public int skip(int count) throws IOException {
        int passed = all.skip(Math.min(left, count));
        left -= passed;
        return passed;
    }

    @Override
    public void close() throws IOException {
        all.close();
    }
}
