package org.fovea.render;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.fovea.codec.FrameSize;

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
    private final Object turn = new Object();
    private int next;

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
        ExecutorService threads = Executors.newCachedThreadPool(
                Thread.ofPlatform().daemon().name("fovea-pair-", 0).factory());
        CompletionService<Boolean> all = new ExecutorCompletionService<>(threads);
        try {
            all.submit(this::decode);
            for (Drawer<T> drawer : drawers) {
                all.submit(() -> draw(drawer, into));
            }
            for (int i = 0; i <= drawers.size(); i++) {
                all.take().get();
            }
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException problem -> throw problem;
                case InterruptedException problem -> throw problem;
                case RuntimeException problem -> throw problem;
                case Error problem -> throw problem;
                case null, default -> throw new IllegalStateException(e);
            }
        } finally {
            threads.shutdownNow();
            threads.close();
        }
    }

    private boolean decode() throws IOException, InterruptedException {
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
        return true;
    }

    private boolean draw(Drawer<T> drawer, FrameSink sink) throws IOException, InterruptedException {
        byte[] frame1 = new byte[size.rgbBytes()];
        byte[] frame2 = new byte[size.rgbBytes()];
        for (Optional<Job<T>> waiting = jobs.take(); waiting.isPresent(); waiting = jobs.take()) {
            Job<T> job = waiting.get();
            drawer.draw(job.pair, job.decoded, frame1, frame2);
            free.add(job.decoded);
            deliver(sink, job.pair, frame1, frame2);
        }
        return true;
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
}
