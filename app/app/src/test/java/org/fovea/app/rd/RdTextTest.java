package org.fovea.app.rd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Locale;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.score.Distortion;
import org.fovea.evaluate.score.ScoreFormula;
import org.fovea.evaluate.score.ScoreTerm;
import org.junit.jupiter.api.Test;

class RdTextTest {
    private static final ScoreFormula FORMULA =
            new ScoreFormula(new ScoreTerm.Linear(100), new ScoreTerm.Root(10), 10, List.of(new ScoreTerm.Linear(50)));

    @Test
    void an_objectives_own_prices_and_further_networks_are_told() {
        PointScore score = PointScore.of(FORMULA, new Distortion(0, 0, List.of(0.02)), 2000, 100_000);
        assertThat(score.total()).isEqualTo(1.2);
        RdPoint point = RdPoint.archive(RdPoint.FOVEA, "a.zip", new FrameSize(320, 240), 2000, score, 1);
        assertThat(RdText.line(point))
                .isEqualTo("a.zip: 2,000 bytes, score 1.200 = segmentation 0.000 + pose 0.000 + further 1.000 + rate"
                        + " 0.200");
        assertThat(RdText.table(List.of(point), "score")).contains("further");
        String[] csv = RdText.csv(List.of(point), RdPoints.RATE).split("\n", -1);
        List<String> names = List.of(csv[0].split(",", -1));
        String[] cells = csv[1].split(",", -1);
        assertThat(cells[names.indexOf("further_term")]).isEqualTo("1.0");
        assertThat(Double.parseDouble(cells[names.indexOf("rate_term")])).isCloseTo(0.2, within(1e-12));
        RdDocument.Point stored = RdDocument.Point.of(point);
        assertThat(stored.lost().further()).containsExactly(0.02);

        String plain = RdText.table(List.of(RdPoints.fovea(10, 2)), "score").toLowerCase(Locale.ROOT);
        assertThat(plain).doesNotContain("further");
    }
}
