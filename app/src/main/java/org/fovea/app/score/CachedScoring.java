package org.fovea.app.score;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.cache.CacheKey;
import org.fovea.evaluate.cache.CacheWriter;
import org.fovea.evaluate.cache.CachedOriginal;
import org.fovea.evaluate.cache.GroundTruthCache;
import org.fovea.evaluate.score.EvaluatedOriginal;
import org.fovea.evaluate.score.OriginalAnswers;
import org.fovea.evaluate.score.PairTable;
import org.fovea.evaluate.score.ScoreOptions;
import org.fovea.evaluate.score.Scorer;
import org.fovea.video.FrameSource;
import org.fovea.video.clip.Clip;

/** Scores with a cache: what it holds is not computed again, and what is computed of a whole clip is remembered. */
public final class CachedScoring {
    private final EvaluatorPair evaluators;
    private final Optional<GroundTruthCache> cache;
    private final Consumer<String> note;

    /**
     * Without a cache where it is empty.
     *
     * @param note told why the cache could not help
     */
    public CachedScoring(EvaluatorPair evaluators, Optional<GroundTruthCache> cache, Consumer<String> note) {
        this.evaluators = evaluators;
        this.cache = cache;
        this.note = note;
    }

    /**
     * A table and how it came about.
     *
     * @param table every pair
     * @param cachedOriginal whether the original's answers were remembered ones
     */
    public record Scored(PairTable table, boolean cachedOriginal) {}

    /**
     * Scores.
     *
     * @param clip the original; decoded only where nothing is remembered
     * @param machine what computes, as far as digits depend on it
     * @param candidate from the first pair of {@code options} on; stays open
     */
    public Scored run(Clip clip, String clipHash, String machine, FrameSource candidate, ScoreOptions options)
            throws IOException, InterruptedException {
        CacheKey key = new CacheKey(clipHash, evaluators.identity().hash(), clip.decoder(), machine);
        Optional<CachedOriginal> remembered = remembered(key);
        if (remembered.isPresent()) {
            try (OriginalAnswers original = remembered.get()) {
                return new Scored(new Scorer(evaluators).run(original, candidate, options), true);
            }
        }
        try (OriginalAnswers original = new EvaluatedOriginal(evaluators, clip.frames(), clip.frameCount())) {
            boolean whole = options.firstPair() == 0 && options.endPair() >= clip.frameCount() / 2;
            PairTable table = cache.isPresent() && whole
                    ? remember(cache.get(), key, original, candidate, options)
                    : new Scorer(evaluators).run(original, candidate, options);
            return new Scored(table, false);
        }
    }

    /**
     * Scores some pairs of a clip as if there were no others. Uses the cache, but writes nothing to it.
     *
     * @param candidate has these pairs and no others; stays open
     */
    Scored runPart(
            Clip clip,
            String clipHash,
            String machine,
            int firstPair,
            int pairs,
            FrameSource candidate,
            ScoreOptions options)
            throws IOException, InterruptedException {
        CacheKey key = new CacheKey(clipHash, evaluators.identity().hash(), clip.decoder(), machine);
        Optional<CachedOriginal> remembered = remembered(key);
        OriginalAnswers all = remembered.isPresent()
                ? remembered.get()
                : new EvaluatedOriginal(evaluators, clip.frames(), clip.frameCount());
        try (all;
                OriginalAnswers part = new PartOfOriginal(all, firstPair, pairs)) {
            return new Scored(new Scorer(evaluators).run(part, candidate, options), remembered.isPresent());
        }
    }

    private Optional<CachedOriginal> remembered(CacheKey key) {
        return cache.flatMap(found -> found.open(key, evaluators, note));
    }

    private PairTable remember(
            GroundTruthCache to, CacheKey key, OriginalAnswers original, FrameSource candidate, ScoreOptions options)
            throws IOException, InterruptedException {
        CacheWriter writer;
        try {
            writer = to.create(key, evaluators, original.size());
        } catch (IOException e) {
            note.accept("the cache cannot be written, so that nothing is remembered: " + e);
            return new Scorer(evaluators).run(original, candidate, options);
        }
        try (writer) {
            PairTable table = new Scorer(evaluators).run(original, candidate, options.withAnswers(writer::add));
            writer.commit(original.clipFrames())
                    .ifPresent(e -> note.accept("the cache cannot be written, so that nothing is remembered: " + e));
            return table;
        }
    }
}
