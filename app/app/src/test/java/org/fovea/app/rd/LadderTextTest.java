package org.fovea.app.rd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.fovea.app.AppException;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.score.Score;
import org.fovea.evaluate.score.ScoreFormula;
import org.junit.jupiter.api.Test;

class LadderTextTest {
    private static final Ladder.Step FIRST = step("plain", 40_000, 0, 3, true);
    private static final Ladder.Step WORSE = step("grain", 45_000, 0, 3, false);
    private static final Ladder.Step BEST = step("filter", 20_000, 4_000, 1, true);
    private static final Ladder.Step LAST = step("options", 20_000, 4_000, 1.2, false);

    private static Ladder.Step step(String name, long bytes, long weights, double segmentation, boolean kept) {
        long original = 1_000_000;
        RdPoint point = RdPoint.archive(
                RdPoint.ROBUST,
                "the " + name,
                new FrameSize(96, 72),
                bytes,
                PointScore.of(new Score(segmentation, 0.25, ScoreFormula.COMMA.rateTerm(bytes, original))),
                2);
        return new Ladder.Step(name, point, weights, original, kept, name + ".zip");
    }

    @Test
    void both_scores_differ_by_the_bytes_of_the_weights() {
        assertThat(BEST.point().score()).isEqualTo(1 + 0.25 + 0.5, within(1e-12));
        assertThat(BEST.scoreWithWeightsOutside()).isEqualTo(1 + 0.25 + 0.4, within(1e-12));
        assertThat(FIRST.scoreWithWeightsOutside()).isEqualTo(FIRST.point().score());
    }

    @Test
    void the_best_rung_is_the_last_that_was_kept_and_the_ratio_is_against_the_first() {
        List<Ladder.Step> steps = List.of(FIRST, WORSE, BEST, LAST);
        assertThat(LadderText.best(steps)).isEqualTo(BEST);
        assertThat(LadderText.ratio(steps)).isEqualTo(1.75 / 4.25, within(1e-12));
    }

    @Test
    void table_and_csv_show_every_rung_with_its_verdict() {
        List<Ladder.Step> steps = List.of(FIRST, WORSE, BEST);
        assertThat(LadderText.table(steps).lines().filter(line -> line.contains("kept")))
                .hasSize(2);
        assertThat(LadderText.table(steps)).contains("the grain").contains("rejected");
        assertThat(LadderText.csv(steps).lines()).hasSize(4).allMatch(line -> line.split(",", -1).length == 11);
        assertThat(LadderText.document(steps).get(2).size().weightBytes()).isEqualTo(4_000);
    }

    @Test
    void the_published_climb_is_there_in_its_order() {
        LadderPlan plan = LadderPlan.of("0.45", "45", List.of("sharpness=1"));
        assertThat(plan.rungs().stream().map(LadderPlan.Rung::name))
                .containsExactly("plain", "small", "lanczos", "coarse", "grain", "filter", "int8", "options");
        assertThat(plan.rungs().getLast().changes()).containsExactly("stream.sharpness=1");
        assertThatThrownBy(() -> LadderPlan.of("half", "45", List.of())).isInstanceOf(AppException.class);
    }
}
