package org.fovea.cli.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.fovea.testkit.networks.SmallArchive;
import org.fovea.testkit.networks.SmallMasks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The examples of docs/java.md are the code of this package and of {@code org.fovea.app.example}, whose tests run them.
 * In README.md, a line {@code <!-- example: CodecExample -->} stands before the fenced block that must equal what
 * stands between {@code // example begins} and {@code // example ends} in the source.
 */
class ReadmeTest {
    private static final Path ROOT = Path.of(System.getProperty("fovea.root"));
    private static final List<Path> SOURCES = List.of(
            ROOT.resolve("app/cli/src/test/java/org/fovea/cli/readme"),
            ROOT.resolve("app/app/src/test/java/org/fovea/app/example"));

    @TempDir
    Path folder;

    static List<Path> examples() throws IOException {
        List<Path> examples = new ArrayList<>();
        for (Path folder : SOURCES) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith("Example.java"))
                        .sorted()
                        .forEach(examples::add);
            }
        }
        return examples;
    }

    @ParameterizedTest
    @MethodSource("examples")
    void the_readme_shows_what_is_compiled(Path source) throws IOException {
        String example = source.getFileName().toString().replace(".java", "");
        assertThat(String.join("\n", block(Files.readAllLines(ROOT.resolve("docs/java.md")), example)))
                .isEqualTo(String.join("\n", compiled(Files.readAllLines(source))));
    }

    @Test
    void the_readme_shows_no_other_example() throws IOException {
        List<String> sources = examples().stream()
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .toList();
        List<String> shown = Files.readAllLines(ROOT.resolve("docs/java.md")).stream()
                .filter(line -> line.startsWith("<!-- example: "))
                .map(line -> line.replaceAll("<!-- example: | -->", ""))
                .toList();
        assertThat(shown).containsExactlyInAnyOrderElementsOf(sources);
    }

    private static List<String> block(List<String> readme, String example) {
        int marker = readme.indexOf("<!-- example: " + example + " -->");
        assertThat(marker).as("line of the marker of %s", example).isNotNegative();
        assertThat(readme.get(marker + 1)).isEqualTo("```java");
        List<String> lines = new ArrayList<>();
        for (String line : readme.subList(marker + 2, readme.size())) {
            if (line.equals("```")) {
                return lines;
            }
            lines.add(line);
        }
        throw new AssertionError("the block of " + example + " has no end");
    }

    private static List<String> compiled(List<String> source) {
        int begin = source.indexOf("        // example begins");
        int end = source.indexOf("        // example ends");
        assertThat(begin).isNotNegative().isLessThan(end);
        List<String> lines = new ArrayList<>();
        for (String line : source.subList(begin + 1, end)) {
            lines.add(line.isEmpty() ? "" : line.substring(8));
        }
        return lines;
    }

    @Test
    void the_codec_example_gives_back_what_it_was_given() {
        byte[] ids = SmallMasks.draw(8, 96, 128, 1).classIds();
        assertThat(CodecExample.run(ids.clone())).isEqualTo(ids);
    }

    @Test
    void the_render_example_draws_an_archive() throws IOException, InterruptedException {
        Path archive = Files.write(folder.resolve("archive.zip"), SmallArchive.file());
        RenderExample.run(archive, folder.resolve("0.raw"));
        assertThat(folder.resolve("0.raw")).hasSize(2L * SmallArchive.PAIRS * SmallArchive.FRAME_BYTES);
    }
}
