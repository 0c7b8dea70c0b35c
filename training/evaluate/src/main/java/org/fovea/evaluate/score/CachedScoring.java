package org.fovea.evaluate.score;

import java.io.IOException;
import java.util.Optional;
import org.fovea.evaluate.truth.TruthReader;
import org.fovea.evaluate.truth.TruthSource;
import org.fovea.evaluate.truth.TruthWriter;
import org.fovea.video.FrameSource;

/**
 * Scores against a {@link TruthSource}: what it knows is not computed again, and what is computed of a whole clip is
 * remembered.
 */
public final class CachedScoring {
    private final TruthSource original;

    public CachedScoring(TruthSource original) {
        this.original = original;
    }

    /**
     * A table and how it came about.
     *
     * @param table every pair
     * @param cachedOriginal whether the original's answers were read from a file, see {@link TruthReader#remembered}
     */
    public record Scored(PairTable table, boolean cachedOriginal) {}

    /**
     * @param candidate from the first pair of {@code options} on; stays open
     * @throws ScoreException where the two do not fit together, or a network's answer is not finite or changes its
     *     shape
     * @throws org.fovea.codec.FormatException where one of them is damaged
     * @throws InterruptedException where the calling thread is interrupted
     */
    public Scored run(FrameSource candidate, ScoreOptions options) throws IOException, InterruptedException {
        Scorer scorer = new Scorer(original.networks());
        try (TruthReader truth = original.open()) {
            boolean all = options.firstPair() == 0 && options.endPair() >= truth.clipFrames() / 2;
            boolean computed = original.truth().isEmpty() && !truth.remembered() && all;
            Optional<TruthWriter> cache = computed ? original.begin(truth.size()) : Optional.empty();
            if (cache.isEmpty()) {
                return new Scored(scorer.run(truth, candidate, options), truth.remembered());
            }
            try (TruthWriter writer = cache.get()) {
                PairTable table =
                        scorer.run(truth, candidate, options.withAnswers((wanted, got) -> writer.add(wanted)));
                writer.commit(truth.clipFrames()).ifPresent(original::cannotWrite);
                return new Scored(table, false);
            }
        }
    }
}
