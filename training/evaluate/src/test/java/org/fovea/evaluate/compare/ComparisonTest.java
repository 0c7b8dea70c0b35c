package org.fovea.evaluate.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.fovea.testkit.Thrown.assertThrown;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.fovea.config.Json;
import org.fovea.evaluate.EvaluatorIdentity;
import org.fovea.evaluate.compare.Bootstrap.Interval;
import org.fovea.evaluate.compare.Comparison.DifferingRange;
import org.fovea.evaluate.compare.Comparison.PairDifference;
import org.fovea.evaluate.score.MeteredBytes;
import org.fovea.evaluate.score.PairResult;
import org.fovea.evaluate.score.Provenance;
import org.fovea.evaluate.score.Provenance.Input;
import org.fovea.evaluate.score.ScoreException;
import org.fovea.evaluate.score.ScoreResult;
import org.fovea.evaluate.score.Scores;
import org.fovea.testkit.Resources;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final int PAIRS = 60;
    private static final Bootstrap STANDARD = new Bootstrap(10_000, 0.95, 1, 1);

    private static ScoreResult score(List<PairResult> pairs, int archive) {
        return Scores.of(pairs, 2L * PAIRS, OptionalLong.of(archive), 0, "bundled");
    }

    @Test
    void the_parts_of_the_pairs_add_up_to_the_difference_of_the_scores() {
        ScoreResult a = score(Scores.random(0, PAIRS, 1, 1), 1000);
        ScoreResult b = score(Scores.random(0, PAIRS, 2, 1.5), 800);
        Comparison comparison = Comparison.of(a, b, STANDARD);
        double scores =
                b.score().orElseThrow().score() - a.score().orElseThrow().score();
        assertThat(comparison.total().value()).isCloseTo(scores, within(1e-12));
        double parts =
                comparison.pairs().stream().mapToDouble(PairDifference::points).sum();
        assertThat(parts + comparison.rate().orElseThrow()).isCloseTo(scores, within(1e-12));
        double pose =
                comparison.pairs().stream().mapToDouble(PairDifference::pose).sum();
        assertThat(pose).isCloseTo(comparison.pose().value(), within(1e-12));
        assertThat(comparison.total().interval().low()).isLessThan(scores);
        assertThat(comparison.total().interval().high()).isGreaterThan(scores);
        assertThat(comparison.worst(3).getFirst().points())
                .isGreaterThanOrEqualTo(comparison.worst(3).get(2).points());
        assertThat(comparison.best(100)).allMatch(pair -> pair.points() < 0);
    }

    @Test
    void equal_results_do_not_differ() {
        ScoreResult a = score(Scores.random(0, PAIRS, 1, 1), 1000);
        Comparison comparison = Comparison.of(a, a, STANDARD);
        assertThat(comparison.total().value()).isZero();
        assertThat(comparison.total().interval()).isEqualTo(new Interval(0, 0));
        assertThat(comparison.differingRanges()).isEmpty();
        assertThat(comparison.worst(5)).isEmpty();
    }

    @Test
    void two_perfect_candidates_do_not_divide_by_zero() {
        ScoreResult a = score(Scores.even(PAIRS, 0, 0), 1000);
        assertThat(Comparison.of(a, a, STANDARD).pairs()).allMatch(pair -> pair.points() == 0);
    }

    @Test
    void it_says_where_they_differ() {
        List<PairResult> changed = new ArrayList<>(Scores.even(PAIRS, 0.25, 0.01));
        for (int pair : new int[] {3, 4, 5, 59}) {
            changed.set(
                    pair, new PairResult(pair, 49_151, 49_151.0 / Scores.PIXELS, 0.01, new double[12], new double[0]));
        }
        Comparison comparison =
                Comparison.of(score(Scores.even(PAIRS, 0.25, 0.01), 1000), score(changed, 1000), STANDARD);
        assertThat(comparison.differingRanges())
                .extracting(DifferingRange::first)
                .containsExactly(3, 59);
        assertThat(comparison.differingRanges())
                .extracting(DifferingRange::last)
                .containsExactly(5, 59);
        assertThat(comparison.best(9)).hasSize(4);
        assertThat(comparison.segmentation().value()).isCloseTo(-4 * 100.0 / PAIRS / Scores.PIXELS, within(1e-12));
        assertThat(comparison.pose().interval()).isEqualTo(new Interval(0, 0));
    }

    @Test
    void without_a_size_the_total_is_without_the_rate() {
        ScoreResult a = Scores.of(Scores.random(0, PAIRS, 1, 1), 120, OptionalLong.empty(), 0, "bundled");
        ScoreResult b = score(Scores.random(0, PAIRS, 2, 1), 800);
        Comparison comparison = Comparison.of(a, b, STANDARD);
        assertThat(comparison.rate()).isEmpty();
        assertThat(comparison.total().value())
                .isCloseTo(comparison.segmentation().value() + comparison.pose().value(), within(1e-15));
    }

    @Test
    void the_interval_is_deterministic_and_close_to_the_normal_one() {
        Random random = new Random(5);
        List<PairResult> a = new ArrayList<>();
        List<PairResult> b = new ArrayList<>();
        double sum = 0;
        double squares = 0;
        int count = 400;
        for (int i = 0; i < count; i++) {
            int wrong = 1000 + random.nextInt(500);
            int other = wrong + (int) (20 * random.nextGaussian() - 3);
            a.add(new PairResult(i, wrong, (double) wrong / Scores.PIXELS, 0.001, new double[12], new double[0]));
            b.add(new PairResult(i, other, (double) other / Scores.PIXELS, 0.001, new double[12], new double[0]));
            double points = 100.0 * (other - wrong) / Scores.PIXELS;
            sum += points;
            squares += points * points;
        }
        double mean = sum / count;
        double error = Math.sqrt((squares / count - mean * mean) / count);
        ScoreResult one = Scores.of(a, 2L * count, OptionalLong.of(5), 0, "bundled");
        ScoreResult other = Scores.of(b, 2L * count, OptionalLong.of(5), 0, "bundled");
        Interval interval = Comparison.of(one, other, STANDARD).segmentation().interval();
        assertThat(interval.low()).isCloseTo(mean - 1.96 * error, within(0.1 * error));
        assertThat(interval.high()).isCloseTo(mean + 1.96 * error, within(0.1 * error));
        assertThat(Comparison.of(one, other, STANDARD).segmentation().interval())
                .isEqualTo(interval);
        Interval seeded = Comparison.of(one, other, new Bootstrap(10_000, 0.95, 1, 2))
                .segmentation()
                .interval();
        assertThat(seeded).isNotEqualTo(interval);
        Interval wider = Comparison.of(one, other, new Bootstrap(10_000, 0.99, 1, 1))
                .segmentation()
                .interval();
        assertThat(wider.high() - wider.low()).isGreaterThan(interval.high() - interval.low());
    }

    /** The pose term is the root of a mean, so that its interval cannot come from the means' difference. */
    @Test
    void the_pose_interval_is_that_of_the_root() {
        List<PairResult> worse = new ArrayList<>();
        List<PairResult> zero = Scores.even(PAIRS, 0, 0);
        Random random = new Random(9);
        for (int i = 0; i < PAIRS; i++) {
            worse.add(new PairResult(i, 0, 0, random.nextDouble(), new double[12], new double[0]));
        }
        Interval interval =
                Comparison.of(score(zero, 5), score(worse, 5), STANDARD).pose().interval();
        double root = score(worse, 5).lost().pose();
        assertThat(interval.low()).isBetween(0.7 * root, root);
        assertThat(interval.high()).isBetween(root, 1.3 * root);
    }

    @Test
    void neighbours_that_are_alike_widen_the_interval_in_blocks() {
        List<PairResult> a = Scores.even(200, 0.25, 0.01);
        List<PairResult> b = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            int wrong = 49_152 + (i / 20 % 2 == 0 ? 50 : -50);
            b.add(new PairResult(i, wrong, (double) wrong / Scores.PIXELS, 0.01, new double[12], new double[0]));
        }
        ScoreResult one = Scores.of(a, 400, OptionalLong.of(5), 0, "bundled");
        ScoreResult other = Scores.of(b, 400, OptionalLong.of(5), 0, "bundled");
        Interval single = Comparison.of(one, other, STANDARD).segmentation().interval();
        Interval blocks = Comparison.of(one, other, new Bootstrap(10_000, 0.95, 10, 1))
                .segmentation()
                .interval();
        assertThat(blocks.high() - blocks.low()).isGreaterThan(1.5 * (single.high() - single.low()));
    }

    @Test
    void results_that_do_not_belong_together_are_refused() {
        ScoreResult a = score(Scores.random(0, PAIRS, 1, 1), 1000);
        Provenance from = a.provenance();
        Input other = new Input("b.mkv", "clip", "99".repeat(32), Scores.CLIP);
        assertRefused(a, of(a, other, from.evaluators(), from.decoder()), "different originals", "b.mkv");
        EvaluatorIdentity networks = new EvaluatorIdentity("other", false, "99".repeat(32));
        assertRefused(a, of(a, from.original(), networks, from.decoder()), "different evaluators", "other");
        assertRefused(a, of(a, from.original(), from.evaluators(), "FFmpeg 9"), "different decoders", "FFmpeg 9");
        assertRefused(a, score(Scores.random(0, PAIRS - 1, 1, 1), 5), "different pairs", "0..58 of 60");
        assertRefused(a, score(Scores.random(1, PAIRS - 1, 1, 1), 5), "different pairs", "1..59 of 60");
    }

    private static ScoreResult of(ScoreResult result, Input original, EvaluatorIdentity networks, String decoder) {
        Provenance from = result.provenance();
        return new ScoreResult(
                result.table(),
                result.bytes(),
                new Provenance(
                        original, from.candidate(), networks, decoder, "cpu", 2, "amd64", from.versions(), false, 1));
    }

    private static void assertRefused(ScoreResult a, ScoreResult b, String... parts) {
        assertThatThrownBy(() -> Comparison.of(a, b, STANDARD))
                .isInstanceOf(ScoreException.class)
                .hasMessageContainingAll(parts);
    }

    private static String file(String name) {
        return new String(Resources.bytes(ComparisonTest.class, name), StandardCharsets.UTF_8);
    }

    @Test
    void a_document_is_the_same_to_the_letter() {
        Comparison whole = Comparison.of(
                Scores.of(Scores.random(0, 3, 1, 1), 6, OptionalLong.of(1000), 0, "bundled"),
                Scores.of(Scores.random(0, 3, 2, 1), 6, OptionalLong.of(800), 0, "bundled"),
                new Bootstrap(200, 0.9, 2, 5));
        assertThat(Json.of(whole) + "\n").isEqualTo(file("whole.json"));
        ScoreResult some = Scores.of(Scores.random(4, 2, 1, 1), 60, OptionalLong.empty(), 0, "official");
        ScoreResult other = new ScoreResult(
                some.table(),
                new MeteredBytes(
                        OptionalLong.of(5),
                        "archive.zip",
                        Optional.empty(),
                        List.of(),
                        some.bytes().original()),
                some.provenance());
        Comparison part = Comparison.of(some, other, STANDARD);
        assertThat(Json.of(part) + "\n").isEqualTo(file("some.json"));
    }

    @Test
    void senseless_settings_are_refused() {
        assertThrown(IllegalArgumentException.class, () -> new Bootstrap(10, 0.95, 1, 1));
        assertThrown(IllegalArgumentException.class, () -> new Bootstrap(1000, 1, 1, 1));
        assertThrown(IllegalArgumentException.class, () -> new Bootstrap(1000, 0.95, 0, 1));
    }
}
