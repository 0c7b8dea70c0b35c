package org.fovea.render.frame;

/**
 * Edits of the first frame, after resizing and rounding: shifts of colours, a faint pattern, a roll by one row. They
 * come from a challenge submission, whose symbols are the actions.
 */
public final class FirstFrameTable {
    /** Number of edits, the first being none. */
    public static final int SIZE = 16;

    private static final int CHANNELS = 3;
    private static final int TILE = 8;

    /** Where the pattern adds; elsewhere it takes away. */
    private static final String[] PATTERN = {
        "-+-++-+-", "+-+--+-+", "-++-+--+", "+--+-++-", "++--++--", "--++--++", "+--++--+", "-++--++-"
    };

    /** What actions 3..14 add to red, green, blue. */
    private static final int[][] SHIFTS = {
        {1, 1, 1},
        {-1, -1, -1},
        {-2, -2, -2},
        {-4, -4, -4},
        {-2, 1, 1},
        {-4, 2, 2},
        {0, -1, 1},
        {0, -2, 2},
        {0, 1, -1},
        {0, 2, -2},
        {2, -1, -1},
        {4, -2, -2}
    };

    private static final int FIRST_SHIFT = 3;
    private static final int ROLL = 15;

    private FirstFrameTable() {}

    /**
     * Applies an edit.
     *
     * @param action 0..15
     * @param frame 0 or 1, the first or second of the pair; the second never changes
     * @param rgb RGB bytes, row by row, edited in place
     * @param width pixels of a row
     */
    public static void apply(int action, int frame, byte[] rgb, int width) {
        if (action == 0 || frame != 0) {
            return;
        }
        if (action == ROLL) {
            roll(rgb, width * CHANNELS);
        } else if (action < FIRST_SHIFT) {
            pattern(rgb, width, action == 1 ? 1 : 3);
        } else {
            shift(rgb, SHIFTS[action - FIRST_SHIFT]);
        }
    }

    private static void shift(byte[] rgb, int[] by) {
        for (int i = 0; i < rgb.length; i++) {
            add(rgb, i, by[i % CHANNELS]);
        }
    }

    /** Adds the pattern to red and takes it from blue. */
    private static void pattern(byte[] rgb, int width, int amplitude) {
        for (int pixel = 0; pixel < rgb.length / CHANNELS; pixel++) {
            boolean plus = PATTERN[pixel / width % TILE].charAt(pixel % width % TILE) == '+';
            int change = plus ? amplitude : -amplitude;
            add(rgb, pixel * CHANNELS, change);
            add(rgb, pixel * CHANNELS + 2, -change);
        }
    }

    private static void add(byte[] rgb, int at, int change) {
        rgb[at] = (byte) Math.clamp((rgb[at] & 0xff) + change, 0, 255);
    }

    /** Moves the picture down by a row; the last row becomes the first. */
    private static void roll(byte[] rgb, int row) {
        byte[] last = new byte[row];
        System.arraycopy(rgb, rgb.length - row, last, 0, row);
        System.arraycopy(rgb, 0, rgb, row, rgb.length - row);
        System.arraycopy(last, 0, rgb, 0, row);
    }
}
