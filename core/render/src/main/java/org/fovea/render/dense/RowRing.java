package org.fovea.render.dense;

import static org.fovea.render.dense.DenseKernel.PITCH;
import static org.fovea.render.dense.DenseKernel.REACH;
import static org.fovea.render.dense.DenseKernel.TILE;

/**
 * The last few rows of a picture of several planes. A row is cut into tiles, {@code [tile][channel][PITCH]}: the tile's
 * pixels from {@link DenseKernel#REACH} on and as many of its neighbours' on either side as a kernel can reach, so that
 * reading a tile needs no other. What is left and right of the picture is zero.
 */
public final class RowRing {
    private final int channels;
    private final int height;
    private final float[][] rows;

    public RowRing(int channels, int height, int width, int count) {
        this.channels = channels;
        this.height = height;
        rows = new float[Math.min(count, height)][Math.toIntExact((long) channels * PITCH * tiles(width))];
    }

    public static int tiles(int width) {
        return (width + TILE - 1) / TILE;
    }

    /** Numbers that a ring takes. */
    public static long size(int channels, int height, int width, int count) {
        return (long) channels * PITCH * tiles(width) * Math.min(count, height);
    }

    public boolean has(int y) {
        return y >= 0 && y < height;
    }

    /** A row of the picture. Row r overwrites row r − count. */
    public float[] row(int y) {
        return rows[y % rows.length];
    }

    /**
     * Place of pixel {@code x}, the first of its tile, in channel 0 of a row; the next channel is
     * {@link DenseKernel#PITCH} further.
     */
    public int at(int x) {
        return x / TILE * channels * PITCH + REACH;
    }

    /**
     * To be called for the tile of pixel {@code x} once it is made, tiles from left to right: gives it and its left
     * neighbour the pixels that they share.
     */
    public void share(float[] row, int x) {
        if (x < TILE) {
            return;
        }
        // What lies beyond the last pixel of the picture is zero and stays so.
        int left = at(x - TILE);
        int right = at(x);
        for (int channel = 0; channel < channels; channel++) {
            int offset = channel * PITCH;
            System.arraycopy(row, left + offset + TILE - REACH, row, right + offset - REACH, REACH);
            System.arraycopy(row, right + offset, row, left + offset + TILE, REACH);
        }
    }
}
