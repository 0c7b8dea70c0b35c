package org.fovea.codec.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleLettersTest {
    static Stream<Integer> whatTerminalsObeyAndNobodySees() {
        IntStream control = IntStream.concat(
                IntStream.range(0, 0x20).filter(c -> c != '\n' && c != '\t'), IntStream.rangeClosed(0x7f, 0x9f));
        IntStream direction = IntStream.concat(
                IntStream.of(0x61c, 0x200e, 0x200f),
                IntStream.concat(IntStream.rangeClosed(0x202a, 0x202e), IntStream.rangeClosed(0x2066, 0x2069)));
        IntStream invisible = IntStream.of(
                0xad, 0x115f, 0x1160, 0x180e, 0x200b, 0x200d, 0x2028, 0x2029, 0x2060, 0x3164, 0xfeff, 0xffa0, 0xfff9,
                0xe0001, 0xe0041, 0xe007f);
        return IntStream.concat(control, IntStream.concat(direction, invisible)).boxed();
    }

    @ParameterizedTest
    @MethodSource("whatTerminalsObeyAndNobodySees")
    void becomes_what_can_be_read(int letter) {
        String hostile = "a" + Character.toString(letter) + "b";
        assertThat(VisibleLetters.of(hostile)).matches("a(\\\\u[0-9a-f]{4}){1,2}b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"E]0;titleB", "E]52;c;ZXZpbA==E!", "E]8;;http://evilE!here", "O0;titleT", "E[2JE[31m", "EP+qE!"})
    void sequences_that_set_titles_clipboards_links_and_colours_are_shown(String sketch) {
        String hostile = sketch.replace('E', (char) 0x1b)
                .replace('B', (char) 7)
                .replace('O', (char) 0x9d)
                .replace('T', (char) 0x9c)
                .replace('!', '\\');
        String shown = VisibleLetters.of(hostile);
        assertThat(shown).matches("[ -~]*").contains("\\u00");
    }

    @Test
    void other_texts_stay_as_they_are() {
        String text = "Straße 東京 \ud83d\ude97 é\n\tx";
        assertThat(VisibleLetters.of(text)).isSameAs(text);
    }

    @Test
    void an_entry_of_a_log_is_one_line() {
        assertThat(VisibleLetters.line("a\nb\r\nc\u2028d\u0085e\u001b")).isEqualTo("a b c d e\\u001b");
    }
}
