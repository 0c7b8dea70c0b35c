package org.fovea.cli.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A {@code FormatException} without a hint says that the file is damaged and to be fetched again. The sources are
 * searched for those whose own words say something else: that an intact file is of another kind, or not supported.
 * These need a hint.
 */
class DamageTest {
    private static final Path ROOT = Path.of(System.getProperty("fovea.root"));
    private static final String WITHOUT_HINT = "new FormatException(";
    private static final Pattern INTACT = Pattern.compile(
            "(?i)not supported|not read\\b|unknown|no such|not an? \\w|is no \\w|holds no |only masks|not class "
                    + "masks|does not begin|another kind|newer");

    /** Words of damage all the same. */
    private static final List<String> PROVED = List.of(
            "not an even number",
            "is no byte",
            "is no multiple",
            "not a number",
            "not a header in JSON",
            "not an AV1 stream");

    @Test
    void what_is_intact_is_refused_with_what_to_do() throws IOException {
        List<String> wrong = new ArrayList<>();
        int places = 0;
        try (Stream<Path> files = Files.walk(ROOT)) {
            for (Path file : files.filter(each -> each.toString().matches(".*/src/main/java/.*\\.java"))
                    .toList()) {
                String text = Files.readString(file);
                for (int at = text.indexOf(WITHOUT_HINT); at >= 0; at = text.indexOf(WITHOUT_HINT, at + 1)) {
                    places++;
                    List<String> arguments = arguments(text, at + WITHOUT_HINT.length());
                    if (arguments.size() == 3 && claims(arguments.get(2))) {
                        wrong.add(ROOT.relativize(file) + ": " + arguments.get(2));
                    }
                }
            }
        }
        assertThat(places).isGreaterThan(200);
        assertThat(wrong).isEmpty();
    }

    private static boolean claims(String reason) {
        return INTACT.matcher(reason).find() && PROVED.stream().noneMatch(reason::contains);
    }

    /** Arguments of a call as they are written, from behind its bracket. */
    private static List<String> arguments(String text, int from) {
        List<String> arguments = new ArrayList<>();
        StringBuilder argument = new StringBuilder();
        int depth = 1;
        boolean quoted = false;
        for (int i = from; depth > 0; i++) {
            char letter = text.charAt(i);
            if (letter == '"' && text.charAt(i - 1) != '\\') {
                quoted = !quoted;
            } else if (!quoted && (letter == '(' || letter == '[' || letter == '{')) {
                depth++;
            } else if (!quoted && (letter == ')' || letter == ']' || letter == '}')) {
                depth--;
            }
            if (depth == 0 || letter == ',' && !quoted && depth == 1) {
                arguments.add(argument.toString().strip());
                argument.setLength(0);
            } else {
                argument.append(letter);
            }
        }
        return arguments;
    }
}
