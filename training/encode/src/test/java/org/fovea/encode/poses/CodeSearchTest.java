package org.fovea.encode.poses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.fovea.codec.pose.PoseCoder;
import org.fovea.codec.pose.PoseTrack;
import org.fovea.evaluate.score.ScoreFormula;
import org.junit.jupiter.api.Test;

class CodeSearchTest {
    private static final int PAIRS = 60;
    private static final double BIT = 1e-5;

    /** One output that listens to the sum of two dimensions; the found poses share it out at random. */
    private static List<LinearPose> wasteful() {
        SplittableRandom random = new SplittableRandom(5);
        List<LinearPose> models = new ArrayList<>();
        for (int pair = 0; pair < PAIRS; pair++) {
            double sum = random.nextDouble(-1, 1);
            double first = random.nextDouble(-5, 5);
            models.add(new LinearPose(new double[] {first, sum - first, 0}, new double[1], new double[][] {{1, 1, 0}}));
        }
        return models;
    }

    @Test
    void poses_of_equal_effect_are_exchanged_for_cheaper_ones() throws InterruptedException {
        List<LinearPose> models = wasteful();
        StepSearch search = new StepSearch(models, ScoreFormula.COMMA.pose(), BIT, 0, new double[3]);
        int[] sizes = search.firstSizes();
        assertThat(sizes[2]).isEqualTo(StepSearch.ABSENT);
        StepSearch.Plan plan = search.improve(
                search.plan(sizes, models.stream().map(LinearPose::pose).toList()), 3);
        assertThat(plan.track().columns()).hasSizeLessThanOrEqualTo(2);
        assertThat(Math.sqrt(10 * search.distortion(plan.track()))).isLessThan(0.01);
        // A column of noise, not two: as many bits as the sum has steps.
        double term = Math.sqrt(10 * search.distortion(plan.track()));
        double needed = PAIRS * StrictMath.log(2 / (term / Math.sqrt(10) * Math.sqrt(12))) / StrictMath.log(2);
        assertThat(PoseCoder.bits(plan.track())).isLessThan(needed + 100);
    }

    @Test
    void the_price_of_a_change_is_what_the_change_does_to_the_whole() {
        SplittableRandom random = new SplittableRandom(3);
        double[] codes = random.doubles(40, -20, 20).toArray();
        Innovations innovations = Innovations.fit(codes);
        for (int pair : new int[] {0, 1, 17, 39}) {
            double curvature = innovations.curvature(pair);
            double slope = innovations.slope(pair);
            innovations.change(pair, 3);
            double after = innovations.slope(pair);
            assertThat(after - slope).isCloseTo(3 * curvature, within(1e-9));
            innovations.change(pair, -3);
        }
    }

    @Test
    void bits_are_what_the_stream_takes() {
        for (LinearPose model : wasteful().subList(0, 1)) {
            assertThat(model.cost()).isZero();
        }
        List<LinearPose> models = wasteful();
        CodeSearch search = CodeSearch.of(
                models,
                new int[] {0, 1},
                new float[] {0.125f, 0.25f},
                models.stream().map(LinearPose::pose).toList(),
                1,
                BIT,
                new double[3]);
        PoseTrack track = search.search();
        assertThat((double) PoseCoder.encode(track).length).isCloseTo(PoseCoder.bits(track) / 8, within(2.0));
    }

    @Test
    void steps_have_numbers() {
        assertThat(StepSearch.step(0)).isEqualTo(1);
        assertThat(StepSearch.step(-8)).isEqualTo(0.25f);
        assertThat(StepSearch.step(5)).isEqualTo(2.5f);
        for (int number = -40; number < 40; number++) {
            assertThat(StepSearch.number(StepSearch.step(number) * 1.01)).isEqualTo(number);
        }
    }
}
