package org.fovea.encode.train;

import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;

/**
 * The rows of class maps between which all that changes lies: above a drive's horizon everything is of one class
 * always.
 *
 * @param first row
 * @param end the row behind the last one
 */
public record RowBand(int first, int end) {
    /** Networks halve their input some times, so that rows are cut in units of this. */
    private static final int UNIT = 32;

    /** A band is worth its inexactness where it leaves out at least one row of so many. */
    private static final int LEAST_SHARE = 6;

    /** From the first row that is not of one class in all masks to the last; nothing where no row changes. */
    public static Optional<RowBand> changing(MaskTensor masks) {
        int first = 0;
        int end = masks.shape().height();
        while (first < end && constant(masks, first)) {
            first++;
        }
        while (end > first && constant(masks, end - 1)) {
            end--;
        }
        return first == end ? Optional.empty() : Optional.of(new RowBand(first, end));
    }

    /**
     * The band of a clip's masks with a margin, in units in which networks can be cut; nothing where nearly all rows
     * belong to it.
     */
    static Optional<RowBand> of(MaskTensor masks) {
        return changing(masks).flatMap(rows -> rows.widened(masks.shape()));
    }

    /**
     * The rows of a picture that this band lies over.
     *
     * @param rows of what the band is of
     * @param height rows of the picture
     * @return nothing where the band's edges are no whole rows of the picture
     */
    Optional<RowBand> over(int rows, int height) {
        long top = (long) first * height;
        long bottom = (long) end * height;
        return top % rows == 0 && bottom % rows == 0
                ? Optional.of(new RowBand((int) (top / rows), (int) (bottom / rows)))
                : Optional.empty();
    }

    /** These rows of pictures, [N, planes, rows, columns]. */
    Tensor of(Tensor pictures) {
        return pictures.narrow(2, first, (long) end - first);
    }

    private Optional<RowBand> widened(MaskShape shape) {
        int margin = shape.height() / 24;
        int from = Math.max(0, first - margin) / UNIT * UNIT;
        int to = Math.min(shape.height(), Math.ceilDiv(end + margin, UNIT) * UNIT);
        int left = shape.height() - (to - from);
        return left * LEAST_SHARE < shape.height() ? Optional.empty() : Optional.of(new RowBand(from, to));
    }

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
