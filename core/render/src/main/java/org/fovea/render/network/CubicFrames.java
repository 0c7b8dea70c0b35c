package org.fovea.render.network;

import java.util.Arrays;
import org.fovea.codec.FrameSize;
import org.fovea.codec.family.HnervFamily;
import org.fovea.codec.family.HnervFamily.Layout;
import org.fovea.render.kernel.PictureMath;
import org.fovea.render.kernel.ScalarMath;

/** Both pictures of a pair, enlarged to frames by a cubic of A = −0.75; {@code docs/rendering.md} §9. */
final class CubicFrames {
    private static final double A = -0.75;
    private static final int TAPS = 4;
    private static final int COLOURS = HnervFamily.COLOURS;

    /** Samples that repeat the edge on either side of a row. */
    private static final int EDGE = 2;

    private final PictureMath math;
    private final int height;
    private final int width;
    private final int pitch;
    private final FrameSize size;

    /** [frame·3 + colour][y][pitch]. */
    private final float[][] pictures;

    private final int[] columns;
    private final float[] columnWeights;
    private final int[] rows;
    private final float[] rowWeights;
    private final float[][] plus;
    private final float[][] ring;
    private final int[] held;
    private final int[] sums;

    CubicFrames(Layout layout, FrameSize size, PictureMath math) {
        this.math = math;
        this.size = size;
        height = layout.height();
        width = layout.width();
        pitch = width + 2 * EDGE;
        pictures = new float[HnervFamily.FRAMES * COLOURS][height * pitch];
        columns = new int[size.width()];
        columnWeights = weights(width, size.width(), columns);
        rows = new int[size.height()];
        rowWeights = weights(height, size.height(), rows);
        plus = new float[HnervFamily.FRAMES][size.width() * COLOURS];
        for (int frame = 0; frame < plus.length; frame++) {
            for (int i = 0; i < plus[frame].length; i++) {
                plus[frame][i] = layout.nudges().get(frame * COLOURS + i % COLOURS);
            }
        }
        ring = new float[TAPS][size.width() * COLOURS];
        held = new int[TAPS];
        sums = new int[size.width() * COLOURS];
    }

    /** Numbers that the pictures and tables take. */
    static long size(Layout layout, FrameSize size) {
        long pictures = (long) HnervFamily.FRAMES * COLOURS * layout.height() * (layout.width() + 2 * EDGE);
        return pictures + 5L * (size.width() + size.height()) + 7L * COLOURS * size.width();
    }

    /**
     * Weights of the four samples of each place, [place][4].
     *
     * @param first receives the first of the four, from −2 on
     */
    private static float[] weights(int from, int to, int[] first) {
        float[] weights = new float[TAPS * to];
        for (int i = 0; i < to; i++) {
            double place = (i + 0.5) * ((double) from / to) - 0.5;
            double left = Math.floor(place);
            double t = place - left;
            first[i] = (int) left - 1;
            weights[TAPS * i] = (float) far(t + 1);
            weights[TAPS * i + 1] = (float) near(t);
            weights[TAPS * i + 2] = (float) near(1 - t);
            weights[TAPS * i + 3] = (float) far(2 - t);
        }
        return weights;
    }

    private static double near(double t) {
        return ((A + 2) * t - (A + 3)) * t * t + 1;
    }

    private static double far(double t) {
        return ((A * t - 5 * A) * t + 8 * A) * t - 4 * A;
    }

    /** Makes colours of sums; whether all are finite. */
    boolean take(int picture, int y, int x, float[] from, int at, int pixels) {
        return ScalarMath.colours(from, at, pictures[picture], y * pitch + EDGE + x, pixels);
    }

    /** To be called when all colours are there. */
    void finishEdges() {
        for (float[] picture : pictures) {
            for (int at = EDGE; at < picture.length; at += pitch) {
                Arrays.fill(picture, at - EDGE, at, picture[at]);
                Arrays.fill(picture, at + width, at + width + EDGE, picture[at + width - 1]);
            }
        }
    }

    void draw(byte[] frame1, byte[] frame2) {
        draw(0, frame1);
        draw(1, frame2);
    }

    private void draw(int frame, byte[] out) {
        Arrays.fill(held, -1);
        int bytes = size.width() * COLOURS;
        for (int y = 0; y < size.height(); y++) {
            float[] a = row(frame, rows[y]);
            float[] b = row(frame, rows[y] + 1);
            float[] c = row(frame, rows[y] + 2);
            float[] d = row(frame, rows[y] + 3);
            math.finish(a, b, c, d, rowWeights, TAPS * y, plus[frame], sums, out, y * bytes);
        }
    }

    /** A row of a picture at the frame's width; four that follow each other are kept. */
    private float[] row(int frame, int wanted) {
        int y = Math.clamp(wanted, 0, height - 1);
        int slot = y % TAPS;
        if (held[slot] != y) {
            held[slot] = y;
            for (int colour = 0; colour < COLOURS; colour++) {
                widen(pictures[frame * COLOURS + colour], y * pitch + EDGE, ring[slot], colour);
            }
        }
        return ring[slot];
    }

    private void widen(float[] picture, int at, float[] out, int to) {
        for (int x = 0, i = to; x < columns.length; x++, i += COLOURS) {
            int from = at + columns[x];
            float sum = picture[from] * columnWeights[TAPS * x];
            sum = ScalarMath.fma(picture[from + 1], columnWeights[TAPS * x + 1], sum);
            sum = ScalarMath.fma(picture[from + 2], columnWeights[TAPS * x + 2], sum);
            out[i] = ScalarMath.fma(picture[from + 3], columnWeights[TAPS * x + 3], sum);
        }
    }
}
