package org.fovea.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class VisibleTextTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final VisibleText text = new VisibleText(bytes, true);

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void no_character_that_a_terminal_obeys_gets_through() {
        for (char letter = 0; letter < 0x100; letter++) {
            text.print("<" + letter + ">");
        }
        assertThat(printed().chars().filter(c -> c < ' ' && c != '\n' && c != '\t' || c >= 0x7f && c <= 0x9f))
                .isEmpty();
        assertThat(printed()).contains("<\\u001b>", "<\\u0007>", "<\\u009b>", "<\\u000d>", "<\n>", "<\t>", "<é>");
    }

    @Test
    void clipboard_sequences_and_reversed_text_are_shown_as_what_they_are() {
        text.println("idea \u001b]52;c;ZXZpbA==\u0007 \u001b[2J \u202e");
        text.printf("%s%n", "\u009b31m");
        text.format(Locale.ROOT, "%s", "\u2066x");
        text.append("\u200fy").append("\u001bz", 0, 1);
        text.println((Object) "\u001bq");
        assertThat(printed())
                .isEqualTo("idea \\u001b]52;c;ZXZpbA==\\u0007 \\u001b[2J "
                        + "\\u202e\n\\u009b31m\n\\u2066x\\u200fy\\u001b\\u001bq\n");
    }

    @Test
    void single_letters_pass_the_filter_too() {
        text.print('\u001b');
        text.println('\u009b');
        text.print(new char[] {'a', '\u0007'});
        text.println(new char[] {'\u202e'});
        text.append('\r');
        assertThat(printed()).isEqualTo("\\u001b\\u009b\na\\u0007\\u202e\n\\u000d");
    }

    @Test
    void in_json_the_text_stays_the_same() {
        String hostile = "a\u202eb\u009bc\u007f";
        text.println(JsonMapper.shared().writeValueAsString(hostile));
        assertThat(printed()).doesNotContain("\u202e", "\u009b");
        assertThat(JsonMapper.shared().readValue(printed(), String.class)).isEqualTo(hostile);
    }

    @Test
    void the_programs_own_sequences_move_the_cursor() {
        Terminal.control(text, "\r\u001b[K");
        assertThat(printed()).isEqualTo("\r\u001b[K");
    }
}
