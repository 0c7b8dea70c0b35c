package org.fovea.render.restore;

/**
 * The last few rows of a picture of several planes. A row is {@code [channel][pitch]}; pixels lie from {@link DenseKernel#REACH} on, and what is
 * left and right of them is zero, as are the rows above and below the picture.
 */
final class RowRing {
    private final float[][] rows;
    private final float[] outside;
    private final int height;
    private final int pitch;

    /** Room for {@code count} rows of a picture. */
    RowRing(int channels, int height, int width, int count) {
        this.height = height;
        pitch = pitch(width);
        rows = new float[Math.min(count, height)][Math.multiplyExact(channels, pitch)];
        outside = new float[channels * pitch];
    }

    /** Distance between channels: whole tiles, with room to both sides for the farthest taps and for one vector more. */
    static int pitch(int width) {
        int tiles = (width + DenseKernel.TILE - 1) / DenseKernel.TILE;
        return tiles * DenseKernel.TILE + 3 * DenseKernel.REACH;
    }

    /** Numbers that a ring takes. */
    static long size(int channels, int height, int width, int count) {
        return (long) channels * pitch(width) * (Math.min(count, height) + 1);
    }

    int pitch() {
        return pitch;
    }

    /** A row of the picture, or zeros beyond it. Row r overwrites row r − count. */
    float[] row(int y) {
        return y < 0 || y >= height ? outside : rows[y % rows.length];
    }
}
