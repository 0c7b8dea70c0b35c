package org.fovea.codec.mask;

/**
 * The labels ({@link Labels#own}) of the classes that every pixel had in the last sixteen frames, four bits each,
 * newest lowest. One look-up answers how often a pixel had a class lately, and when it last changed.
 */
final class PixelHistory {
    private static final long ONES = 0x1111_1111_1111_1111L;

    private final long[] last;
    private final int width;
    private final Labels labels;

    PixelHistory(int height, int width, Labels labels) {
        this.labels = labels;
        this.width = width;
        last = new long[height * width];
    }

    void add(Plane frame) {
        int i = 0;
        for (int y = 0; y < frame.height; y++) {
            int at = frame.index(y, 0);
            for (int x = 0; x < width; x++) {
                last[i] = last[i] << 4 | labels.own(frame.cls[at + x] & 255);
                i++;
            }
        }
    }

    /** Sixteen labels of a pixel inside the frame. */
    long at(int y, int x) {
        return last[y * width + x];
    }

    /**
     * One bit per frame (bit 4k for the k-th before the current one) in which {@code history} had label {@code label}.
     */
    static long matches(long history, int label) {
        long difference = history ^ label * ONES;
        difference |= difference >>> 2;
        difference |= difference >>> 1;
        return ~difference & ONES;
    }

    /** Frames since the pixel changed: 0 if the last two differ, 15 if it never did. */
    static int age(long history) {
        long change = (history ^ history >>> 4) & 0x0FFF_FFFF_FFFF_FFFFL;
        return Math.min(15, Long.numberOfTrailingZeros(change) >> 2);
    }
}
