package org.fovea.render;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.fovea.codec.FormatException;
import org.fovea.codec.mask.MaskFrames;
import org.fovea.codec.mask.MaskReader;

/**
 * Decodes class masks that have restart points by several threads, each a segment from one such point to the next, and
 * gives them in order. One segment more than there are threads is in memory at most.
 */
final class MasksAhead implements MaskReader {
    private final MaskFrames frames;
    private final InflateOptions options;
    private final int interval;
    private final int workers;
    private final ExecutorService threads;

    /** Frames of the segments that were begun and not yet read to their end, in order. */
    private final Deque<Future<byte[][]>> begun = new ArrayDeque<>();

    private int nextSegment;
    private int next;

    private MasksAhead(MaskFrames frames, InflateOptions options, int workers) {
        this.frames = frames;
        this.options = options;
        this.workers = workers;
        interval = frames.restartInterval();
        nextSegment = options.firstPair() / interval;
        next = options.firstPair();
        threads = Executors.newFixedThreadPool(
                workers, Thread.ofPlatform().daemon().name("fovea-masks-", 0).factory());
    }

    /**
     * A reader that begins with the first pair to be rendered. Segments are decoded side by side where the masks have
     * several for these pairs and threads and memory allow it.
     */
    static MaskReader open(MaskFrames frames, InflateOptions options) {
        int first = options.firstPair();
        int interval = frames.restartInterval();
        int segments = (options.endPair() - 1) / interval - first / interval + 1;
        int workers = Math.min(options.threads(), segments);
        if (workers > 1) {
            long held = 2L
                    * Math.min(interval, frames.shape().frames())
                    * frames.shape().pixels();
            workers = HeapRoom.half(frames.readerMemory() + held, workers);
        }
        return workers < 2 ? frames.open(first) : new MasksAhead(frames, options, workers);
    }

    private byte[][] decode(int segment) throws InterruptedException {
        int first = Math.max(options.firstPair(), segment * interval);
        int end = (int) Math.min(options.endPair(), (segment + 1L) * interval);
        byte[][] decoded = new byte[end - first][frames.shape().pixels()];
        try (MaskReader reader = frames.open(first)) {
            for (int pair = first; pair < end; pair++) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (!reader.next(decoded[pair - first])) {
                    throw new FormatException("masks", 0, "ends after " + pair + " frames");
                }
            }
        }
        return decoded;
    }

    @Override
    public boolean next(byte[] frame) {
        if (next == options.endPair()) {
            return false;
        }
        while (begun.size() <= workers && (long) nextSegment * interval < options.endPair()) {
            int segment = nextSegment++;
            begun.add(threads.submit(() -> decode(segment)));
        }
        try {
            int first = Math.max(options.firstPair(), next / interval * interval);
            byte[] classIds = begun.element().get()[next - first];
            System.arraycopy(classIds, 0, frame, 0, classIds.length);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException problem -> throw problem;
                case Error problem -> throw problem;
                case null, default -> throw new IllegalStateException(e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while masks were decoded", e);
        }
        next++;
        if (next % interval == 0) {
            begun.remove();
        }
        return true;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}
