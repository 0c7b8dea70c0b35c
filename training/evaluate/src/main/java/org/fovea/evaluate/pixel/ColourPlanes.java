package org.fovea.evaluate.pixel;

/**
 * The six colour planes of the challenge's pose network: full-range luma of each of the four places in a 2×2 block, and
 * the block's mean chroma, all of half the size. Weights are those of BT.601.
 */
public final class ColourPlanes {
    /** Planes of a frame: luma of the places (row, column) = (0,0), (1,0), (0,1), (1,1), then U, then V. */
    public static final int COUNT = 6;

    static final float RED = 0.299f;
    static final float GREEN = 0.587f;
    static final float BLUE = 0.114f;
    static final float BLUE_RANGE = 1.772f;
    static final float RED_RANGE = 1.402f;
    static final float MIDDLE = 128;
    static final float QUARTER = 0.25f;
    static final float MOST = 255;

    private ColourPlanes() {}

    /**
     * The planes of a picture; an odd last row or column is left out.
     *
     * @param rgb the planes R, G, B, values 0..255, at least 2×2
     * @return six planes of half the height and width
     */
    public static Planes of(Planes rgb) {
        int height = rgb.height() / 2;
        int width = rgb.width() / 2;
        if (rgb.count() != 3 || height < 1 || width < 1) {
            throw new IllegalArgumentException(rgb.count() + " planes of " + rgb.width() + "×" + rgb.height());
        }
        int plane = height * width;
        float[] values = new float[COUNT * plane];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int to = y * width + x;
                float u = 0;
                float v = 0;
                for (int place = 0; place < 4; place++) {
                    int row = 2 * y + (place & 1);
                    int column = 2 * x + (place >> 1);
                    float red = rgb.at(0, row, column);
                    float green = rgb.at(1, row, column);
                    float blue = rgb.at(2, row, column);
                    float luma = limited(RED * red + GREEN * green + BLUE * blue);
                    values[place * plane + to] = luma;
                    u += limited((blue - luma) / BLUE_RANGE + MIDDLE);
                    v += limited((red - luma) / RED_RANGE + MIDDLE);
                }
                values[4 * plane + to] = QUARTER * u;
                values[5 * plane + to] = QUARTER * v;
            }
        }
        return new Planes(COUNT, height, width, values);
    }

    private static float limited(float value) {
        return Math.clamp(value, 0f, MOST);
    }
}
