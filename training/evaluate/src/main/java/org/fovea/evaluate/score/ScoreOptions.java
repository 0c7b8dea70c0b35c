package org.fovea.evaluate.score;

import java.util.function.BiConsumer;
import org.fovea.evaluate.PairAnswer;

/**
 * How to score. None of this changes a digit of the result.
 *
 * @param firstPair first pair to look at
 * @param endPair one more than the last, or {@link #ALL}
 * @param threads threads that evaluate pairs, 1..256; decoding takes one more
 * @param progress called after each pair, in order, by the thread that called
 * @param answers given the networks' answers on original and candidate, in order, as they are known
 */
public record ScoreOptions(
        int firstPair,
        int endPair,
        int threads,
        BiConsumer<Integer, Distortion> progress,
        BiConsumer<PairAnswer, PairAnswer> answers) {
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

    public static ScoreOptions all(int threads) {
        return new ScoreOptions(0, ALL, threads, (done, averages) -> {}, (original, candidate) -> {});
    }

    public ScoreOptions withPairs(int first, int end) {
        return new ScoreOptions(first, end, threads, progress, answers);
    }

    /**
     * Calls this after each pair.
     *
     * @param listener of the number of finished pairs and the means over these
     */
    public ScoreOptions withProgress(BiConsumer<Integer, Distortion> listener) {
        return new ScoreOptions(firstPair, endPair, threads, listener, answers);
    }

    /** Also gives this the networks' answers on original and candidate, by the thread that called. */
    public ScoreOptions withAnswers(BiConsumer<PairAnswer, PairAnswer> listener) {
        return new ScoreOptions(firstPair, endPair, threads, progress, answers.andThen(listener));
    }
}
