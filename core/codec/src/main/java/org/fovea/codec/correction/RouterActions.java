package org.fovea.codec.correction;

import java.util.Arrays;
import java.util.Objects;

/**
 * One whole-frame edit per pair, applied after upsampling.
 *
 * @param table which table of edits the actions index; {@link #QZS3} is the one of the QZS3 family, {@link #EDITS} the
 *     general one, {@link #FIRST_FRAME} that of one frame
 * @param actions one per pair, 0 = nothing
 */
public record RouterActions(int table, byte[] actions) {
    /** The eight edits of the QZS3 submissions. */
    public static final int QZS3 = 1;

    /** Brightness, channel shifts, contrast, gamma and one-pixel shifts of either frame or both. */
    public static final int EDITS = 2;

    /** Sixteen edits of the first frame: shifts of colours, a faint pattern, a roll by one row. */
    public static final int FIRST_FRAME = 3;

    public RouterActions {
        for (byte action : actions) {
            if (action < 0) {
                throw new IllegalArgumentException("router action " + action + " is not in 0..127");
            }
        }
    }

    public int action(int pair) {
        return actions[pair];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RouterActions that && table == that.table && Arrays.equals(actions, that.actions);
    }

    @Override
    public int hashCode() {
        return Objects.hash(table, Arrays.hashCode(actions));
    }
}
