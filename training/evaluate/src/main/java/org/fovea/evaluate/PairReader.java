package org.fovea.evaluate;

import java.io.IOException;
import org.fovea.codec.FrameSize;
import org.fovea.video.FrameSource;
import org.jspecify.annotations.Nullable;

/**
 * Consecutive pairs of a source's frames that do not overlap. An odd last frame is counted, and shown twice where
 * frames are a sequence. Does not close the source.
 */
public final class PairReader {
    private final FrameSource source;
    private final FrameSize size;
    private final boolean sequence;
    private long frames;
    private byte @Nullable [] last;

    public PairReader(FrameSource source, boolean sequence) {
        this.source = source;
        this.sequence = sequence;
        this.size = source.size();
    }

    public FrameSize size() {
        return size;
    }

    /** The next pair, in arrays of its own; null where there is none. */
    public @Nullable FramePair next() throws IOException {
        byte[] first = new byte[size.rgbBytes()];
        byte[] second = new byte[size.rgbBytes()];
        byte[] before = last;
        last = second;
        if (!read(first)) {
            return null;
        }
        if (!read(second)) {
            return sequence ? new FramePair(size, first, first, before) : null;
        }
        return new FramePair(size, first, second, before);
    }

    /** @return number of pairs passed, fewer than asked for only at the end */
    public int skip(int pairs) throws IOException {
        byte[] frame = new byte[size.rgbBytes()];
        for (int pair = 0; pair < pairs; pair++) {
            boolean first = read(frame);
            if (!first || !read(frame)) {
                return pair;
            }
            last = frame;
        }
        return pairs;
    }

    public long frames() {
        return frames;
    }

    private boolean read(byte[] frame) throws IOException {
        boolean there = source.next(frame);
        if (there) {
            frames++;
        }
        return there;
    }
}
