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
 * The weights of the score are in {@code ScoreFormula} and nowhere else in the main sources: 100, 10 under the root,
 * 25.
 */
class OneScoreFormulaTest {
    private static final String HOME = "ScoreFormula.java";

    private static final String LOST = "\\w*(?i:segmentation|segnet|wrong|pixels|disagree)\\w*";
    private static final String POSE = "\\w*(?i:pose|distortion)\\w*";
    private static final String BYTES = "\\w*(?i:bytes|archive|payload)\\w*";

    /** What a term or a slope of one looks like where somebody writes it down once more. */
    private static final List<Pattern> WEIGHTS = Stream.of(
                    // 100·segmentation, 100/(pairs·pixels)
                    "\\b100(\\.0)?\\s*\\*\\s*(\\w+\\.)*" + LOST,
                    LOST + "(\\(\\))?\\s*\\*\\s*100(\\.0)?\\b",
                    "\\b100(\\.0)?\\s*/\\s*(\\(double\\)\\s*)?(\\w+\\.)*\\w*(?i:pairs|pixels|total\\()",
                    // √(10·pose), 5/√(10·pose), √10/2/√pose
                    "sqrt\\(\\s*10(\\.0)?\\s*[*)]",
                    "\\b5(\\.0)?\\s*/\\s*(Strict)?Math\\.sqrt",
                    "\\b10(\\.0)?\\s*\\*\\s*(\\w+\\.)*" + POSE,
                    // 25·bytes/original, 25/original
                    "\\b25(\\.0)?\\s*[*/]\\s*(\\(double\\)\\s*)?(\\w+(\\(\\))?\\.)*" + BYTES,
                    "\\b25(\\.0)?\\s*/\\s*(\\w+(\\(\\))?\\.)*\\w*(?i:original)\\w*",
                    // a constant that is called what it is
                    "\\b\\w*(?i:weight|points|price)\\s*=\\s*(100|25)(\\.0)?\\s*;",
                    "\\b\\w*(?i:pose|rate|segmentation)_?(?i:weight|points)\\w*\\s*=\\s*[0-9.]+\\s*;")
            .map(Pattern::compile)
            .toList();

    private static List<String> found(String source) {
        // What a comment explains is nobody's weight.
        String code =
                Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL).matcher(source).replaceAll("");
        return code.lines()
                .map(line -> line.replaceFirst("(^|\\s)//.*", ""))
                // Per cent are not points.
                .filter(line -> !line.contains("%%"))
                .map(line -> line.replaceAll("\"([^\"\\\\]|\\\\.)*\"", "\"\""))
                .filter(line ->
                        WEIGHTS.stream().anyMatch(weight -> weight.matcher(line).find()))
                .map(String::strip)
                .toList();
    }

    @Test
    void weights_are_written_once() throws IOException {
        List<String> elsewhere = new ArrayList<>();
        int looked = 0;
        try (Stream<Path> files = Files.walk(Path.of("../.."))) {
            for (Path file :
                    files.filter(OneScoreFormulaTest::isMainSource).sorted().toList()) {
                looked++;
                if (!file.endsWith(HOME)) {
                    found(Files.readString(file)).forEach(line -> elsewhere.add(file + ": " + line));
                }
            }
        }
        assertThat(looked).isGreaterThan(900);
        assertThat(elsewhere).isEmpty();
    }

    /**
     * Weights of other things, which only look alike, would stand here; {@code samples} draws pictures and knows no
     * score.
     */
    private static boolean isMainSource(Path file) {
        String path = file.toString().replace('\\', '/');
        return path.contains("/src/main/")
                && !path.contains("/target/")
                && !path.startsWith("../../training/samples/")
                && (path.endsWith(".java") || path.endsWith(".jte"));
    }
}
