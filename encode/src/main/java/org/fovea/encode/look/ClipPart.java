package org.fovea.encode.look;

import java.io.IOException;
import org.fovea.codec.FrameSize;
import org.fovea.encode.FrameOpener;
import org.fovea.video.FrameSource;

/**
 * Some pairs of a clip, as if there were no others.
 *
 * @param clip all of it
 * @param firstPair first pair, counted from 0
 * @param pairs how many
 */
public record ClipPart(FrameOpener clip, int firstPair, int pairs) implements FrameOpener {
    /** @throws IllegalArgumentException where there is no pair */
    public ClipPart {
        if (firstPair < 0 || pairs < 1) {
            throw new IllegalArgumentException(pairs + " pairs from " + firstPair + " on");
        }
    }

    /** The same part without its first pairs. */
    ClipPart from(int pair) {
        return new ClipPart(clip, firstPair + pair, pairs - pair);
    }

    @Override
    public FrameSource open() throws IOException {
        FrameSource all = clip.open();
        boolean opened = false;
        try {
            byte[] passed = new byte[all.size().rgbBytes()];
            for (long frame = 0; frame < 2L * firstPair; frame++) {
                if (!all.next(passed)) {
                    break;
                }
            }
            opened = true;
            return new Part(all, 2L * pairs);
        } finally {
            if (!opened) {
                all.close();
            }
        }
    }

    private static final class Part implements FrameSource {
        private final FrameSource all;
        private long left;

        Part(FrameSource all, long frames) {
            this.all = all;
            this.left = frames;
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
            return all.next(rgb);
        }

        @Override
        public void close() throws IOException {
            all.close();
        }
    }
}
