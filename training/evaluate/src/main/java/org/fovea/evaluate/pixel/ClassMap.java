package org.fovea.evaluate.pixel;

import org.bytedeco.pytorch.Tensor;
import org.fovea.evaluate.NotFiniteException;
import org.fovea.evaluate.torch.Tensors;

/**
 * The class of every pixel: that of its largest logit, the lowest among equal ones. In plain Java, since LibTorch's
 * argmax along classes takes a fifth of a network's time.
 */
public final class ClassMap {
    /** Numbers that are copied at once: some networks answer with a gigabyte. */
    private static final long MOST_AT_ONCE = 1 << 22;

    private static final int ROWS = 2;

    private ClassMap() {}

    /**
     * A picture's classes.
     *
     * @param logits float [1, classes, height, width], whatever its layout in memory
     * @return height × width classes, row by row
     * @throws NotFiniteException where a logit is not finite
     */
    public static byte[] of(Tensor logits) {
        int classes = Math.toIntExact(logits.size(1));
        long rows = logits.size(ROWS);
        long columns = logits.size(ROWS + 1);
        byte[] map = new byte[Math.toIntExact(rows * columns)];
        long atOnce = Math.max(1, MOST_AT_ONCE / (classes * columns));
        for (long row = 0; row < rows; row += atOnce) {
            long count = Math.min(atOnce, rows - row);
            byte[] part = largest(Tensors.floats(logits.narrow(ROWS, row, count)), classes);
            System.arraycopy(part, 0, map, Math.toIntExact(row * columns), part.length);
        }
        return map;
    }

    /**
     * The same of logits in an array.
     *
     * @param logits class by class
     * @param classes 1 to 256
     * @throws NotFiniteException where a logit is not finite
     */
    public static byte[] largest(float[] logits, int classes) {
        for (float logit : logits) {
            if (!Float.isFinite(logit)) {
                throw new NotFiniteException("segmentation: a logit");
            }
        }
        int pixels = logits.length / classes;
        byte[] map = new byte[pixels];
        for (int pixel = 0; pixel < pixels; pixel++) {
            float best = logits[pixel];
            for (int c = 1; c < classes; c++) {
                float logit = logits[c * pixels + pixel];
                if (logit > best) {
                    best = logit;
                    map[pixel] = (byte) c;
                }
            }
        }
        return map;
    }
}
