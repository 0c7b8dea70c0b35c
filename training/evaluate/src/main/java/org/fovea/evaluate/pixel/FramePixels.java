package org.fovea.evaluate.pixel;

import org.fovea.codec.FrameSize;

/**
 * Pixels of a frame as float planes, in plain Java: every operation is rounded to float by itself and none is fused, so
 * that all machines agree.
 */
public final class FramePixels {
    private static final int COLOURS = 3;

    private FramePixels() {}

    /**
     * Resizes bilinearly, see {@link ResizeAxis}; values are neither rounded nor clamped afterwards.
     *
     * @param rgb height × width × 3 values 0..255, row by row
     * @param size of the frame
     * @param height rows of the result
     * @param width columns of the result
     * @return the planes R, G, B
     */
    public static Planes resized(byte[] rgb, FrameSize size, int height, int width) {
        if (rgb.length != size.rgbBytes()) {
            throw new IllegalArgumentException("a frame of " + rgb.length + " bytes, " + size.rgbBytes() + " expected");
        }
        ResizeAxis rows = ResizeAxis.of(size.height(), height);
        ResizeAxis columns = ResizeAxis.of(size.width(), width);
        float[] values = new float[COLOURS * height * width];
        int stride = COLOURS * size.width();
        for (int y = 0; y < height; y++) {
            int above = rows.low()[y] * stride;
            int below = rows.high()[y] * stride;
            float aboveWeight = rows.lowWeight()[y];
            float belowWeight = rows.highWeight()[y];
            for (int x = 0; x < width; x++) {
                int left = COLOURS * columns.low()[x];
                int right = COLOURS * columns.high()[x];
                float leftWeight = columns.lowWeight()[x];
                float rightWeight = columns.highWeight()[x];
                for (int c = 0; c < COLOURS; c++) {
                    float upper =
                            leftWeight * (rgb[above + left + c] & 0xff) + rightWeight * (rgb[above + right + c] & 0xff);
                    float lower =
                            leftWeight * (rgb[below + left + c] & 0xff) + rightWeight * (rgb[below + right + c] & 0xff);
                    values[(c * height + y) * width + x] = aboveWeight * upper + belowWeight * lower;
                }
            }
        }
        return new Planes(COLOURS, height, width, values);
    }
}
