package org.fovea.app.rd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.fovea.app.text.Text;
import org.fovea.config.CanonicalJson;
import org.fovea.evaluate.ScoreTerm;
import org.fovea.evaluate.score.Distortion;
import org.fovea.evaluate.score.Score;
import org.fovea.evaluate.score.ScoreFormula;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RdTextTest {
    private static final ScoreFormula FORMULA =
            new ScoreFormula(ScoreTerm.linear(100), ScoreTerm.root(10), 10, List.of(ScoreTerm.linear(50)));

    @Test
    void an_objectives_own_prices_and_further_networks_are_told() {
        RdPoint point = new RdPoint(
                        RdPoint.FOVEA,
                        "a.zip",
                        new RdPoint.Coding("", 0, 100, 320, 240, "", ""),
                        2000,
                        new Distortion(0, 0, List.of(0.02)),
                        1.2,
                        1,
                        true,
                        false,
                        Map.of("AP cars, labels", 0.75),
                        new Score(0, 0, 0, List.of()))
                .priced(FORMULA, 100_000);
        assertThat(point.terms().total()).isEqualTo(1.2);
        assertThat(RdText.line(point))
                .isEqualTo("a.zip: 2,000 bytes, score 1.200 = segmentation 0.000 + pose 0.000 + further 1.000 + rate"
                        + " 0.200");
        assertThat(RdText.table(List.of(point), "score")).contains("further");
        String[] csv = RdText.csv(List.of(point), RdPoints.RATE).split("\n", -1);
        List<String> names = List.of(csv[0].split(",", -1));
        String[] cells = csv[1].split(",", -1);
        assertThat(cells[names.indexOf("further_term")]).isEqualTo("1.0");
        assertThat(Double.parseDouble(cells[names.indexOf("rate_term")])).isCloseTo(0.2, within(1e-12));
        assertThat(cells[names.indexOf("further_1")]).isEqualTo("0.02");
        assertThat(RdChart.Term.of(List.of(point)))
                .extracting(RdChart.Term::word)
                .containsExactly("further network 1", "AP cars, labels");
        RdPoint stored = CanonicalJson.read(CanonicalJson.write(point), RdPoint.class);
        assertThat(stored.priced(FORMULA, 100_000)).isEqualTo(point);
        assertThat(RdText.table(List.of(point), "score")).contains("AP cars, labels", "75.0 %");
        assertThat(cells[names.indexOf("AP_cars_labels")]).isEqualTo("0.75");
        RdChart.Term precision = RdChart.Term.of(List.of(point)).getLast();
        assertThat(RdChart.draw(List.of(point), "a clip", precision).orElseThrow())
                .contains("1 − AP cars, labels (lower is better", "Fovea 0.25");

        String plain = RdText.table(List.of(RdPoints.fovea(10, 2)), "score").toLowerCase(Locale.ROOT);
        assertThat(plain).doesNotContain("further");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"=cmd|' /C calc'!A0", "+1+1.zip", "-2+3.zip", "@SUM(A1)", "=HYPERLINK(\"http://evil\",\"x\")"})
    void a_name_is_no_formula(String name) {
        String line = RdText.csv(List.of(RdPoints.archive(RdPoint.FOVEA, name, 1000, 2)), RdPoints.RATE)
                .lines()
                .toList()
                .get(1);
        assertThat(line).doesNotContainPattern("(^|,)\"?[=+@]").doesNotContainPattern("(^|,)\"?-[^0-9]");
        assertThat(line).contains("'" + name.charAt(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"=1,2; \"'=1,2\"", "a,b; \"a,b\"", "a=b; a=b", "-1; '-1"},
            quoteCharacter = '~')
    void cells(String text, String cell) {
        assertThat(Text.csv(text)).isEqualTo(cell);
    }
}
