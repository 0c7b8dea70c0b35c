package org.fovea.encode.start;

import java.util.Arrays;
import org.fovea.codec.family.LatentFamily;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.encode.train.RowBand;

/**
 * Finds in the class masks of a drive what a renderer without masks wants to know of the scene: above which row nothing
 * ever changes, and where lines meet that are parallel on the road. The meeting point is the one around which the masks
 * are simplest: seen from it, each direction has nearly one class, so that the classes' entropy given the direction is
 * least. Where there is no such point, any will do.
 *
 * @param firstRow above which nothing ever changes
 */
public record SceneGeometry(MaskTensor masks, int firstRow) {
    private static final int FRAMES = 16;
    private static final int STRIDE = 4;
    private static final int DIRECTIONS = 96;

    /** Rounds of the search, each with half the steps of the one before. */
    private static final int ROUNDS = 5;

    /**
     * The geometry of a clip.
     *
     * @param fold rows of pixels in a row of cells
     */
    public static LatentFamily.Geometry of(MaskTensor masks, int fold) {
        SceneGeometry scene = new SceneGeometry(
                masks, RowBand.changing(masks).map(RowBand::first).orElse(0));
        int above = Math.max(0, scene.firstRow - masks.shape().height() / 24);
        double[] point = scene.point();
        return new LatentFamily.Geometry(
                above / fold + 1,
                (int) Math.clamp(Math.round(point[0]), 1, masks.shape().width()),
                (int) Math.clamp(Math.round(point[1]), 1, masks.shape().height()));
    }

    private double[] point() {
        double[] best = {masks.shape().width() / 2.0, firstRow};
        double least = entropy(best[0], best[1]);
        double across = masks.shape().width() / 8.0;
        double down = masks.shape().height() / 16.0;
        for (int round = 0; round < ROUNDS; round++) {
            double[] centre = best.clone();
            for (int i = -3; i <= 3; i++) {
                for (int j = -3; j <= 3; j++) {
                    double[] tried = {centre[0] + i * across, centre[1] + j * down};
                    if (tried[0] < 0
                            || tried[0] > masks.shape().width()
                            || tried[1] < 0
                            || tried[1] > masks.shape().height()) {
                        continue;
                    }
                    double found = entropy(tried[0], tried[1]);
                    if (found < least) {
                        least = found;
                        best = tried;
                    }
                }
            }
            across /= 2;
            down /= 2;
        }
        return best;
    }

    /**
     * Bits of the classes of some masks, given each pixel's direction from a point; all that is above it is one
     * direction more.
     */
    private double entropy(double column, double row) {
        byte[] ids = masks.classIds();
        int frames = Math.min(FRAMES, masks.shape().frames());
        int[] direction = directions(column, row);
        double bits = 0;
        int[] counts = new int[(DIRECTIONS + 1) * masks.shape().classes()];
        for (int i = 0; i < frames; i++) {
            int from = (int) ((long) i * masks.shape().frames() / frames)
                    * masks.shape().pixels();
            Arrays.fill(counts, 0);
            int place = 0;
            for (int y = firstRow; y < masks.shape().height(); y += STRIDE) {
                for (int x = 0; x < masks.shape().width(); x += STRIDE) {
                    counts[
                            direction[place++] * masks.shape().classes()
                                            + ids[from + y * masks.shape().width() + x]
                                    & 0xff]++;
                }
            }
            bits += bits(counts);
        }
        return bits;
    }

    private double bits(int[] counts) {
        double bits = 0;
        for (int direction = 0; direction <= DIRECTIONS; direction++) {
            int all = 0;
            for (int id = 0; id < masks.shape().classes(); id++) {
                int count = counts[direction * masks.shape().classes() + id];
                all += count;
                bits -= count == 0 ? 0 : count * StrictMath.log(count);
            }
            bits += all == 0 ? 0 : all * StrictMath.log(all);
        }
        return bits;
    }

    private int[] directions(double column, double row) {
        int rows = Math.ceilDiv(masks.shape().height() - firstRow, STRIDE);
        int[] all = new int[rows * Math.ceilDiv(masks.shape().width(), STRIDE)];
        int place = 0;
        for (int y = firstRow; y < masks.shape().height(); y += STRIDE) {
            for (int x = 0; x < masks.shape().width(); x += STRIDE) {
                double share = StrictMath.atan2(y + 0.5 - row, x + 0.5 - column) / Math.PI;
                all[place++] = share <= 0 ? DIRECTIONS : Math.min(DIRECTIONS - 1, (int) (share * DIRECTIONS));
            }
        }
        return all;
    }
}
