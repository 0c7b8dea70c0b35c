package org.fovea.cli.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Words that are out, in comments and texts of the sources (help is among them), pages and documents. */
class PlainWordsTest {
    private static final Path ROOT = Path.of(System.getProperty("fovea.root"));

    private static final Pattern OUT = Pattern.compile("\\b(whoever|anew|by lot|twins?)\\b", Pattern.CASE_INSENSITIVE);

    /** Comments, and texts between quotes; names in code are not read. */
    private static final Pattern TEXT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*|\"(?:\\\\.|[^\"\\\\\\n])*\"");

    @Test
    void words_that_are_out_stay_out() throws IOException {
        List<String> found = new ArrayList<>();
        int read = 0;
        try (Stream<Path> files = Files.walk(ROOT)) {
            for (Path file : files.filter(PlainWordsTest::isRead).toList()) {
                read++;
                String source = Files.readString(file);
                String text = file.toString().endsWith(".java")
                        ? TEXT.matcher(source).results().map(MatchResult::group).collect(Collectors.joining("\n"))
                        : source;
                OUT.matcher(text).results().forEach(out -> found.add(ROOT.relativize(file) + ": " + out.group()));
            }
        }
        assertThat(read).isGreaterThan(1200);
        assertThat(found).isEmpty();
    }

    /** The log keeps the names of its time, and the glossary names the words that are out. */
    private static boolean isRead(Path file) {
        String path = ROOT.relativize(file).toString().replace('\\', '/');
        return !path.contains("target/")
                && (path.matches(".*/src/main/.*\\.(java|jte)")
                        || path.matches("(docs/(?!log/|glossary).*|[^/]*)\\.md") && !path.equals("CHANGELOG.md"));
    }
}
