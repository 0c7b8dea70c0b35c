package org.fovea.render.network;

import java.util.Arrays;
import org.fovea.codec.FrameSize;
import org.fovea.render.kernel.Kernels;
import org.fovea.render.kernel.ScalarMath;

/**
 * Bilinear resizing (corners not aligned, as PyTorch's {@code interpolate(align_corners=False)}) and rounding to bytes.
 * Columns first: a source row is stretched once and serves all output rows that touch it.
 */
final class Upsampler {
    private static final int CHANNELS = 3;

    private final Kernels kernels;
    private final Workers workers;
    private final int height;
    private final int width;
    private final FrameSize size;
    private final int[] columnLeft;
    private final int[] columnRight;
    private final float[] columnRightWeight;
    private final float[] rowPlaces;
    private final Rows[] buffers;

    private static final class Rows {
        private float[] top;
        private float[] bottom;
        private int topRow = -1;
        private int bottomRow = -1;

        private Rows(int count) {
            top = new float[count];
            bottom = new float[count];
        }
    }

    Upsampler(Kernels kernels, Workers workers, int height, int width, FrameSize size) {
        this(kernels, workers, height, width, height, width, 1, size);
    }

    /**
     * From a picture whose pixels are {@code reduction} pixels of a mask wide and high. It may reach beyond the mask's
     * bottom and right edge; what the mask covers fills the frame.
     *
     * @param height of the picture
     * @param width of the picture
     */
    Upsampler(
            Kernels kernels,
            Workers workers,
            int height,
            int width,
            int maskHeight,
            int maskWidth,
            int reduction,
            FrameSize size) {
        this.kernels = kernels;
        this.workers = workers;
        this.height = height;
        this.width = width;
        this.size = size;
        int samples = size.width() * CHANNELS;
        columnLeft = new int[samples];
        columnRight = new int[samples];
        columnRightWeight = new float[samples];
        float[] columnPlaces = places(maskWidth, size.width(), reduction);
        for (int i = 0; i < samples; i++) {
            float source = columnPlaces[i / CHANNELS];
            int left = (int) source;
            columnLeft[i] = left * CHANNELS + i % CHANNELS;
            columnRight[i] = Math.min(left + 1, width - 1) * CHANNELS + i % CHANNELS;
            columnRightWeight[i] = source - left;
        }
        rowPlaces = places(maskHeight, size.height(), reduction);
        buffers = new Rows[workers.count()];
        Arrays.setAll(buffers, i -> new Rows(samples));
    }

    /** Where output places lie in the source, from 0. */
    private static float[] places(int from, int to, int reduction) {
        float scale = (float) from / (reduction * to);
        float[] places = new float[to];
        for (int i = 0; i < to; i++) {
            places[i] = Math.max((i + 0.5f) * scale - 0.5f, 0f);
        }
        return places;
    }

    /**
     * Makes a frame, each thread a band of its rows.
     *
     * @param rgb {@code [row][column][channel]}, 0..255
     * @param out RGB bytes
     */
    void resize(float[] rgb, byte[] out) {
        int samples = size.width() * CHANNELS;
        workers.run(index -> {
            Rows rows = buffers[index];
            rows.topRow = -1;
            rows.bottomRow = -1;
            for (int y = workers.first(index, size.height()); y < workers.first(index + 1, size.height()); y++) {
                int top = (int) rowPlaces[y];
                float weight = rowPlaces[y] - top;
                place(rgb, top, Math.min(top + 1, height - 1), rows);
                kernels.blendRows(rows.top, rows.bottom, 1f - weight, weight, out, y * samples, samples);
            }
        });
    }

    private void place(float[] rgb, int top, int bottom, Rows rows) {
        if (rows.topRow != top) {
            if (rows.bottomRow == top) {
                float[] swap = rows.top;
                rows.top = rows.bottom;
                rows.bottom = swap;
                rows.bottomRow = -1;
            } else {
                stretch(rgb, top, rows.top);
            }
            rows.topRow = top;
        }
        if (rows.bottomRow != bottom) {
            stretch(rgb, bottom, rows.bottom);
            rows.bottomRow = bottom;
        }
    }

    private void stretch(float[] rgb, int row, float[] out) {
        int from = row * width * CHANNELS;
        for (int i = 0; i < out.length; i++) {
            float weight = columnRightWeight[i];
            float left = rgb[from + columnLeft[i]] * (1f - weight);
            out[i] = ScalarMath.fma(rgb[from + columnRight[i]], weight, left);
        }
    }
}
