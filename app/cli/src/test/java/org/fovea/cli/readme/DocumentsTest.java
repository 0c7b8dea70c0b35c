package org.fovea.cli.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * README.md, docs and the other documents at the top: every link leads to a file, every fence is closed, and nothing is
 * left to be filled in.
 */
class DocumentsTest {
    private static final Path ROOT = Path.of(System.getProperty("fovea.root"));
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern PLACEHOLDER = Pattern.compile("@@|^@\\w+@$");

    static List<String> documents() throws IOException {
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(top, docs)
                    .map(file -> ROOT.relativize(file).toString())
                    .filter(name -> name.endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void every_relative_link_leads_to_a_file(String document) throws IOException {
        Path folder = ROOT.resolve(document).getParent();
        List<String> dead = new ArrayList<>();
        Matcher links = LINK.matcher(Files.readString(ROOT.resolve(document)));
        while (links.find()) {
            String target = links.group(1).replaceAll("#.*", "");
            if (!target.isEmpty() && !target.contains(":") && !Files.exists(folder.resolve(target))) {
                dead.add(target);
            }
        }
        assertThat(dead).as("dead links of %s", document).isEmpty();
    }

    /** Behind a fence that is not closed, headings would be code and code headings. */
    @ParameterizedTest
    @MethodSource("documents")
    void every_code_fence_is_closed_and_nothing_is_left_to_be_filled_in(String document) throws IOException {
        assertThat(Files.readAllLines(ROOT.resolve(document)))
                .as("placeholders")
                .noneMatch(line -> PLACEHOLDER.matcher(line).find());
        boolean open = false;
        int number = 0;
        for (String line : Files.readAllLines(ROOT.resolve(document))) {
            number++;
            if (line.startsWith("```")) {
                assertThat(open && line.length() > 3)
                        .as("%s:%d: a fence begins within another one", document, number)
                        .isFalse();
                open = !open;
            }
        }
        assertThat(open).as("%s: the last fence is not closed", document).isFalse();
    }
}
