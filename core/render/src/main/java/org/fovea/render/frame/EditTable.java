package org.fovea.render.frame;

/**
 * The general table of whole-frame edits, after resizing and rounding: {@link #KINDS} kinds, each of the first frame,
 * of the second or of both. Action 0 is none, action 1 + 3·kind + frames is a kind on the frames 0 first, 1 second, 2
 * both. What each kind does is part of the format: {@code docs/pose-and-corrections.md}.
 */
public final class EditTable {
    private static final int CHANNELS = 3;
    private static final int[] BRIGHTNESS = {-8, -4, -2, -1, 1, 2, 4, 8};
    private static final int[] CHANNEL_SHIFTS = {-4, -2, 2, 4};
    private static final double[] CONTRASTS = {0.94, 0.97, 0.985, 1.015, 1.03, 1.06};
    private static final double[] GAMMAS = {0.92, 0.96, 0.98, 1.02, 1.04, 1.08};

    private static final int FIRST_CHANNEL_SHIFT = BRIGHTNESS.length;
    private static final int FIRST_CONTRAST = FIRST_CHANNEL_SHIFT + CHANNELS * CHANNEL_SHIFTS.length;
    private static final int FIRST_GAMMA = FIRST_CONTRAST + CONTRASTS.length;
    private static final int FIRST_MOVE = FIRST_GAMMA + GAMMAS.length;

    /** Where the pixel comes from that is shown instead: the picture moves left, right, up, down. */
    private static final int[][] MOVES = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}};

    public static final int KINDS = FIRST_MOVE + MOVES.length;

    /** Number of actions, the first being none. */
    public static final int SIZE = 1 + 3 * KINDS;

    private static final byte[][][] TABLES = new byte[FIRST_MOVE][CHANNELS][];

    static {
        for (int kind = 0; kind < FIRST_MOVE; kind++) {
            for (int channel = 0; channel < CHANNELS; channel++) {
                TABLES[kind][channel] = table(kind, channel);
            }
        }
    }

    private EditTable() {}

    public static int kind(int action) {
        return (action - 1) / 3;
    }

    /** The frames of an action other than 0: 0 the first, 1 the second, 2 both. */
    public static int frames(int action) {
        return (action - 1) % 3;
    }

    /**
     * Applies an edit.
     *
     * @param action 0..{@link #SIZE} - 1
     * @param frame 0 or 1, the first or second of the pair
     * @param rgb RGB bytes, row by row, edited in place
     * @param width pixels of a row
     */
    public static void apply(int action, int frame, byte[] rgb, int width) {
        if (action == 0 || frames(action) == 1 - frame) {
            return;
        }
        int kind = kind(action);
        if (kind >= FIRST_MOVE) {
            move(MOVES[kind - FIRST_MOVE], rgb, width);
            return;
        }
        for (int channel = 0; channel < CHANNELS; channel++) {
            byte[] table = TABLES[kind][channel];
            for (int i = channel; i < rgb.length; i += CHANNELS) {
                rgb[i] = table[rgb[i] & 0xff];
            }
        }
    }

    /** Shows at each place the pixel one further on, at the edge the pixel itself. */
    private static void move(int[] from, byte[] rgb, int width) {
        int row = width * CHANNELS;
        if (from[1] > 0) {
            System.arraycopy(rgb, row, rgb, 0, rgb.length - row);
        } else if (from[1] < 0) {
            System.arraycopy(rgb, 0, rgb, row, rgb.length - row);
        }
        for (int start = 0; start < rgb.length && from[0] != 0; start += row) {
            int target = from[0] > 0 ? start : start + CHANNELS;
            int source = from[0] > 0 ? start + CHANNELS : start;
            System.arraycopy(rgb, source, rgb, target, row - CHANNELS);
        }
    }

    private static byte[] table(int kind, int channel) {
        byte[] table = new byte[256];
        for (int value = 0; value < table.length; value++) {
            table[value] = (byte) Math.rint(Math.clamp(edit(kind, channel, value), 0.0, 255.0));
        }
        return table;
    }

    private static double edit(int kind, int channel, int value) {
        if (kind < FIRST_CHANNEL_SHIFT) {
            return value + BRIGHTNESS[kind];
        }
        if (kind < FIRST_CONTRAST) {
            int index = kind - FIRST_CHANNEL_SHIFT;
            return index / CHANNEL_SHIFTS.length == channel
                    ? value + CHANNEL_SHIFTS[index % CHANNEL_SHIFTS.length]
                    : value;
        }
        if (kind < FIRST_GAMMA) {
            return (value - 127.5) * CONTRASTS[kind - FIRST_CONTRAST] + 127.5;
        }
        return 255 * StrictMath.pow(value / 255.0, GAMMAS[kind - FIRST_GAMMA]);
    }
}
