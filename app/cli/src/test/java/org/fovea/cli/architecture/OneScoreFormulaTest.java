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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @Test
    void the_formula_itself_is_where_it_is_said_to_be() throws IOException {
        Path home = Path.of("../../training/evaluate/src/main/java/org/fovea/evaluate/score")
                .resolve(HOME);
        assertThat(Files.readString(home)).contains("Linear(100)", "Root(10)", ", 25)");
    }

    /** As they stood in eighteen files before. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "return 100 * segmentation;",
                "double split = plot.y(Math.min(cost, 100 * pair.segmentation()));",
                "return 100 * segNet + StrictMath.sqrt(10 * poseNet);",
                "pixelPrice = 100.0 / pairs / shape.pixels();",
                "return new Prices(pointsPerByte, 100.0 / shape.total());",
                "return Math.sqrt(10 * mean(pose));",
                "double price = refit ? 0 : 5 / Math.sqrt(10 * Math.max(mean, 1e-12)) / pairs;",
                "return 25.0 / originalBytes;",
                "return 25 * bytes / originalBytes;",
                "private static final double SEGMENTATION_POINTS = 100;",
                "private static final double POSE_WEIGHT = 10;",
                "private static final double HALF_POSE_WEIGHT = 5;",
                "public static final double WEIGHT = 25;",
                "${25 * run.bytes()}"
            })
    void weights_are_recognised(String line) {
        assertThat(found(line)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "// 100·segmentation: 100 * segmentation",
                "/** √(10·pose): Math.sqrt(10 * pose) */",
                "String text = \"25 * bytes / originalBytes\";",
                "return String.format(Locale.ROOT, \"%.1f %%\", 100 * share);",
                "private static final int MAX_POSES = 100;"
            })
    void other_numbers_are_left_alone(String line) {
        assertThat(found(line)).isEmpty();
    }
}
