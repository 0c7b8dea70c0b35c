package org.fovea.evaluate.truth;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.PairAnswer;
import org.fovea.evaluate.Results;
import org.fovea.evaluate.SegmentationEvaluator;

/** Asks for ground truth pair by pair, some at a time, and puts it together. */
final class TruthCollector {
    private static final long KEEP_EVERY = 30_000_000_000L;

    private final FrameSize size;
    private final SegmentationEvaluator network;
    private final int total;
    private final IntConsumer progress;
    private final TruthSource.Keeper keeper;
    private final List<PairAnswer> answers = new ArrayList<>();

    private long kept = System.nanoTime();

    /**
     * Collects. The thread that collects calls {@code progress} and {@code keeper}.
     *
     * @param total pairs that there are
     */
    TruthCollector(
            FrameSize size, SegmentationEvaluator network, int total, IntConsumer progress, TruthSource.Keeper keeper) {
        this.size = size;
        this.network = network;
        this.total = total;
        this.progress = progress;
        this.keeper = keeper;
    }

    void begin(GroundTruth begun) {
        begun.answers().forEach(answers::add);
    }

    /** Adds all pairs that there are; the answers do not depend on the threads. */
    void collect(TruthReader.Pairs pairs, int threads) throws IOException, InterruptedException {
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
                        known();
                    }
                }
            } finally {
                workers.shutdownNow();
            }
        }
    }

    private void known() throws IOException {
        progress.accept(pairs());
        if (System.nanoTime() - kept > KEEP_EVERY && pairs() < total) {
            keeper.keep(truth());
            kept = System.nanoTime();
        }
    }

    int pairs() {
        return answers.size();
    }

    GroundTruth truth() {
        return GroundTruth.of(size, network, answers);
    }
}
