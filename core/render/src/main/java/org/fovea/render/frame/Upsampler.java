package org.fovea.render.frame;

import org.fovea.codec.FrameSize;
import org.fovea.render.kernel.Kernels;
import org.fovea.render.kernel.ScalarMath;

/**
 * Bilinear resizing (corners not aligned, as PyTorch's {@code interpolate(align_corners=False)}) and rounding to bytes.
 * Columns first: a source row is stretched once and serves all output rows that touch it.
 */
@SuppressWarnings("exports") // the kernels are for this module's own networks
public final class Upsampler {
    private static final int CHANNELS = 3;

    private final Kernels kernels;
    private final int height;
    private final int width;
    private final FrameSize size;
    private final int[] columnLeft;
    private final int[] columnRight;
    private final float[] columnLeftWeight;
    private final float[] columnRightWeight;
    private final int[] rowTop;
    private final int[] rowBottom;
    private final float[] rowTopWeight;
    private final float[] rowBottomWeight;

    /** Rows being worked on by one thread. */
    public static final class Rows {
        private float[] top;
        private float[] bottom;
        private int topRow = -1;
        private int bottomRow = -1;

        private Rows(int count) {
            top = new float[count];
            bottom = new float[count];
        }
    }

    public Upsampler(Kernels kernels, int height, int width, FrameSize size) {
        this(kernels, height, width, height, width, 1, size);
    }

    /**
     * From a picture whose pixels are {@code reduction} pixels of a mask wide and high. It may reach beyond the mask's
     * bottom and right edge; what the mask covers fills the frame.
     *
     * @param height of the picture
     * @param width of the picture
     */
    public Upsampler(
            Kernels kernels, int height, int width, int maskHeight, int maskWidth, int reduction, FrameSize size) {
        this.kernels = kernels;
        this.height = height;
        this.width = width;
        this.size = size;
        int samples = size.width() * CHANNELS;
        columnLeft = new int[samples];
        columnRight = new int[samples];
        columnLeftWeight = new float[samples];
        columnRightWeight = new float[samples];
        for (int x = 0; x < size.width(); x++) {
            float source = source(x, maskWidth, reduction * size.width());
            int left = (int) source;
            int right = Math.min(left + 1, width - 1);
            float weight = source - left;
            for (int channel = 0; channel < CHANNELS; channel++) {
                int at = x * CHANNELS + channel;
                columnLeft[at] = left * CHANNELS + channel;
                columnRight[at] = right * CHANNELS + channel;
                columnRightWeight[at] = weight;
                columnLeftWeight[at] = 1f - weight;
            }
        }
        rowTop = new int[size.height()];
        rowBottom = new int[size.height()];
        rowTopWeight = new float[size.height()];
        rowBottomWeight = new float[size.height()];
        for (int y = 0; y < size.height(); y++) {
            float source = source(y, maskHeight, reduction * size.height());
            rowTop[y] = (int) source;
            rowBottom[y] = Math.min(rowTop[y] + 1, height - 1);
            rowBottomWeight[y] = source - rowTop[y];
            rowTopWeight[y] = 1f - rowBottomWeight[y];
        }
    }

    /** Where output place {@code i} lies in the source, from 0. */
    private static float source(int i, int from, int to) {
        float scale = (float) from / to;
        return Math.max((i + 0.5f) * scale - 0.5f, 0f);
    }

    /** Buffers for one thread. */
    public Rows rows() {
        return new Rows(size.width() * CHANNELS);
    }

    /**
     * Makes output rows {@code first..end-1}.
     *
     * @param rgb {@code [row][column][channel]}, 0..255
     * @param out RGB bytes of the whole frame
     */
    public void resize(float[] rgb, byte[] out, int first, int end, Rows rows) {
        rows.topRow = -1;
        rows.bottomRow = -1;
        int samples = size.width() * CHANNELS;
        for (int y = first; y < end; y++) {
            place(rgb, rowTop[y], rowBottom[y], rows);
            kernels.blendRows(rows.top, rows.bottom, rowTopWeight[y], rowBottomWeight[y], out, y * samples, samples);
        }
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
            float left = rgb[from + columnLeft[i]] * columnLeftWeight[i];
            out[i] = ScalarMath.fma(rgb[from + columnRight[i]], columnRightWeight[i], left);
        }
    }
}
