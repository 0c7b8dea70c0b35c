package org.fovea.video.colour;

import java.util.Arrays;
import org.fovea.codec.FrameSize;

/**
 * The way back from RGB to BT.601 samples of limited range, for writing clips. The inverse of
 * {@link ColourRule#BT601_LIMITED} as far as 8 bits and a quarter of the chroma allow:
 *
 * <pre>
 * L = 0.299·R + 0.587·G + 0.114·B
 * Y = 16 + 219/255·L     U = 128 + 224/255·(B−L)/1.772     V = 128 + 224/255·(R−L)/1.402
 * </pre>
 *
 * U and V are means over the two by two pixels (fewer at an odd edge) whose middle is where the rule expects the chroma
 * sample. Samples are rounded half up. All in float32 in this order, so the same everywhere.
 */
public final class RgbToYuv420 {
    private static final float LUMA = 219f / 255f;
    private static final float CHROMA_U = 224f / 255f / 1.772f;
    private static final float CHROMA_V = 224f / 255f / 1.402f;

    private final FrameSize size;
    private final Planes planes;

    /** A converter for frames of a size; used by one thread at a time. */
    public RgbToYuv420(FrameSize size) {
        this.size = size;
        this.planes = Planes.of(SampleLayout.YUV_420, size);
    }

    /**
     * Converts a frame.
     *
     * @param rgb height × width × 3 values 0..255
     * @return planes of exactly the frame's size, used again by the next call
     */
    public Planes convert(byte[] rgb) {
        int chromaWidth = planes.stride()[1];
        float[] sumU = new float[chromaWidth];
        float[] sumV = new float[chromaWidth];
        for (int y = 0; y < size.height(); y += 2) {
            Arrays.fill(sumU, 0);
            Arrays.fill(sumV, 0);
            int rows = Math.min(2, size.height() - y);
            for (int row = y; row < y + rows; row++) {
                row(rgb, row, sumU, sumV);
            }
            for (int x = 0; x < chromaWidth; x++) {
                int pixels = rows * Math.min(2, size.width() - 2 * x);
                planes.data()[1][y / 2 * chromaWidth + x] = sample(128 + CHROMA_U * (sumU[x] / pixels));
                planes.data()[2][y / 2 * chromaWidth + x] = sample(128 + CHROMA_V * (sumV[x] / pixels));
            }
        }
        return planes;
    }

    private void row(byte[] rgb, int row, float[] sumU, float[] sumV) {
        int start = row * size.width();
        for (int x = 0; x < size.width(); x++) {
            int at = 3 * (start + x);
            int red = rgb[at] & 0xff;
            int blue = rgb[at + 2] & 0xff;
            float luma = 0.299f * red + 0.587f * (rgb[at + 1] & 0xff) + 0.114f * blue;
            planes.data()[0][start + x] = sample(16 + LUMA * luma);
            sumU[x >> 1] += blue - luma;
            sumV[x >> 1] += red - luma;
        }
    }

    /** All values lie within 16..240, half a unit aside. */
    private static byte sample(float value) {
        return (byte) (value + 0.5f);
    }
}
