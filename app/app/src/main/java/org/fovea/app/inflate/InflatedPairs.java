package org.fovea.app.inflate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.fovea.evaluate.FramePair;
import org.fovea.video.FrameSource;
import org.jspecify.annotations.Nullable;

/**
 * Pairs as they are rendered, each in arrays of its own. They can be read once; close them when you stop early.
 * Iterating throws {@link org.fovea.codec.FormatException} at the pair where the archive is damaged.
 */
public final class InflatedPairs implements Iterable<InflatedPair>, AutoCloseable {
    private final FrameSource frames;
    private int next;
    private boolean given;

    InflatedPairs(FrameSource frames, int firstPair) {
        this.frames = frames;
        this.next = firstPair;
    }

    /** @throws IllegalStateException where they were gone through before */
    @Override
    public Iterator<InflatedPair> iterator() {
        if (given) {
            throw new IllegalStateException("pairs can be iterated only once");
        }
        given = true;
        return new Iterator<>() {
            private @Nullable InflatedPair ahead = read();

            @Override
            public boolean hasNext() {
                return ahead != null;
            }

            @Override
            public InflatedPair next() {
                if (ahead == null) {
                    throw new NoSuchElementException();
                }
                InflatedPair pair = ahead;
                ahead = read();
                return pair;
            }
        };
    }

    private @Nullable InflatedPair read() {
        byte[] first = new byte[frames.size().rgbBytes()];
        byte[] second = new byte[first.length];
        try {
            return frames.next(first) && frames.next(second)
                    ? new InflatedPair(next++, new FramePair(frames.size(), first, second))
                    : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            frames.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
