package org.fovea.render.restore;

import java.util.Arrays;

/**
 * The average of a square around each sample, by running sums, row by row from the top. Samples of one kind lie
 * {@code step} apart in a row.
 */
final class BoxBlur {
    private final int height;
    private final int samples;
    private final int radius;
    private final int step;
    private final int[] sums;
    private final int[] line;
    private byte[] picture = {};
    private int next;

    /**
     * A blur.
     *
     * @param samples of a row, of all kinds
     * @param radius pixels on either side of the middle, 0..64
     * @param step kinds of samples that lie side by side
     */
    BoxBlur(int height, int samples, int radius, int step) {
        this.height = height;
        this.samples = samples;
        this.radius = radius;
        this.step = step;
        sums = new int[samples];
        line = new int[samples + 2 * radius * step];
    }

    /** Begins with another picture of height·samples bytes, 0..255. */
    void begin(byte[] bytes) {
        picture = bytes;
        next = 0;
        Arrays.fill(sums, 0);
        for (int y = -radius; y <= radius; y++) {
            add(picture, row(y), 1, sums);
        }
    }

    /** Averages of row {@code y}, halves rounded up; rows are asked for from the top, each once. */
    void row(int y, int[] out) {
        if (y != next++) {
            throw new IllegalStateException("row " + y + " asked for where " + (next - 1) + " is next");
        }
        if (y > 0) {
            add(picture, row(y + radius), 1, sums);
            add(picture, row(y - radius - 1), -1, sums);
        }
        widen();
        int side = 2 * radius + 1;
        int area = side * side;
        for (int kind = 0; kind < step; kind++) {
            int sum = area / 2;
            for (int tap = 0; tap < side; tap++) {
                sum += line[kind + tap * step];
            }
            for (int i = kind, from = kind; i < samples; i += step, from += step) {
                out[i] = sum / area;
                int entering = Math.min(from + side * step, line.length - step + kind);
                sum += line[entering] - line[from];
            }
        }
    }

    /** Where a row begins; rows beyond the edge are those at the edge. */
    private int row(int y) {
        return Math.clamp(y, 0, height - 1) * samples;
    }

    private void widen() {
        int margin = radius * step;
        System.arraycopy(sums, 0, line, margin, samples);
        for (int i = 0; i < margin; i++) {
            line[i] = sums[i % step];
            line[margin + samples + i] = sums[samples - step + i % step];
        }
    }

    private static void add(byte[] picture, int at, int sign, int[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += sign * (picture[at + i] & 0xff);
        }
    }
}
