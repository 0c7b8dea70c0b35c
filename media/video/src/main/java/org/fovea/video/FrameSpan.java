package org.fovea.video;

import java.io.IOException;
import java.util.Arrays;
import org.fovea.codec.FrameSize;
import org.jspecify.annotations.Nullable;

/**
 * Some consecutive frames of a source, as if there were no others. A source that ends one frame early shows its last
 * one twice.
 */
public final class FrameSpan implements FrameSource {
    private final FrameSource all;
    private long left;
    private byte @Nullable [] last;

    private FrameSpan(FrameSource all, long frames) {
        this.all = all;
        this.left = frames;
    }

    /**
     * Passes over the first frames.
     *
     * @param all from its first frame on; closed with the span, and where this fails
     * @param passed how many frames to leave out; a source that ends within them has none left
     * @param frames how many to show at most
     * @throws IOException where the source cannot be read
     */
    public static FrameSpan of(FrameSource all, long passed, long frames) throws IOException {
        boolean opened = false;
        try {
            byte[] rgb = new byte[all.size().rgbBytes()];
            for (long frame = 0; frame < passed; frame++) {
                if (!all.next(rgb)) {
                    break;
                }
            }
            opened = true;
            return new FrameSpan(all, frames);
        } finally {
            if (!opened) {
                all.close();
            }
        }
    }

    @Override
    public FrameSize size() {
        return all.size();
    }

    @Override
    public boolean next(byte[] rgb) throws IOException {
        if (left == 0) {
            return false;
        }
        left--;
        boolean there = all.next(rgb);
        if (!there && left == 0 && last != null) {
            System.arraycopy(last, 0, rgb, 0, last.length);
            return true;
        }
        if (there && left == 1) {
            last = Arrays.copyOf(rgb, size().rgbBytes());
        }
        return there;
    }

    @Override
    public void close() throws IOException {
        all.close();
    }
}
