package org.fovea.render.frame;

import org.jspecify.annotations.Nullable;

/**
 * Edits of whole frames, after resizing and rounding. Every edit changes a byte regardless of its place, so each is a
 * table per frame and channel.
 */
public final class RouterTable {
    /** Number of edits, the first being none. */
    public static final int SIZE = 8;

    private static final int CHANNELS = 3;
    private static final byte[][][] TABLES = new byte[SIZE][2 * CHANNELS][];

    static {
        for (int action = 1; action < SIZE; action++) {
            for (int channel = 0; channel < 2 * CHANNELS; channel++) {
                TABLES[action][channel] = table(action, channel / CHANNELS, channel % CHANNELS);
            }
        }
    }

    private RouterTable() {}

    /**
     * Applies an edit.
     *
     * @param frame 0 or 1, the first or second of the pair
     * @param rgb RGB bytes, edited in place
     */
    public static void apply(int action, int frame, byte[] rgb) {
        if (action == 0) {
            return;
        }
        for (int channel = 0; channel < CHANNELS; channel++) {
            byte[] table = TABLES[action][frame * CHANNELS + channel];
            if (table == null) {
                continue;
            }
            for (int i = channel; i < rgb.length; i += CHANNELS) {
                rgb[i] = table[rgb[i] & 0xff];
            }
        }
    }

    /** Null where nothing changes. */
    private static byte @Nullable [] table(int action, int frame, int channel) {
        byte[] table = new byte[256];
        boolean changes = false;
        for (int value = 0; value < table.length; value++) {
            double edited = edit(action, frame, channel, value);
            table[value] = (byte) Math.rint(Math.clamp(edited, 0.0, 255.0));
            changes |= (table[value] & 0xff) != value;
        }
        return changes ? table : null;
    }

    /** {@code formats}: the eight edits of the QZS3 submissions. Channels are 0 red, 1 green, 2 blue. */
    private static double edit(int action, int frame, int channel, int value) {
        return switch (action) {
            case 1 -> frame == 1 && channel == 2 ? value - 3 : value;
            case 2 -> channel == 1 ? value - 3 : value;
            case 3 -> value - 2;
            case 4 -> frame == 1 ? (value - 128) * 1.03 + 128 : value;
            case 5 -> frame == 1 && channel == 0 ? value + 3 : value;
            case 6 -> frame == 1 && channel == 1 ? value - 4 : value;
            case 7 -> 255 * StrictMath.pow(value / 255.0, 1.04);
            default -> value;
        };
    }
}
