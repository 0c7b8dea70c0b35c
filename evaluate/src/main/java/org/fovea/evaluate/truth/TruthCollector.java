package org.fovea.evaluate.truth;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.PairAnswer;
import org.fovea.evaluate.Results;
import org.fovea.evaluate.SegmentationEvaluator;
import org.jspecify.annotations.Nullable;

/** Asks for answers pair by pair, some at a time, and puts them together. */
final class TruthCollector {
    private final FrameSize size;
    private final SegmentationEvaluator network;
    private final Listener listener;
    private final List<PairAnswer> answers = new ArrayList<>();

    /** Told, by the thread that called, of each pair that is known. */
    @FunctionalInterface
    interface Listener {
        void known(TruthCollector soFar) throws IOException;
    }

    /** Gives the next pair's answer, which any thread may then compute; null after the last pair. */
    @FunctionalInterface
    interface Pairs {
        @Nullable
        Supplier<PairAnswer> next() throws IOException;
    }

    TruthCollector(FrameSize size, SegmentationEvaluator network, Listener listener) {
        this.size = size;
        this.network = network;
        this.listener = listener;
    }

    /** Answers that are known already. */
    void begin(GroundTruth begun) {
        answers.addAll(begun.answers());
    }

    /** Adds all pairs that there are; the answers do not depend on the threads. */
    void collect(Pairs pairs, int threads) throws IOException, InterruptedException {
        // Closing waits for networks at work: they cannot be stopped, and their memory must not be freed under them.
        try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
            Deque<Future<PairAnswer>> underWay = new ArrayDeque<>();
            try {
                Supplier<PairAnswer> next = pairs.next();
                while (next != null || !underWay.isEmpty()) {
                    if (next != null) {
                        underWay.add(workers.submit(next::get));
                        next = pairs.next();
                    }
                    if (next == null || underWay.size() > 2 * threads) {
                        answers.add(Results.of(underWay.remove()));
                        listener.known(this);
                    }
                }
            } finally {
                workers.shutdownNow();
            }
        }
    }

    int pairs() {
        return answers.size();
    }

    /** What is known so far. */
    GroundTruth truth() {
        return GroundTruth.of(size, network, answers);
    }
}
