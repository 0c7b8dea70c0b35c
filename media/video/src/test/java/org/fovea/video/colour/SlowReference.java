package org.fovea.video.colour;

import org.fovea.codec.FrameSize;

/** The formulas of the colour rules written down pixel by pixel, with nothing shared with the code under test. */
public final class SlowReference {
    private SlowReference() {}

    /** The frame in RGB. */
    public static byte[] rgb(ColourRule rule, SampleLayout layout, FrameSize size, Planes planes) {
        byte[] rgb = new byte[3 * size.width() * size.height()];
        int chromaWidth = layout == SampleLayout.YUV_444 ? size.width() : (size.width() + 1) / 2;
        int chromaHeight = layout == SampleLayout.YUV_420 ? (size.height() + 1) / 2 : size.height();
        boolean limited = rule.name().endsWith("_LIMITED");
        double[] parts = parts(rule);
        double red = parts[0];
        double blue = parts[1];
        double green = 1 - red - blue;
        boolean challenge = red == 0.299;
        float redV = (float) (2 * (1 - red));
        float greenU = challenge ? 0.344136f : (float) (2 * (1 - blue) * blue / green);
        float greenV = challenge ? 0.714136f : (float) (2 * (1 - red) * red / green);
        float blueU = (float) (2 * (1 - blue));
        for (int y = 0; y < size.height(); y++) {
            for (int x = 0; x < size.width(); x++) {
                float luma = planes.data()[0][y * planes.stride()[0] + x] & 0xff;
                float u = resized(planes, 1, chromaWidth, chromaHeight, size, x, y) - 128f;
                float v = resized(planes, 2, chromaWidth, chromaHeight, size, x, y) - 128f;
                if (limited) {
                    luma = (luma - 16f) * (255f / 219f);
                    u = u * (255f / 224f);
                    v = v * (255f / 224f);
                }
                int at = 3 * (y * size.width() + x);
                rgb[at] = rounded(luma + redV * v);
                rgb[at + 1] = rounded(luma - greenU * u - greenV * v);
                rgb[at + 2] = rounded(luma + blueU * u);
            }
        }
        return rgb;
    }

    /** Parts of red and blue in luma, ITU-T H.273, table 4. */
    private static double[] parts(ColourRule rule) {
        return switch (rule) {
            case BT601_LIMITED, BT601_FULL -> new double[] {0.299, 0.114};
            case BT709_LIMITED, BT709_FULL -> new double[] {0.2126, 0.0722};
            case FCC_LIMITED, FCC_FULL -> new double[] {0.30, 0.11};
            case SMPTE240M_LIMITED, SMPTE240M_FULL -> new double[] {0.212, 0.087};
            case BT2020_LIMITED, BT2020_FULL -> new double[] {0.2627, 0.0593};
            default -> throw new IllegalArgumentException(rule.id());
        };
    }

    private static byte rounded(float value) {
        return (byte) (int) Math.rint(Math.max(0f, Math.min(255f, value)));
    }

    private static float resized(Planes planes, int plane, int width, int height, FrameSize size, int x, int y) {
        double sx = Math.max(0, (double) ((float) width / size.width()) * (x + 0.5) - 0.5);
        double sy = Math.max(0, (double) ((float) height / size.height()) * (y + 0.5) - 0.5);
        int x0 = Math.min(width - 1, (int) Math.floor(sx));
        int y0 = Math.min(height - 1, (int) Math.floor(sy));
        int x1 = Math.min(width - 1, x0 + 1);
        int y1 = Math.min(height - 1, y0 + 1);
        float fx = (float) Math.min(1, sx - x0);
        float fy = (float) Math.min(1, sy - y0);
        float top = (1 - fx) * at(planes, plane, x0, y0) + fx * at(planes, plane, x1, y0);
        float bottom = (1 - fx) * at(planes, plane, x0, y1) + fx * at(planes, plane, x1, y1);
        return (1 - fy) * top + fy * bottom;
    }

    private static float at(Planes planes, int plane, int x, int y) {
        return planes.data()[plane][y * planes.stride()[plane] + x] & 0xff;
    }
}
