package org.fovea.render.network;

import static org.fovea.render.kernel.Kernels.BLOCK;

import java.util.Arrays;

/** Sum and sum of squares of each channel and row of a plane. */
final class RowStatistics {
    final float[] sums;
    final float[] squares;
    private int height;
    private int width;
    private int channels;

    /** Room for planes of up to this size. */
    RowStatistics(int height, int blocks) {
        sums = new float[height * blocks * BLOCK];
        squares = new float[height * blocks * BLOCK];
    }

    /** Begins a plane. */
    void begin(Plane plane) {
        height = plane.height;
        width = plane.width;
        channels = plane.blocks * BLOCK;
    }

    /** Where the channels of a row begin; they are set to zero. */
    int beginRow(int y) {
        int at = y * channels;
        Arrays.fill(sums, at, at + channels, 0);
        Arrays.fill(squares, at, at + channels, 0);
        return at;
    }

    int height() {
        return height;
    }

    int width() {
        return width;
    }

    double sum(int channel) {
        return total(sums, channel);
    }

    double squares(int channel) {
        return total(squares, channel);
    }

    private double total(float[] values, int channel) {
        double total = 0;
        for (int y = 0; y < height; y++) {
            total += values[y * channels + channel];
        }
        return total;
    }
}
