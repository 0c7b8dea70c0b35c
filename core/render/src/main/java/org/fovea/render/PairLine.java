package org.fovea.render;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Supplier;
import org.fovea.codec.FrameSize;
import org.jspecify.annotations.Nullable;

/**
 * One thread decodes pairs in order into a short queue, others render them, each a pair of its own, and a sink gets
 * them in order. To be run once.
 *
 * @param <T> what is decoded of a pair, a buffer that is used again and again
 */
public final class PairLine<T> {
    /** Pairs decoded ahead, beyond one per renderer. */
    private static final int AHEAD = 4;

    private final InflateOptions options;
    private final int begin;
    private final FrameSize size;
    private final Decoder<T> decoder;
    private final List<? extends Drawer<T>> drawers;
    /** Pairs to render; an empty one ends a renderer. */
    private final BlockingQueue<Optional<Job<T>>> jobs;

    private final BlockingQueue<T> free;
    private final List<Thread> threads = new ArrayList<>();
    private final Object turn = new Object();
    private int next;
    private @Nullable Throwable problem;

    /** Decodes pairs one after the other. */
    @FunctionalInterface
    public interface Decoder<T> {
        /**
         * Decodes the next pair.
         *
         * @param pair its number
         * @throws org.fovea.codec.FormatException where it is damaged
         */
        void next(int pair, T into) throws IOException, InterruptedException;
    }

    /** Renders pairs; each is used by one thread. */
    @FunctionalInterface
    public interface Drawer<T> {
        /**
         * Renders a pair.
         *
         * @throws org.fovea.codec.FormatException where that is not possible
         */
        void draw(int pair, T decoded, byte[] frame1, byte[] frame2) throws IOException, InterruptedException;
    }

    private record Job<T>(int pair, T decoded) {}

    /**
     * A line.
     *
     * @param options which pairs are rendered
     * @param begin the first pair that is decoded, at most the first one that is rendered
     * @param size of the frames
     * @param buffer makes a buffer
     * @param drawers at least one
     */
    public PairLine(
            InflateOptions options,
            int begin,
            FrameSize size,
            Supplier<T> buffer,
            Decoder<T> decoder,
            List<? extends Drawer<T>> drawers) {
        this.options = options;
        this.begin = begin;
        this.size = size;
        this.decoder = decoder;
        this.drawers = List.copyOf(drawers);
        int buffers = drawers.size() + AHEAD;
        // One end marker per renderer must fit beside the jobs.
        jobs = new ArrayBlockingQueue<>(buffers + drawers.size());
        free = new ArrayBlockingQueue<>(buffers);
        for (int i = 0; i < buffers; i++) {
            free.add(buffer.get());
        }
        next = options.firstPair();
    }

    /**
     * Renders all pairs into a sink, which is neither begun nor committed nor closed here.
     *
     * @throws IOException from the sink
     * @throws InterruptedException where the calling thread is interrupted
     */
    public void run(FrameSink into) throws IOException, InterruptedException {
        threads.add(Thread.ofPlatform().daemon().name("fovea-decode").unstarted(() -> guard(this::decode)));
        for (Drawer<T> drawer : drawers) {
            threads.add(Thread.ofPlatform()
                    .daemon()
                    .name("fovea-pair-" + threads.size())
                    .unstarted(() -> guard(() -> draw(drawer, into))));
        }
        Threads.start(threads);
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Threads.stop(threads);
            throw e;
        }
        rethrow();
    }

    private void decode() throws IOException, InterruptedException {
        for (int pair = begin; pair < options.endPair(); pair++) {
            T decoded = free.take();
            decoder.next(pair, decoded);
            if (pair >= options.firstPair()) {
                jobs.put(Optional.of(new Job<>(pair, decoded)));
            } else {
                free.add(decoded);
            }
        }
        for (int i = 0; i < drawers.size(); i++) {
            jobs.put(Optional.empty());
        }
    }

    private void draw(Drawer<T> drawer, FrameSink sink) throws IOException, InterruptedException {
        byte[] frame1 = new byte[size.rgbBytes()];
        byte[] frame2 = new byte[size.rgbBytes()];
        for (Optional<Job<T>> waiting = jobs.take(); waiting.isPresent(); waiting = jobs.take()) {
            Job<T> job = waiting.get();
            drawer.draw(job.pair, job.decoded, frame1, frame2);
            free.add(job.decoded);
            deliver(sink, job.pair, frame1, frame2);
        }
    }

    private void deliver(FrameSink sink, int pair, byte[] frame1, byte[] frame2)
            throws IOException, InterruptedException {
        synchronized (turn) {
            while (next != pair) {
                turn.wait();
            }
            sink.pair(pair, frame1, frame2);
            next = pair + 1;
            options.progress().accept(next - options.firstPair());
            turn.notifyAll();
        }
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private void guard(Work work) {
        try {
            work.run();
        } catch (Throwable e) {
            fail(e);
        }
    }

    private synchronized void fail(Throwable e) {
        if (problem == null) {
            problem = e;
            threads.forEach(Thread::interrupt);
        }
    }

    private synchronized void rethrow() throws IOException, InterruptedException {
        switch (problem) {
            case null -> {}
            case IOException e -> throw e;
            case InterruptedException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(problem);
        }
    }
}
