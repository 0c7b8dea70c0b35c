package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documents as pages show them. */
class DocumentsTest {
    static List<Path> documents() throws IOException {
        try (Stream<Path> top = Files.list(Fovea.ROOT);
                Stream<Path> docs = Files.walk(Fovea.ROOT.resolve("docs"))) {
            return Stream.concat(top, docs)
                    .filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    /** Behind a fence that is not closed, headings would be code and code headings. */
    @ParameterizedTest
    @MethodSource("documents")
    void every_code_fence_is_closed(Path document) throws IOException {
        boolean open = false;
        int number = 0;
        for (String line : Files.readAllLines(document)) {
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
