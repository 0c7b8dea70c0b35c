package org.fovea.encode.train;

import java.util.Optional;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;

/**
 * The rows of class maps between which all that changes lies: above a drive's horizon everything is of one class always.
 *
 * @param first row
 * @param end the row behind the last one
 */
record RowBand(int first, int end) {
    /** Networks halve their input some times, so that rows are cut in units of this. */
    private static final int UNIT = 32;

    /** A band is worth its inexactness where it leaves out at least one row of so many. */
    private static final int LEAST_SHARE = 6;

    /** The band of a clip's masks with a margin, or nothing where nearly all rows belong to it. */
    static Optional<RowBand> of(MaskTensor masks) {
        MaskShape shape = masks.shape();
        int first = 0;
        int end = shape.height();
        while (first < end && constant(masks, first)) {
            first++;
        }
        while (end > first && constant(masks, end - 1)) {
            end--;
        }
        if (first == end) {
            return Optional.empty();
        }
        int margin = shape.height() / 24;
        first = Math.max(0, first - margin) / UNIT * UNIT;
        end = Math.min(shape.height(), Math.ceilDiv(end + margin, UNIT) * UNIT);
        int left = shape.height() - (end - first);
        return left * LEAST_SHARE < shape.height() ? Optional.empty() : Optional.of(new RowBand(first, end));
    }

    /** Whether a row is of one class in all masks. */
    private static boolean constant(MaskTensor masks, int row) {
        byte[] ids = masks.classIds();
        MaskShape shape = masks.shape();
        byte id = ids[row * shape.width()];
        for (int frame = 0; frame < shape.frames(); frame++) {
            int from = frame * shape.pixels() + row * shape.width();
            for (int x = 0; x < shape.width(); x++) {
                if (ids[from + x] != id) {
                    return false;
                }
            }
        }
        return true;
    }
}
