package org.fovea.render.network;

import static org.fovea.render.kernel.Kernels.BLOCK;

import java.util.Arrays;
import org.fovea.codec.mask.MaskShape;
import org.fovea.render.kernel.Kernels;

/**
 * The embedded class of each pixel, and its place: x, then y, each ((i + 0.5)/n)·2 − 1. Where a pixel of the network
 * covers several of the mask, their embeddings' mean; beyond the mask's edge is the edge.
 *
 * @param mask class ids
 * @param shape of the mask
 * @param reduction rows and columns of the mask in a pixel of the network, a power of two
 * @param height rows of the network
 * @param width columns of the network
 * @param embedding one row for each class
 * @param size of a row
 */
@SuppressWarnings("ArrayRecordComponent") // a view of arrays that is never compared
record EmbeddedMask(byte[] mask, MaskShape shape, int reduction, int height, int width, float[] embedding, int size)
        implements RowSource {
    @Override
    public int blocks() {
        return (size + 2 + BLOCK - 1) / BLOCK;
    }

    @Override
    public void load(Kernels kernels, int y, float[] out, int at, int pitch, boolean keep, float[] scratch) {
        float vertical = coordinate(y, height);
        for (int x = 0; x < width; x++) {
            int to = at + x * BLOCK;
            if (reduction == 1) {
                System.arraycopy(embedding, (mask[y * width + x] & 0xff) * size, out, to, size);
            } else {
                mean(y, x, out, to);
            }
            out[to + size] = coordinate(x, width);
            out[to + size + 1] = vertical;
        }
    }

    private void mean(int y, int x, float[] out, int to) {
        Arrays.fill(out, to, to + size, 0);
        for (int row = y * reduction; row < (y + 1) * reduction; row++) {
            int from = Math.min(row, shape.height() - 1) * shape.width();
            for (int column = x * reduction; column < (x + 1) * reduction; column++) {
                int id = mask[from + Math.min(column, shape.width() - 1)] & 0xff;
                for (int i = 0; i < size; i++) {
                    out[to + i] += embedding[id * size + i];
                }
            }
        }
        float share = 1f / (reduction * reduction);
        for (int i = 0; i < size; i++) {
            out[to + i] *= share;
        }
    }

    private static float coordinate(int i, int n) {
        return ((i + 0.5f) / n) * 2f - 1f;
    }
}
