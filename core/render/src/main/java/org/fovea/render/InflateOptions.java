package org.fovea.render;

import java.util.function.IntConsumer;

/**
 * How to inflate.
 *
 * @param firstPair first pair to render
 * @param endPair one more than the last pair to render
 * @param threads threads that render, 1..256; decoding the masks takes one more
 * @param kernels which inner loops
 * @param progress called after each pair, in order, with the number of pairs that are done
 */
public record InflateOptions(int firstPair, int endPair, int threads, KernelChoice kernels, IntConsumer progress) {
    private static final int MAX_THREADS = 256;

    public InflateOptions {
        if (firstPair < 0 || endPair <= firstPair) {
            throw new IllegalArgumentException("pairs " + firstPair + ".." + (endPair - 1) + " are none");
        }
        if (threads < 1 || threads > MAX_THREADS) {
            throw new IllegalArgumentException(threads + " threads, 1.." + MAX_THREADS + " expected");
        }
    }

    /** All of {@code pairs} pairs, on all cores. */
    public static InflateOptions all(int pairs) {
        int cores = Math.min(Runtime.getRuntime().availableProcessors(), MAX_THREADS);
        return new InflateOptions(0, pairs, cores, KernelChoice.AUTO, done -> {});
    }

    public InflateOptions withPairs(int first, int end) {
        return new InflateOptions(first, end, threads, kernels, progress);
    }

    public InflateOptions withThreads(int count) {
        return new InflateOptions(firstPair, endPair, count, kernels, progress);
    }

    public InflateOptions withKernels(KernelChoice choice) {
        return new InflateOptions(firstPair, endPair, threads, choice, progress);
    }

    public InflateOptions withProgress(IntConsumer listener) {
        return new InflateOptions(firstPair, endPair, threads, kernels, listener);
    }
}
