package org.fovea.codec.mask;

/**
 * Finds, for one pixel, the displacement at which the previous frame best matches the pixels already known around it.
 * The decoder repeats the search, so no vector is sent.
 */
final class MotionSearch {
    /** Candidate columns -8..7; all rows of a candidate array have this length. */
    static final int COLUMNS = 16;

    private static final int FIRST_COLUMN = -8;
    /**
     * Largest vertical displacement. Columns of {@link Scene#columnDistance} rely on it being small against the margin.
     */
    private static final int REACH = 4;

    private final Kernels kernels;
    private final int[] offsets;
    private final byte[] weights;
    private final byte[] costs;
    private final byte[] penalties;
    private final int stride;

    /** Displacement found by the last search. */
    int dx;

    int dy;
    /** Weighted mismatches at that displacement. */
    int cost;
    /** Index displacement, {@code dy * stride + dx}. */
    int offset;

    /** Templates: row, first column, last column, and up to which distance pixels count double. */
    static final int[][] CAUSAL = {{0, -6, -1, 3}, {-1, -6, 7, 3}, {-2, -6, 7, 2}, {-3, -4, 4, -1}};

    static final int[][] AROUND = {
        {0, -5, 5, 2}, {-1, -3, 3, 1}, {-2, -3, 3, -1}, {-3, -2, 2, -1}, {1, -3, 3, 1}, {2, -3, 3, -1}, {3, -2, 2, -1}
    };

    MotionSearch(int[][] rows, int stride, Kernels kernels) {
        this.kernels = kernels;
        this.stride = stride;
        int count = 0;
        for (int[] row : rows) {
            count += row[2] - row[1] + 1;
        }
        offsets = new int[count];
        weights = new byte[count];
        int i = 0;
        for (int[] row : rows) {
            for (int x = row[1]; x <= row[2]; x++) {
                offsets[i] = row[0] * stride + x;
                weights[i++] = (byte) (Math.abs(x) <= row[3] ? 4 : 2);
            }
        }
        int candidates = (2 * REACH + 1) * COLUMNS;
        costs = new byte[candidates];
        penalties = new byte[candidates];
        for (int k = 0; k < candidates; k++) {
            int distance = Math.abs(k / COLUMNS - REACH) + Math.abs(k % COLUMNS + FIRST_COLUMN);
            penalties[k] = (byte) (distance == 0 ? 0 : distance < 4 ? 1 : 2);
        }
    }

    /** Searches around index {@code at}. */
    void search(byte[] current, byte[] previous, int at) {
        int best = kernels.leastMismatch(
                current, previous, at, at + FIRST_COLUMN - REACH * stride, stride, offsets, weights, penalties, costs);
        dy = best / COLUMNS - REACH;
        dx = best % COLUMNS + FIRST_COLUMN;
        cost = costs[best];
        offset = dy * stride + dx;
    }
}
