package org.fovea.video.prefilter;

/**
 * Recursive low-pass filters whose strength falls with the difference, along rows, down columns and through time, after
 * the idea of {@code hqdn3d}: every value moves towards its filtered neighbour by a share of 4^(−|difference| /
 * strength). Integers of 8 fractional bits, so the same on every machine. One object for one plane of one clip;
 * pictures come in order.
 */
final class Denoiser {
    private static final int FRACTION = 8;
    private static final int RANGE = 256 << FRACTION;

    private final int width;
    private final int height;
    private final int[] spaceMoves;
    private final int[] timeMoves;
    private final int[] above;
    private final int[] before;
    private boolean begun;

    /** A filter for planes of a size; strengths as in {@link DenoiseSettings}, 0 = none. */
    Denoiser(int height, int width, double space, double time) {
        this.height = height;
        this.width = width;
        spaceMoves = moves(space);
        timeMoves = moves(time);
        above = new int[width];
        before = new int[height * width];
    }

    /** How far a value moves towards one that differs by d, for every d. */
    private static int[] moves(double strength) {
        int[] moves = new int[2 * RANGE + 1];
        if (strength > 0) {
            for (int difference = -RANGE; difference <= RANGE; difference++) {
                double distance = (double) Math.abs(difference) / (1 << FRACTION);
                double share = StrictMath.pow(4, -distance / strength);
                moves[difference + RANGE] = (int) Math.round(share * difference);
            }
        }
        return moves;
    }

    private static int moved(int value, int towards, int[] moves) {
        return value + moves[towards - value + RANGE];
    }

    /** Filters the next picture's plane in place. */
    void apply(byte[] plane) {
        for (int y = 0; y < height; y++) {
            int left = 0;
            for (int x = 0; x < width; x++) {
                int at = y * width + x;
                int value = (plane[at] & 0xff) << FRACTION;
                left = x == 0 ? value : moved(value, left, spaceMoves);
                above[x] = y == 0 ? left : moved(left, above[x], spaceMoves);
                int filtered = begun ? moved(above[x], before[at], timeMoves) : above[x];
                before[at] = filtered;
                plane[at] = (byte) Math.min(255, filtered + (1 << FRACTION - 1) >> FRACTION);
            }
        }
        begun = true;
    }
}
