package org.fovea.evaluate.score;

import java.util.function.Consumer;
import org.fovea.evaluate.PairAnswer;

/**
 * How to score. None of this changes a digit of the result.
 *
 * @param firstPair first pair to look at
 * @param endPair one more than the last, or {@link #ALL}
 * @param threads threads that evaluate pairs, 1..256; decoding takes one more
 * @param progress called after each pair, in order, by the thread that called
 * @param answers given the original's answers in order, as they are known; for a cache
 */
public record ScoreOptions(
        int firstPair, int endPair, int threads, ScoreProgress progress, Consumer<PairAnswer> answers) {
    /** Every pair from the first one on. */
    public static final int ALL = Integer.MAX_VALUE;

    private static final int MAX_THREADS = 256;

    /** @throws IllegalArgumentException where there is no pair or no thread */
    public ScoreOptions {
        if (firstPair < 0 || endPair <= firstPair) {
            throw new IllegalArgumentException("pairs " + firstPair + ".." + (endPair - 1) + " are none");
        }
        if (threads < 1 || threads > MAX_THREADS) {
            throw new IllegalArgumentException(threads + " threads, 1.." + MAX_THREADS + " expected");
        }
    }

    /** All pairs. */
    public static ScoreOptions all(int threads) {
        return new ScoreOptions(0, ALL, threads, (done, averages) -> {}, answer -> {});
    }

    /** Only pairs {@code first..end-1}. */
    public ScoreOptions withPairs(int first, int end) {
        return new ScoreOptions(first, end, threads, progress, answers);
    }

    /** Called after each pair. */
    public ScoreOptions withProgress(ScoreProgress listener) {
        return new ScoreOptions(firstPair, endPair, threads, listener, answers);
    }

    /** Receives the networks' output on the original. */
    public ScoreOptions withAnswers(Consumer<PairAnswer> listener) {
        return new ScoreOptions(firstPair, endPair, threads, progress, listener);
    }

    /** Receives the progress of a score. */
    @FunctionalInterface
    public interface ScoreProgress {
        /**
         * A pair is done.
         *
         * @param done pairs that are done
         * @param soFar means over these
         */
        void scored(int done, Distortion soFar);
    }
}
