package org.fovea.app.conformance;

import java.util.Arrays;

/** A frame of classes in a margin, and how far classes reach in it: docs/mask-operations.md §2. */
final class PlainPlane {
    static final int MARGIN = 16;
    private static final int[] STEPS = {3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 19, 25, 35, 55, 100};

    final int height;
    final int width;
    final int stride;
    private final int radius;
    final int[] cls;
    final int[] left;
    final int[] right;
    final int[] up;
    final int[] down;
    final int[] flat;
    final int[] near;
    final int[] nearAbove;

    PlainPlane(int height, int width, int radius) {
        this.height = height;
        this.width = width;
        this.radius = radius;
        stride = width + 2 * MARGIN;
        int size = stride * (height + 2 * MARGIN);
        cls = new int[size];
        left = new int[size];
        right = new int[size];
        up = new int[size];
        down = new int[size];
        flat = new int[size];
        near = new int[size];
        nearAbove = new int[size];
        measure(-MARGIN, height + MARGIN);
        complete();
    }

    int index(int y, int x) {
        return (y + MARGIN) * stride + x + MARGIN;
    }

    /** Steps of a run's length, 0 to 15. */
    static int step(int length) {
        return (int) Arrays.stream(STEPS).filter(least -> length >= least).count();
    }

    void startFrom(PlainPlane other) {
        int[][] mine = {cls, left, right, up, flat, nearAbove};
        int[][] theirs = {other.cls, other.left, other.right, other.up, other.flat, other.nearAbove};
        for (int i = 0; i < mine.length; i++) {
            System.arraycopy(theirs[i], 0, mine[i], 0, cls.length);
        }
    }

    void finishRow(int y) {
        for (int i = 1; i <= MARGIN; i++) {
            cls[index(y, -i)] = cls[index(y, 0)];
            cls[index(y, width - 1 + i)] = cls[index(y, width - 1)];
        }
        measure(y, y + 1);
    }

    void finishFrame() {
        for (int i = 1; i <= MARGIN; i++) {
            System.arraycopy(cls, index(0, -MARGIN), cls, index(-i, -MARGIN), stride);
            System.arraycopy(cls, index(height - 1, -MARGIN), cls, index(height - 1 + i, -MARGIN), stride);
        }
        measure(-MARGIN, Math.min(MARGIN, height));
        measure(height, height + MARGIN);
        complete();
    }

    private void measure(int from, int to) {
        for (int y = from; y < to; y++) {
            int begin = index(y, -MARGIN);
            int end = begin + stride;
            for (int i = begin; i < end; i++) {
                left[i] = i > begin && cls[i] == cls[i - 1] ? Math.min(left[i - 1] + 1, 120) : 1;
            }
            for (int i = end - 1; i >= begin; i--) {
                right[i] = i < end - 1 && cls[i] == cls[i + 1] ? Math.min(right[i + 1] + 1, 120) : 1;
            }
            for (int i = begin; i < end; i++) {
                if (y == -MARGIN) {
                    up[i] = 1;
                    flat[i] = 1;
                    continue;
                }
                boolean same = cls[i] == cls[i - stride];
                up[i] = same ? Math.min(up[i - stride] + 1, 120) : 1;
                boolean wide = left[i] > radius && right[i] > radius;
                flat[i] = !wide ? 0 : same ? Math.min(flat[i - stride] + 1, 120) : 1;
                nearAbove[i] = step(Math.min(up[i], Math.min(left[i], right[i])));
            }
        }
    }

    private void complete() {
        for (int i = cls.length - 1; i >= 0; i--) {
            boolean same = i + stride < cls.length && cls[i] == cls[i + stride];
            down[i] = same ? Math.min(down[i + stride] + 1, 120) : 1;
            near[i] = Math.min(nearAbove[i], step(down[i]));
        }
    }
}
