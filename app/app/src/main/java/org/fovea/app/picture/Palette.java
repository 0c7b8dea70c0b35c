package org.fovea.app.picture;

import java.util.ArrayList;
import java.util.List;

/**
 * The colours of class masks. The first eight differ in lightness as well as in hue, so that eyes with a red-green
 * weakness and a black and white print tell them apart; the first sixteen differ from each other clearly, all others by
 * their numbers at least: hues a golden angle apart, in six kinds of lightness and saturation.
 */
public final class Palette {
    static final int PAGE = 0xffffff;
    static final int INK = 0x22272e;
    private static final int MOST = 256;
    private static final double GOLDEN_ANGLE = 360 * (2 - (1 + Math.sqrt(5)) / 2);
    private static final double[] LIGHTNESS = {0.45, 0.7, 0.3, 0.58, 0.8, 0.38};
    private static final double[] SATURATION = {0.85, 0.6, 0.7, 0.35, 0.75, 0.4};

    private static final List<Integer> FIRST = List.of(
            0x3b4a6b, // slate
            0xf4e285, // straw
            0x4f9d69, // green
            0xc8553d, // brick
            0xb9dcf2, // pale blue
            0x1a1423, // aubergine
            0xe39ec1, // pink
            0x2567ac, // blue
            0xf18f01, 0x7b2d8b, 0x8fd694, 0x6b4226, 0x00b5ad, 0xb00030, 0x9a9a9a, 0xe8e8d0);

    private static final List<Integer> COLOURS = all();

    private Palette() {}

    private static List<Integer> all() {
        List<Integer> colours = new ArrayList<>(FIRST);
        for (int i = 0; colours.size() < MOST; i++) {
            colours.add(
                    colour(i * GOLDEN_ANGLE % 360, SATURATION[i % SATURATION.length], LIGHTNESS[i % LIGHTNESS.length]));
        }
        return List.copyOf(colours);
    }

    /** A colour of the HSL model; hue in degrees. */
    private static int colour(double hue, double saturation, double lightness) {
        double chroma = saturation * Math.min(lightness, 1 - lightness);
        int colour = 0;
        for (int offset : new int[] {0, 8, 4}) {
            double k = (offset + hue / 30) % 12;
            double value = lightness - chroma * Math.max(-1, Math.min(Math.min(k - 3, 9 - k), 1));
            colour = colour << 8 | (int) Math.round(255 * value);
        }
        return colour;
    }

    /**
     * Colour of a class, 0xRRGGBB.
     *
     * @param id 0..255
     */
    public static int ofClass(int id) {
        return COLOURS.get(id);
    }
}
