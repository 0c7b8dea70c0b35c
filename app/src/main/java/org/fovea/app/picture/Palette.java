package org.fovea.app.picture;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * The colours of class masks. The first eight differ in lightness as well as in hue, so that eyes with a red-green weakness and a black
 * and white print tell them apart; all sixteen differ from each other.
 */
public final class Palette {
    /** Index of the page's colour. */
    public static final int PAGE = 16;

    /** Index of the text's colour. */
    public static final int INK = 17;

    private static final List<Integer> COLOURS = List.of(
            0x3b4a6b, // slate
            0xf4e285, // straw
            0x4f9d69, // green
            0xc8553d, // brick
            0xb9dcf2, // pale blue
            0x1a1423, // aubergine
            0xe39ec1, // pink
            0x2567ac, // blue
            0xf18f01, 0x7b2d8b, 0x8fd694, 0x6b4226, 0x00b5ad, 0xb00030, 0x9a9a9a, 0xe8e8d0, 0xffffff, 0x22272e);

    private Palette() {}

    /** All colours, 0xRRGGBB: sixteen classes, page and ink. */
    public static List<Integer> colours() {
        return COLOURS;
    }

    /** The same as RGB bytes. */
    public static byte[] rgb() {
        ByteBuffer bytes = ByteBuffer.allocate(3 * COLOURS.size());
        for (int colour : COLOURS) {
            bytes.put((byte) (colour >> 16)).put((byte) (colour >> 8)).put((byte) colour);
        }
        return bytes.array();
    }
}
