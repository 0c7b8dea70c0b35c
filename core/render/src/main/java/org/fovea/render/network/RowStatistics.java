package org.fovea.render.network;

import static org.fovea.render.kernel.Kernels.BLOCK;
import static org.fovea.render.kernel.Kernels.STATISTICS;

import java.util.Arrays;

/** Sum and sum of squares of each channel and row of a plane, even and odd pixels apart. */
final class RowStatistics {
    final float[] sums;
    final float[] squares;
    int height;
    int width;
    private int perRow;

    /** Room for planes of up to this size. */
    RowStatistics(int height, int blocks) {
        sums = new float[height * blocks * STATISTICS];
        squares = new float[height * blocks * STATISTICS];
    }

    void begin(Plane plane) {
        height = plane.height;
        width = plane.width;
        perRow = plane.blocks * STATISTICS;
    }

    /** Where the sums of a row begin; they are set to zero. */
    int beginRow(int y) {
        int at = y * perRow;
        Arrays.fill(sums, at, at + perRow, 0);
        Arrays.fill(squares, at, at + perRow, 0);
        return at;
    }

    /** What sums or squares add up to for each channel: rows in order, in each the even pixels first. */
    double[] totals(float[] values) {
        double[] totals = new double[perRow / 2];
        for (int at = 0; at < height * perRow; at += STATISTICS) {
            int first = at % perRow / 2;
            for (int lane = 0; lane < BLOCK; lane++) {
                totals[first + lane] += values[at + lane];
                totals[first + lane] += values[at + lane + BLOCK];
            }
        }
        return totals;
    }
}
