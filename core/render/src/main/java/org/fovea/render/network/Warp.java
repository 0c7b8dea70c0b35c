package org.fovea.render.network;

import org.fovea.codec.family.CompactFamily;
import org.fovea.render.kernel.ScalarMath;

/**
 * Moves a picture as the families {@code compact} and {@code latent} do: its blurred, small version is warped by the
 * pose, and what that changes is added to the picture. So edges stay where they are and nothing of the picture's fine
 * texture is sampled twice, which a pose network would take for noise. {@code docs/rendering.md} §7 fixes every
 * operation.
 */
final class Warp {
    private static final int COLOURS = CompactFamily.COLOURS;

    /** Side of the squares of pixels that are averaged. */
    private static final int SIDE = 4;

    private static final float MIDDLE = 127.5f;
    private static final float MOST = 255f;

    /** Pose numbers beyond it are limited to it, so that nothing can overflow. */
    static final float MAX_POSE = 65536f;

    private final int height;
    private final int width;
    private final int rows;
    private final int columns;
    private final Workers workers;
    private final float[] small;
    private final float[] blurred;
    private final Position[] across;
    private final Position[] down;

    Warp(int height, int width, Workers workers) {
        this.height = height;
        this.width = width;
        this.workers = workers;
        rows = Math.ceilDiv(height, SIDE);
        columns = Math.ceilDiv(width, SIDE);
        small = new float[rows * columns * COLOURS];
        blurred = new float[rows * columns * COLOURS];
        across = enlarged(width, columns);
        down = enlarged(height, rows);
    }

    private static Position[] enlarged(int pixels, int cells) {
        Position[] all = new Position[pixels];
        for (int i = 0; i < pixels; i++) {
            all[i] = Position.of((i + 0.5f) / SIDE - 0.5f, cells);
        }
        return all;
    }

    /** Bytes of its grids. */
    static long memory(int height, int width) {
        long cells = (long) Math.ceilDiv(height, SIDE) * Math.ceilDiv(width, SIDE);
        return 2 * cells * COLOURS * Float.BYTES + 64L * (height + width);
    }

    /** Takes the rendered picture {@code [row][column][colour]}. */
    void take(float[] picture) {
        workers.rows(rows, y -> averageRow(picture, y));
        workers.rows(rows, y -> blurAcross(y));
        // The averages are no longer needed; columns of the blur go there and come back.
        workers.rows(rows, y -> blurDown(y));
        System.arraycopy(small, 0, blurred, 0, small.length);
    }

    private void averageRow(float[] picture, int y) {
        for (int x = 0; x < columns; x++) {
            for (int colour = 0; colour < COLOURS; colour++) {
                float sum = 0;
                for (int row = 0; row < SIDE; row++) {
                    int from = Math.min(y * SIDE + row, height - 1) * width;
                    for (int column = 0; column < SIDE; column++) {
                        sum += picture[(from + Math.min(x * SIDE + column, width - 1)) * COLOURS + colour];
                    }
                }
                small[(y * columns + x) * COLOURS + colour] = sum * (1f / (SIDE * SIDE));
            }
        }
    }

    private void blurAcross(int y) {
        for (int x = 0; x < columns; x++) {
            for (int colour = 0; colour < COLOURS; colour++) {
                int row = y * columns;
                blurred[(row + x) * COLOURS + colour] = binomial(
                        small[(row + Math.max(x - 2, 0)) * COLOURS + colour],
                        small[(row + Math.max(x - 1, 0)) * COLOURS + colour],
                        small[(row + x) * COLOURS + colour],
                        small[(row + Math.min(x + 1, columns - 1)) * COLOURS + colour],
                        small[(row + Math.min(x + 2, columns - 1)) * COLOURS + colour]);
            }
        }
    }

    private void blurDown(int y) {
        int row = columns * COLOURS;
        for (int i = 0; i < row; i++) {
            small[y * row + i] = binomial(
                    blurred[Math.max(y - 2, 0) * row + i],
                    blurred[Math.max(y - 1, 0) * row + i],
                    blurred[y * row + i],
                    blurred[Math.min(y + 1, rows - 1) * row + i],
                    blurred[Math.min(y + 2, rows - 1) * row + i]);
        }
    }

    private static float binomial(float a, float b, float c, float d, float e) {
        return ScalarMath.fma(6, c, ScalarMath.fma(4, b + d, a + e)) * (1f / 16);
    }

    /**
     * Makes the other frame of the pair whose picture was taken.
     *
     * @param pose {@link CompactFamily#POSE} finite numbers
     * @param out receives the frame, of the picture's size, 0..255; not the array {@code picture}
     */
    void make(float[] picture, float[] pose, float[] out) {
        float[] p = new float[CompactFamily.POSE];
        for (int i = 0; i < p.length; i++) {
            p[i] = Math.min(Math.max(pose[i], -MAX_POSE), MAX_POSE);
        }
        workers.rows(rows, y -> changeRow(p, y));
        workers.run(index -> {
            float[] change = new float[columns * COLOURS];
            for (int y = workers.first(index, height); y < workers.first(index + 1, height); y++) {
                addRow(picture, y, change, out);
            }
        });
    }

    /** By how much the motion changes a row of the blurred picture. */
    private void changeRow(float[] p, int y) {
        float v = FoldedInput.coordinate(y, rows);
        for (int x = 0; x < columns; x++) {
            float u = FoldedInput.coordinate(x, columns);
            float bend = ScalarMath.fma(p[7], v, p[6] * u);
            float dx = ScalarMath.fma(p[4], v, ScalarMath.fma(p[2], u, p[0]));
            float dy = ScalarMath.fma(p[5], v, ScalarMath.fma(p[3], u, p[1]));
            Position column = Position.of(x + ScalarMath.fma(bend, u, dx), columns);
            Position row = Position.of(y + ScalarMath.fma(bend, v, dy), rows);
            float light = ScalarMath.fma(p[10], v, ScalarMath.fma(p[9], u, p[8]));
            int above = row.near() * columns;
            int below = row.far() * columns;
            for (int colour = 0; colour < COLOURS; colour++) {
                int near = column.near() * COLOURS + colour;
                int far = column.far() * COLOURS + colour;
                float top = column.blend(blurred[above * COLOURS + near], blurred[above * COLOURS + far]);
                float bottom = column.blend(blurred[below * COLOURS + near], blurred[below * COLOURS + far]);
                int at = (y * columns + x) * COLOURS + colour;
                float here = blurred[at];
                float change = (row.blend(top, bottom) - here) + light;
                small[at] = ScalarMath.fma(p[11], (here - MIDDLE) / MIDDLE, change);
            }
        }
    }

    private void addRow(float[] picture, int y, float[] change, float[] out) {
        Position row = down[y];
        int above = row.near() * change.length;
        int below = row.far() * change.length;
        for (int i = 0; i < change.length; i++) {
            change[i] = row.blend(small[above + i], small[below + i]);
        }
        for (int x = 0; x < width; x++) {
            Position column = across[x];
            int near = column.near() * COLOURS;
            int far = column.far() * COLOURS;
            for (int colour = 0; colour < COLOURS; colour++) {
                int at = (y * width + x) * COLOURS + colour;
                float moved = picture[at] + column.blend(change[near + colour], change[far + colour]);
                out[at] = Math.min(Math.max(moved, 0f), MOST);
            }
        }
    }
}
