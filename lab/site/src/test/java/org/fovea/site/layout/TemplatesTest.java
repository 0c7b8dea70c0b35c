package org.fovea.site.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.fovea.site.Labs;
import org.junit.jupiter.api.Test;

/** What stands in templates themselves. */
class TemplatesTest {
    private static final Pattern EXPRESSION = Pattern.compile("[$!]\\{[^}]*}");
    private static final Pattern CONTROL = Pattern.compile(
            "(?m)^\\s*@.*$|@(if|for|elseif|template\\.\\w+)\\((?:[^()]|\\((?:[^()]|\\([^()]*\\))*\\))*\\)");
    /** Commands to be typed name records by way of example; choices of a player are no figures. */
    private static final Pattern COMMAND =
            Pattern.compile("<code>[^$<]*</code>|<pre.*?</pre>|<option[^>]*>[^<]*</option>", Pattern.DOTALL);

    private static final Pattern TAG = Pattern.compile("<[^>]*>");
    /** Names that have a digit: what a hash is called, a standard. */
    private static final Pattern NAMES = Pattern.compile("SHA-256|sha256sum|AV1|RFC 4287|UTF-8|ISO 8601|draft 2020-12");

    /** Pages of one file, with a policy of their own. */
    private static final Set<String> SENT_ALONE = Set.of("demo.jte", "sheet.jte", "watch.jte");

    private static final Pattern STYLE = Pattern.compile("<style>\\n\\$unsafe\\{\\w+\\.style\\(\\)}\\n</style>");

    private static List<Path> templates() throws IOException {
        try (Stream<Path> files = Files.walk(Labs.ROOT.resolve("lab/site/src/main/jte"))) {
            return files.filter(file -> file.toString().endsWith(".jte")).toList();
        }
    }

    @Test
    void no_number_is_typed_into_one() throws IOException {
        assertThat(templates()).isNotEmpty();
        for (Path template : templates()) {
            String text = Files.readString(template);
            for (Pattern pattern : List.of(COMMAND, EXPRESSION, TAG, CONTROL, NAMES)) {
                text = pattern.matcher(text).replaceAll(" ");
            }
            assertThat(text).as(template.getFileName().toString()).doesNotContainPattern("[0-9]");
        }
    }

    @Test
    void nothing_is_inline_that_the_policy_forbids() throws IOException {
        for (Path template : templates()) {
            String text = COMMAND.matcher(Files.readString(template)).replaceAll(" ");
            if (SENT_ALONE.contains(template.getFileName().toString())) {
                text = STYLE.matcher(text).replaceAll("");
            }
            assertThat(text)
                    .as(template.getFileName().toString())
                    .doesNotContainPattern("\\sstyle=|\\son[a-z]+=|<style|javascript:|https?://(?!www\\.w3\\.org)");
        }
    }

    @Test
    void blocks_of_the_style_sheet_are_closed() throws IOException {
        String css = Files.readString(Labs.ROOT.resolve("lab/site/src/main/resources/org/fovea/site/asset/site.css"));
        long open = css.chars().filter(character -> character == '{').count();
        assertThat(css.chars().filter(character -> character == '}').count()).isEqualTo(open);
        assertThat(css).doesNotContain("<<<<", ">>>>");
    }
}
