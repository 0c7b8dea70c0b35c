package org.fovea.render;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.fovea.codec.FormatException;
import org.fovea.codec.mask.MaskFrames;
import org.fovea.codec.mask.MaskReader;

/**
 * Decodes class masks that have restart points by several threads, each a segment from one such point to the next, and
 * gives them in order. One segment more than there are threads is in memory at most.
 */
final class MasksAhead implements MaskReader {
    private final MaskFrames frames;
    private final int firstPair;
    private final int endPair;
    private final int interval;
    private final int endSegment;
    private final List<Thread> threads = new ArrayList<>();
    /** Frames of the segments that were begun and not yet read to their end, in order; guarded by this. */
    private final Deque<BlockingQueue<Item>> begun = new ArrayDeque<>();
    /** The next segment that a thread takes; guarded by this. */
    private int nextSegment;

    private int next;

    /** A frame, or why there is none. */
    private sealed interface Item {
        @SuppressWarnings("ArrayRecordComponent") // never compared
        record Frame(byte[] classIds) implements Item {}

        /** What was thrown. */
        record Failure(Throwable problem) implements Item {}
    }

    private MasksAhead(MaskFrames frames, InflateOptions options, int workers) {
        this.frames = frames;
        this.firstPair = options.firstPair();
        this.endPair = options.endPair();
        this.interval = frames.restartInterval();
        this.nextSegment = firstPair / interval;
        this.endSegment = (endPair - 1) / interval + 1;
        this.next = firstPair;
        for (int i = 0; i < workers; i++) {
            threads.add(Thread.ofPlatform().daemon().name("fovea-masks-" + i).unstarted(this::work));
        }
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
        if (workers < 2) {
            return frames.open(first);
        }
        MasksAhead ahead = new MasksAhead(frames, options, workers);
        Threads.start(ahead.threads);
        return ahead;
    }

    private void work() {
        try {
            while (true) {
                int segment;
                BlockingQueue<Item> items = new LinkedBlockingQueue<>();
                synchronized (this) {
                    while (nextSegment < endSegment && begun.size() > threads.size()) {
                        wait();
                    }
                    if (nextSegment == endSegment) {
                        return;
                    }
                    segment = nextSegment++;
                    begun.add(items);
                    notifyAll();
                }
                decode(segment, items);
            }
        } catch (InterruptedException e) {
            // the reader was closed
            Thread.currentThread().interrupt();
        }
    }

    private void decode(int segment, BlockingQueue<Item> items) throws InterruptedException {
        int first = Math.max(firstPair, segment * interval);
        int end = (int) Math.min(endPair, (segment + 1L) * interval);
        try (MaskReader reader = frames.open(first)) {
            for (int pair = first; pair < end; pair++) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                byte[] classIds = new byte[frames.shape().pixels()];
                if (!reader.next(classIds)) {
                    throw new FormatException("masks", 0, "ends after " + pair + " frames");
                }
                items.add(new Item.Frame(classIds));
            }
        } catch (RuntimeException | Error e) {
            items.add(new Item.Failure(e));
        }
    }

    @Override
    public boolean next(byte[] frame) {
        if (next == endPair) {
            return false;
        }
        try {
            switch (segment().take()) {
                case Item.Frame(byte[] classIds) -> System.arraycopy(classIds, 0, frame, 0, classIds.length);
                case Item.Failure(RuntimeException problem) -> throw problem;
                case Item.Failure(Error problem) -> throw problem;
                case Item.Failure(Throwable problem) -> throw new IllegalStateException(problem);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while masks were decoded", e);
        }
        next++;
        if (next % interval == 0) {
            synchronized (this) {
                begun.remove();
                notifyAll();
            }
        }
        return true;
    }

    private synchronized BlockingQueue<Item> segment() throws InterruptedException {
        while (begun.isEmpty()) {
            wait();
        }
        return begun.element();
    }

    @Override
    public void close() {
        Threads.stop(threads);
    }
}
