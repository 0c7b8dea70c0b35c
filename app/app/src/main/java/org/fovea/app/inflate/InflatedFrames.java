package org.fovea.app.inflate;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.function.Supplier;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.score.FrameQueue;
import org.fovea.render.ArchiveInflater;
import org.fovea.render.FrameSink;
import org.fovea.render.InflateOptions;
import org.fovea.video.FrameSource;

/**
 * Frames of an archive, drawn by a thread of their own while they are read. The inflater is given the archive's content
 * and nothing else.
 */
record InflatedFrames(FrameQueue queue, Thread thread) implements FrameSource {
    /** Frames that wait for the reader: a pair. */
    private static final int WAITING = 2;

    /**
     * Begins to draw.
     *
     * @param drawn gives what draws the archive
     * @param name of the archive, for messages
     */
    static InflatedFrames start(FrameSize size, Supplier<ArchiveInflater> drawn, String name, InflateOptions options) {
        ArchiveInflater inflater;
        try {
            inflater = drawn.get();
        } catch (FormatException e) {
            throw e.inFile(name);
        }
        FrameQueue queue = new FrameQueue(size, WAITING);
        Thread thread =
                Thread.ofPlatform().daemon().name("fovea-inflate").start(() -> draw(inflater, options, queue, name));
        return new InflatedFrames(queue, thread);
    }

    private static void draw(ArchiveInflater inflater, InflateOptions options, FrameQueue queue, String name) {
        try {
            Throwable problem = null;
            try {
                inflater.run(options, new Sink(queue));
            } catch (FormatException e) {
                problem = e.inFile(name);
            } catch (IOException | RuntimeException | Error e) {
                problem = e;
            }
            if (problem == null) {
                queue.end();
            } else {
                queue.fail(problem);
            }
        } catch (IOException | InterruptedException e) {
            // The reader has left, nobody is interested.
            Thread.currentThread().interrupt();
        }
    }

    private record Sink(FrameQueue queue) implements FrameSink {
        @Override
        public void begin(FrameSize size, int firstPair, int endPair) {}

        @Override
        public void pair(int pair, byte[] frame1, byte[] frame2) throws IOException {
            try {
                queue.put(frame1);
                queue.put(frame2);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted");
            }
        }

        @Override
        public void commit() {}

        @Override
        public void close() {}
    }

    @Override
    public FrameSize size() {
        return queue.size();
    }

    @Override
    public boolean next(byte[] rgb) throws IOException {
        return queue.next(rgb);
    }

    @Override
    public void close() {
        queue.close();
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(30));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
