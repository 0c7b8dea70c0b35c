package org.fovea.render.network;

import java.util.Objects;
import java.util.concurrent.Phaser;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of threads that all run the same task, each with its own index, the caller being index 0. One thread
 * needs no other. An exception of any of them reaches the caller after all have ended their task.
 */
final class Workers implements AutoCloseable {
    private final int count;
    private final Phaser begin;
    private final Phaser end;
    private volatile @Nullable IntConsumer task;
    private volatile @Nullable Throwable failure;

    Workers(int count) {
        if (count < 1 || count > 256) {
            throw new IllegalArgumentException(count + " threads, 1..256 expected");
        }
        this.count = count;
        this.begin = new Phaser(count);
        this.end = new Phaser(count);
        for (int index = 1; index < count; index++) {
            int own = index;
            Thread.ofPlatform().daemon().name("fovea-render-" + own).start(() -> serve(own));
        }
    }

    int count() {
        return count;
    }

    /**
     * First of {@code rows} rows that thread {@code index} takes; those of the next thread begin where its rows end.
     */
    int first(int index, int rows) {
        return (int) ((long) rows * index / count);
    }

    void run(IntConsumer everywhere) {
        if (count == 1) {
            everywhere.accept(0);
            return;
        }
        task = everywhere;
        begin.arriveAndAwaitAdvance();
        attempt(0);
        end.arriveAndAwaitAdvance();
        Throwable problem = failure;
        failure = null;
        if (problem instanceof Error error) {
            throw error;
        }
        if (problem instanceof RuntimeException exception) {
            throw exception;
        }
    }

    /** Runs the task for each of {@code rows} rows, all threads with a band of them. */
    void rows(int rows, IntConsumer row) {
        run(index -> {
            for (int y = first(index, rows); y < first(index + 1, rows); y++) {
                row.accept(y);
            }
        });
    }

    private void serve(int index) {
        while (true) {
            begin.arriveAndAwaitAdvance();
            if (task == null) {
                return;
            }
            attempt(index);
            end.arriveAndAwaitAdvance();
        }
    }

    private void attempt(int index) {
        try {
            Objects.requireNonNull(task).accept(index);
        } catch (RuntimeException | Error problem) {
            failure = problem;
        }
    }

    @Override
    public void close() {
        if (count > 1 && !begin.isTerminated()) {
            task = null;
            begin.arrive();
            begin.forceTermination();
        }
    }
}
