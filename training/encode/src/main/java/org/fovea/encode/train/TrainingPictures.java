package org.fovea.encode.train;

import java.io.IOException;
import java.util.Arrays;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.FrameOpener;
import org.fovea.video.FrameSource;

/**
 * Small copies of original frames, from which a renderer is trained first to look like the clip. Those of a dark clip
 * are brighter than it: renderers end in a sigmoid, and one that is trained to render black has no gradient left for
 * the networks' loss.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TrainingPictures(FrameSize size, int[] pairs, byte[][] pictures) {
    /** So many pairs are enough to learn coarse colours from, and bound the memory of long clips. */
    static final int MOST = 256;

    private static final int CHANNELS = 3;

    /** A clip is dark where all but a hundredth of its samples are below this, */
    private static final int DARK = 128;

    /** and then these samples are stretched to this range. */
    private static final int LEAST = 24;

    private static final int LARGEST = 200;

    /**
     * Reads the clip.
     *
     * @param count pairs of the clip
     * @param second whether the second frames are wanted, else the first
     * @param size of the pictures
     * @param most pairs whose pictures are kept, at even distances
     */
    static TrainingPictures read(FrameOpener clip, int count, boolean second, FrameSize size, int most)
            throws IOException, InterruptedException {
        int kept = Math.min(count, most);
        int[] pairs = new int[kept];
        for (int i = 0; i < kept; i++) {
            pairs[i] = (int) ((long) i * count / kept);
        }
        byte[][] pictures = new byte[kept][];
        try (FrameSource frames = clip.open()) {
            byte[] rgb = new byte[frames.size().rgbBytes()];
            for (int pair = 0; pair < count && frames.next(rgb); pair++) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (second && !frames.next(rgb)) {
                    break;
                }
                int place = Arrays.binarySearch(pairs, pair);
                if (place >= 0) {
                    pictures[place] = averaged(rgb, frames.size(), size);
                }
                if (!second && !frames.next(new byte[rgb.length])) {
                    break;
                }
            }
        }
        for (byte[] picture : pictures) {
            if (picture == null) {
                throw new IOException("the clip ended before its pair " + count);
            }
        }
        brighten(pictures);
        return new TrainingPictures(size, pairs, pictures);
    }

    private static void brighten(byte[][] pictures) {
        int bright = brightness(pictures);
        if (bright >= DARK) {
            return;
        }
        for (byte[] picture : pictures) {
            for (int i = 0; i < picture.length; i++) {
                int stretched = LEAST + (picture[i] & 0xff) * (LARGEST - LEAST) / Math.max(1, bright);
                picture[i] = (byte) Math.min(255 - LEAST, stretched);
            }
        }
    }

    /** What all but a hundredth of the samples are at most. */
    private static int brightness(byte[][] pictures) {
        long[] counts = new long[256];
        long rest = 0;
        for (byte[] picture : pictures) {
            rest += picture.length;
            for (byte sample : picture) {
                counts[sample & 0xff]++;
            }
        }
        long above = rest / 100;
        int value = 255;
        for (long seen = counts[255]; value > 0 && seen <= above; seen += counts[value]) {
            value--;
        }
        return value;
    }

    /** The pair whose picture serves for a sampled one. */
    int pair(int sampled) {
        return pairs[sampled % pairs.length];
    }

    byte[] picture(int sampled) {
        return pictures[sampled % pairs.length];
    }

    /** Each small pixel is the mean of the large ones whose centres it covers, or the nearest. */
    private static byte[] averaged(byte[] rgb, FrameSize from, FrameSize to) {
        byte[] small = new byte[to.rgbBytes()];
        for (int y = 0; y < to.height(); y++) {
            int top = (int) ((long) y * from.height() / to.height());
            int bottom = Math.max(top + 1, (int) ((y + 1L) * from.height() / to.height()));
            for (int x = 0; x < to.width(); x++) {
                int left = (int) ((long) x * from.width() / to.width());
                int right = Math.max(left + 1, (int) ((x + 1L) * from.width() / to.width()));
                int count = (bottom - top) * (right - left);
                for (int channel = 0; channel < CHANNELS; channel++) {
                    int sum = count / 2;
                    for (int row = top; row < bottom; row++) {
                        for (int column = left; column < right; column++) {
                            sum += rgb[(row * from.width() + column) * CHANNELS + channel] & 0xff;
                        }
                    }
                    small[(y * to.width() + x) * CHANNELS + channel] = (byte) (sum / count);
                }
            }
        }
        return small;
    }
}
