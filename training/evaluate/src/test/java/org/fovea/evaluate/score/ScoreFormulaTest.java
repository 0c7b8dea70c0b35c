package org.fovea.evaluate.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.List;
import java.util.SplittableRandom;
import org.fovea.evaluate.ScoreTerm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreFormulaTest {
    private static final ScoreFormula COMMA = ScoreFormula.COMMA;
    private static final long CLIP = 37_545_489;

    /** The challenge's own example, and submissions with the scores that were published of them. */
    @ParameterizedTest
    @CsvSource({
        "0.00946623, 0.38042614, 2244900, 4.39, 0.005",
        "0.00060631, 0.00049314, 276551, 0.315, 0.0005",
        "0, 0, 37545489, 25, 0",
        "1, 0, 0, 100, 0",
        "0, 10, 0, 10, 0"
    })
    void worked_examples(double segmentation, double pose, long bytes, double score, double tolerance) {
        Score terms = COMMA.score(new Distortion(segmentation, pose), COMMA.rateTerm(bytes, CLIP));
        assertThat(terms.total()).isCloseTo(score, within(tolerance));
        assertThat(terms.withoutRate() + terms.rate()).isEqualTo(terms.total());
    }

    /** 215,960 bytes, the system that the README compares with. */
    @Test
    void bytes_cost_their_share_of_the_original() {
        assertThat(COMMA.rateTerm(215_960, CLIP)).isCloseTo(0.14380, within(5e-6));
        assertThat(COMMA.rateTerm(1, CLIP)).isEqualTo(COMMA.pointsPerByte(CLIP));
        assertThat(COMMA.rateTerm(100_001, CLIP) - COMMA.rateTerm(100_000, CLIP))
                .isCloseTo(COMMA.pointsPerByte(CLIP), within(1e-14));
    }

    @Test
    void differences_are_taken_term_by_term() {
        Score difference = new Score(3, 2, 1, List.of()).minus(new Score(1, 1.5, 2, List.of()));
        assertThat(difference).isEqualTo(new Score(2, 0.5, -1, List.of()));
        assertThat(difference.total()).isEqualTo(1.5);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-11, 1e-7, 4.9314e-4, 0.38, 7})
    void slopes_are_what_finite_differences_tell(double mean) {
        for (ScoreTerm term : List.of(COMMA.segmentation(), COMMA.pose())) {
            double step = mean * 1e-4;
            double slope = (term.points(mean + step) - term.points(mean - step)) / (2 * step);
            assertThat(term.slope(mean)).isCloseTo(slope, withinPercentage(0.001));
            assertThat(term.tangent(mean).orElseThrow()).isCloseTo(slope, withinPercentage(0.001));
        }
    }

    /**
     * A root is infinitely steep at 0. Whoever weighs it against others gets the slope of the guard; whoever tells it
     * gets none.
     */
    @ParameterizedTest
    @ValueSource(doubles = {0, Double.MIN_VALUE, 1e-300, 1e-13, ScoreTerm.MIN_MEAN})
    void at_zero_one_guard_keeps_the_slope_finite(double mean) {
        assertThat(COMMA.pose().slope(mean)).isEqualTo(5 / Math.sqrt(10 * 1e-12));
        assertThat(COMMA.pose().slope(2 * ScoreTerm.MIN_MEAN)).isEqualTo(5 / Math.sqrt(10 * 2e-12));
        assertThat(COMMA.segmentation().slope(mean)).isEqualTo(100);
        assertThat(COMMA.pose().tangent(0)).isEmpty();
        assertThat(COMMA.segmentation().tangent(0)).hasValue(100);
    }

    @Test
    void sums_inverses_and_tangents_agree_with_the_plain_value() {
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 1000; i++) {
            int count = random.nextInt(1, 700);
            double mean = Math.pow(10, random.nextDouble(-9, 0));
            for (ScoreTerm term : List.of(COMMA.segmentation(), COMMA.pose())) {
                double points = term.points(mean);
                assertThat(term.points(mean * count, count)).isCloseTo(points, withinPercentage(1e-12));
                assertThat(term.meanOf(points)).isCloseTo(mean, withinPercentage(1e-12));
                double slope = term.slope(mean);
                assertThat(term.tangent(mean).orElseThrow()).isCloseTo(slope, withinPercentage(1e-12));
            }
        }
    }

    @Test
    void parts_of_pairs_add_up_to_the_difference() {
        SplittableRandom random = new SplittableRandom(5);
        int count = 40;
        double[] from = random.doubles(count, 0, 0.01).toArray();
        double[] to = random.doubles(count, 0, 0.01).toArray();
        double before = java.util.Arrays.stream(from).sum() / count;
        double after = java.util.Arrays.stream(to).sum() / count;
        for (ScoreTerm term : List.of(COMMA.segmentation(), COMMA.pose())) {
            double sum = 0;
            for (int i = 0; i < count; i++) {
                sum += term.part(to[i] - from[i], count, before, after);
            }
            assertThat(sum).isCloseTo(term.points(after) - term.points(before), within(1e-12));
            assertThat(term.part(0, count, before, before)).isZero();
        }
        assertThat(COMMA.pose().part(0, count, 0, 0)).isZero();
    }

    @Test
    void formulas_are_values_with_a_text_of_their_own() {
        ScoreFormula same = new ScoreFormula(ScoreTerm.linear(100), ScoreTerm.root(10), 25);
        ScoreFormula other = new ScoreFormula(ScoreTerm.linear(100), ScoreTerm.linear(10), 25);
        assertThat(same).isEqualTo(COMMA).hasToString(COMMA.toString());
        assertThat(other).isNotEqualTo(COMMA);
        assertThat(other.toString()).isNotEqualTo(COMMA.toString());
    }
}
