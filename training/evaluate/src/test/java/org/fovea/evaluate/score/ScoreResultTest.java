package org.fovea.evaluate.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.fovea.testkit.Thrown.assertThrown;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.fovea.evaluate.score.MeteredBytes.Accounting;
import org.fovea.evaluate.score.MeteredBytes.CountedFile;
import org.junit.jupiter.api.Test;

class ScoreResultTest {
    private static final OptionalLong ARCHIVE = OptionalLong.of(2_244_900);

    @Test
    void the_score_of_the_challenges_own_example_comes_out() {
        ScoreResult result = Scores.of(Scores.even(600, 0.00946623, 0.38042614), 1200, ARCHIVE, 0, "official");
        Accounting score = result.score().orElseThrow();
        assertThat(score.rate()).isCloseTo(0.05979147, within(5e-9));
        assertThat(score.score()).isCloseTo(4.39, within(0.005));
        assertThat(result.provenance().scoreName()).isEqualTo("official score");
    }

    @Test
    void both_accountings_are_equal_where_the_archive_stands_alone() {
        List<Accounting> alone =
                Scores.of(Scores.even(2, 0.1, 0.1), 4, ARCHIVE, 0, "bundled").accountings();
        assertThat(alone).extracting(Accounting::name).containsExactly("current_workflow", "rule_faithful");
        assertThat(alone.getFirst().score()).isEqualTo(alone.getLast().score());
        List<Accounting> charged = Scores.of(Scores.even(2, 0.1, 0.1), 4, ARCHIVE, 1_000_000, "bundled")
                .accountings();
        assertThat(charged.getFirst()).isEqualTo(alone.getFirst());
        assertThat(charged.getLast().bytes()).isEqualTo(3_244_900);
        assertThat(charged.getLast().score() - charged.getFirst().score()).isCloseTo(25e6 / Scores.CLIP, within(1e-12));
    }

    @Test
    void without_an_archive_there_is_no_score() {
        ScoreResult result = Scores.of(Scores.even(2, 0.1, 0.1), 4, OptionalLong.empty(), 0, "bundled");
        assertThat(result.score()).isEmpty();
        assertThat(result.accountings()).isEmpty();
        assertThat(ScoreDocument.of(result).heading().score()).isEmpty();
        assertThrown(IllegalArgumentException.class, () -> OfficialReport.text(result, "r"));
    }

    @Test
    void part_of_a_clip_has_no_score() {
        ScoreResult result = Scores.of(Scores.even(8, 0.1, 0.1), 120, ARCHIVE, 0, "bundled");
        assertThat(result.partial()).contains("partial (8 of 60)");
        assertThat(result.score()).isEmpty();
        assertThat(ScoreDocument.of(result).heading().score()).isEmpty();
        assertThat(ScoreDocument.of(result).terms()).isEmpty();
        assertThrown(IllegalArgumentException.class, () -> OfficialReport.text(result, "r"));
    }

    @Test
    void what_is_outside_the_archive_is_charged_by_one_accounting_alone() {
        MeteredBytes bytes = new MeteredBytes(
                OptionalLong.of(167),
                "archive.zip",
                java.util.Optional.empty(),
                List.of(new CountedFile("0.mkv", Scores.CLIP)),
                List.of(new CountedFile("0.mkv", Scores.CLIP)));
        ScoreResult plain = Scores.of(Scores.even(2, 0, 0), 4, OptionalLong.of(167), 0, "official");
        ScoreResult result = new ScoreResult(plain.table(), bytes, plain.provenance());
        assertThat(result.accountings().getFirst().score()).isLessThan(0.005);
        assertThat(result.accountings().getLast().score()).isGreaterThan(25);
        byte[] document = tools.jackson.databind.json.JsonMapper.shared().writeValueAsBytes(ScoreDocument.of(result));
        assertThat(ScoreDocument.read(document, "e.json").bytes()).isEqualTo(bytes);
        assertThat(OfficialReport.text(result, "r")).contains("+ 25*rate = 0.00");
    }

    @Test
    void no_size_is_ever_zero() {
        List<CountedFile> original = List.of(new CountedFile("a", 5));
        assertThrown(
                IllegalArgumentException.class,
                () -> new MeteredBytes(OptionalLong.of(0), "", Optional.empty(), List.of(), original));
        assertThrown(
                IllegalArgumentException.class,
                () -> new MeteredBytes(ARCHIVE, "", Optional.empty(), List.of(), List.of()));
    }

    @Test
    void a_table_has_no_gap() {
        List<PairResult> pairs = new ArrayList<>(Scores.even(5, 0, 0));
        pairs.remove(2);
        assertThrown(IllegalArgumentException.class, () -> Scores.of(pairs, 10, ARCHIVE, 0, "bundled"));
    }
}
