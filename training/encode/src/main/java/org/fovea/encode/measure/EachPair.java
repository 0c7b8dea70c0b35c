package org.fovea.encode.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import org.fovea.evaluate.Results;
import org.fovea.evaluate.torch.TorchRuntime;

/** The same task on each of some pairs, several at a time. */
public final class EachPair {
    private EachPair() {}

    /**
     * Runs a task on each pair.
     *
     * @param threads pairs at the same time
     * @param done called with the number of finished pairs, from any thread
     * @return results in the order of {@code pairs}
     * @throws InterruptedException where the calling thread is interrupted; the tasks are stopped
     */
    public static <T> List<T> of(List<Integer> pairs, int threads, IntFunction<T> task, IntConsumer done)
            throws InterruptedException {
        AtomicInteger finished = new AtomicInteger();
        ExecutorService workers = TorchRuntime.scoringThreads(threads);
        try {
            List<Future<T>> futures = new ArrayList<>();
            for (int pair : pairs) {
                futures.add(workers.submit(() -> {
                    T result = task.apply(pair);
                    done.accept(finished.incrementAndGet());
                    return result;
                }));
            }
            List<T> all = new ArrayList<>();
            for (Future<T> future : futures) {
                all.add(Results.of(future));
            }
            return all;
        } finally {
            workers.shutdownNow();
            workers.close();
        }
    }
}
