package org.fovea.app.picture;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Small letters of 5×9 pixels for captions. Own glyphs, because Java's text drawing needs fonts of the system, which
 * servers lack, and would make a picture depend on the machine.
 */
final class PixelFont {
    /** Rows of a glyph, two of them below the base line. */
    static final int HEIGHT = 9;

    /** Columns from one glyph to the next. */
    static final int ADVANCE = 6;

    private static final int CELL = 6;
    private static final Map<Character, boolean[][]> GLYPHS = load();

    private PixelFont() {}

    /** The pixels of a character, row by row; capitals are drawn small, unknown characters as a question mark. */
    static boolean[][] glyph(char character) {
        if (character == ' ') {
            return new boolean[HEIGHT][CELL - 1];
        }
        boolean[][] glyph = GLYPHS.get(Character.toLowerCase(character));
        return glyph != null ? glyph : Objects.requireNonNull(GLYPHS.get('?'));
    }

    private static Map<Character, boolean[][]> load() {
        Map<Character, boolean[][]> glyphs = new HashMap<>();
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(PixelFont.class.getResourceAsStream("font.txt"), StandardCharsets.UTF_8))) {
            List<String> lines = in.lines().toList();
            for (int top = 0; top < lines.size(); top += HEIGHT + 2) {
                String names = lines.get(top).toLowerCase(Locale.ROOT);
                for (int x = 0; x < names.length(); x += CELL) {
                    glyphs.put(names.charAt(x), glyph(lines, top + 1, x));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return glyphs;
    }

    private static boolean[][] glyph(List<String> lines, int top, int left) {
        boolean[][] glyph = new boolean[HEIGHT][CELL - 1];
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < CELL - 1; x++) {
                glyph[y][x] = lines.get(top + y).charAt(left + x) == '#';
            }
        }
        return glyph;
    }
}
