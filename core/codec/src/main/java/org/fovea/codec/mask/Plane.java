package org.fovea.codec.mask;

import java.util.Arrays;

/**
 * One frame with a margin on all sides that repeats its edge, and for every pixel how far its class reaches in the four
 * directions. Runs are what makes the models' distances cheap: one look-up instead of a scan.
 *
 * <p>All arrays have the same layout: {@code index(y, x)} for y in -MARGIN .. height+MARGIN-1, x likewise. Run lengths
 * count the pixel itself and saturate at {@link #RUN_LIMIT}. {@code flat} counts rows upwards, this one included, in
 * which all pixels within {@code radius} columns have the pixel's class.
 */
final class Plane {
    static final int MARGIN = 16;
    static final int RUN_LIMIT = 120;

    /** Lengths to the left, and to the right, of a run as long as the widest row. */
    private static final byte[] RISING = new byte[MaskShape.MAX_SIDE + 2 * MARGIN];

    private static final byte[] FALLING = new byte[RISING.length];

    static {
        for (int i = 0; i < RISING.length; i++) {
            RISING[i] = (byte) Math.min(i + 1, RUN_LIMIT);
            FALLING[RISING.length - 1 - i] = RISING[i];
        }
    }

    final int height;
    final int width;
    final int stride;
    final int radius;
    final byte[] cls;
    final byte[] left;
    final byte[] right;
    final byte[] up;
    final byte[] down;
    final byte[] flat;
    final byte[] near;
    final byte[] nearAbove;

    Plane(int height, int width, int radius) {
        this.height = height;
        this.width = width;
        this.radius = radius;
        this.stride = width + 2 * MARGIN;
        int size = stride * (height + 2 * MARGIN);
        cls = new byte[size];
        left = new byte[size];
        right = new byte[size];
        up = new byte[size];
        down = new byte[size];
        flat = new byte[size];
        near = new byte[size];
        nearAbove = new byte[size];
        for (int y = -MARGIN; y < height + MARGIN; y++) {
            measureRow(y);
        }
        measureDown();
    }

    int index(int y, int x) {
        return (y + MARGIN) * stride + x + MARGIN;
    }

    /** Takes over everything from another plane of the same size: the state before a frame's first pixel is known. */
    void startFrom(Plane other) {
        copy(other.cls, cls);
        copy(other.left, left);
        copy(other.right, right);
        copy(other.up, up);
        copy(other.flat, flat);
        copy(other.nearAbove, nearAbove);
    }

    private static void copy(byte[] from, byte[] to) {
        System.arraycopy(from, 0, to, 0, to.length);
    }

    /** To be called when all pixels of row y are known: fills its margin and measures everything but {@code down}. */
    void finishRow(int y) {
        int row = index(y, 0);
        Arrays.fill(cls, row - MARGIN, row, cls[row]);
        Arrays.fill(cls, row + width, row + width + MARGIN, cls[row + width - 1]);
        measureRow(y);
    }

    /** To be called when all rows are finished: fills the rows of the margin and measures {@code down}. */
    void finishFrame() {
        for (int y = -1; y >= -MARGIN; y--) {
            copyRow(0, y);
        }
        for (int y = height; y < height + MARGIN; y++) {
            copyRow(height - 1, y);
        }
        for (int y = -MARGIN; y < 0; y++) {
            measureRow(y);
        }
        for (int y = 0; y < MARGIN && y < height; y++) {
            // The runs of the first rows change because the margin above them did.
            measureRow(y);
        }
        for (int y = height; y < height + MARGIN; y++) {
            measureRow(y);
        }
        measureDown();
    }

    private void copyRow(int from, int to) {
        System.arraycopy(cls, index(from, -MARGIN), cls, index(to, -MARGIN), stride);
    }

    private void measureRow(int y) {
        int begin = index(y, -MARGIN);
        int end = begin + stride;
        int start = begin;
        while (start < end) {
            int same = Arrays.mismatch(cls, start, end - 1, cls, start + 1, end);
            int length = same < 0 ? end - start : same + 1;
            System.arraycopy(RISING, 0, left, start, length);
            System.arraycopy(FALLING, FALLING.length - length, right, start, length);
            start += length;
        }
        if (y == -MARGIN) {
            Arrays.fill(up, begin, end, (byte) 1);
            Arrays.fill(flat, begin, end, (byte) 1);
            return;
        }
        for (int i = begin; i < end; i++) {
            up[i] = cls[i] == cls[i - stride] ? (byte) Math.min(up[i - stride] + 1, RUN_LIMIT) : 1;
        }
        for (int i = begin; i < end; i++) {
            boolean wide = left[i] > radius & right[i] > radius;
            int above = cls[i] == cls[i - stride] ? Math.min(flat[i - stride] + 1, RUN_LIMIT) : 1;
            flat[i] = wide ? (byte) above : 0;
            nearAbove[i] = EasyPixels.step(Math.min(up[i], Math.min(left[i], right[i])));
        }
    }

    private void measureDown() {
        int size = cls.length;
        Arrays.fill(down, size - stride, size, (byte) 1);
        for (int i = size - stride - 1; i >= 0; i--) {
            down[i] = cls[i] == cls[i + stride] ? (byte) Math.min(down[i + stride] + 1, RUN_LIMIT) : 1;
        }
        for (int i = 0; i < size; i++) {
            near[i] = (byte) Math.min(nearAbove[i], EasyPixels.step(down[i]));
        }
    }
}
