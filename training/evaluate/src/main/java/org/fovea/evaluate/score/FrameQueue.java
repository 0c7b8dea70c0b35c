package org.fovea.evaluate.score;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.fovea.codec.FrameSize;
import org.fovea.video.FrameSource;
import org.jspecify.annotations.Nullable;

/**
 * Frames that another thread makes, as a source. The queue is short, so that the maker waits for the reader. The maker
 * ends with {@link #end()} or {@link #fail}; a reader that leaves early closes, and {@link #put} is then an exception
 * in the maker.
 */
public final class FrameQueue implements FrameSource {
    private static final byte[] END = {};

    private final FrameSize size;
    private final BlockingQueue<byte[]> frames;
    private volatile @Nullable Throwable problem;
    private volatile boolean closed;
    private boolean ended;

    /** @param capacity most frames that wait, at least 1 */
    public FrameQueue(FrameSize size, int capacity) {
        this.size = size;
        frames = new ArrayBlockingQueue<>(capacity);
    }

    /**
     * Appends a copy of a frame; waits while the queue is full.
     *
     * @throws IOException where the reader has left
     */
    public void put(byte[] rgb) throws IOException, InterruptedException {
        if (rgb.length != size.rgbBytes()) {
            throw new IllegalArgumentException(rgb.length + " bytes, a frame has " + size.rgbBytes());
        }
        offer(rgb.clone());
    }

    public void end() throws IOException, InterruptedException {
        offer(END);
    }

    /** No more frames come, because of {@code problem}, which the reader will see after the frames that are there. */
    public void fail(Throwable thrown) throws IOException, InterruptedException {
        problem = thrown;
        offer(END);
    }

    private void offer(byte[] frame) throws IOException, InterruptedException {
        if (closed) {
            throw new IOException("the reader of the frames has stopped");
        }
        frames.put(frame);
        if (closed) {
            // The reader may have emptied the queue just before.
            frames.clear();
        }
    }

    @Override
    public FrameSize size() {
        return size;
    }

    @Override
    public boolean next(byte[] rgb) throws IOException {
        if (ended) {
            return false;
        }
        byte[] frame = take();
        if (frame == END) {
            ended = true;
            rethrow();
            return false;
        }
        System.arraycopy(frame, 0, rgb, 0, frame.length);
        return true;
    }

    private byte[] take() throws IOException {
        try {
            return frames.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for a frame", e);
        }
    }

    private void rethrow() throws IOException {
        Throwable thrown = problem;
        switch (thrown) {
            case null -> {}
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IOException(thrown);
        }
    }

    /** Lets a waiting maker go on; it sees an exception at its next frame. */
    @Override
    public void close() {
        closed = true;
        frames.clear();
    }
}
