package org.fovea.app.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PixelFontTest {
    @Test
    void every_letter_and_digit_has_its_own_glyph() {
        Set<String> shapes = new HashSet<>();
        String wanted = "abcdefghijklmnopqrstuvwxyz0123456789.,:%-/()+?_";
        for (char character : wanted.toCharArray()) {
            shapes.add(Arrays.deepToString(PixelFont.glyph(character)));
        }
        assertThat(shapes).hasSize(wanted.length());
    }

    @Test
    void unknown_characters_are_question_marks_and_capitals_small_letters() {
        assertThat(PixelFont.glyph('→')).isEqualTo(PixelFont.glyph('?'));
        assertThat(PixelFont.glyph('Q')).isEqualTo(PixelFont.glyph('q'));
    }
}
