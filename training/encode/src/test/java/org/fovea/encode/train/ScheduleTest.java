package org.fovea.encode.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.fovea.encode.TestRuns;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final Schedule SCHEDULE = new Schedule(TrainSettings.builder()
            .warmUpSteps(40)
            .steps(200)
            .learningRate(0.01)
            .finalLearningRate(0.002)
            .crossEntropy(0.4)
            .temperature(1)
            .finalTemperature(0.25)
            .roughShare(0.5)
            .directShare(0.75)
            .bandShare(0.25)
            .build());

    @Test
    void pixel_loss_comes_first_at_a_constant_rate_after_a_ramp() {
        assertThat(SCHEDULE.total()).isEqualTo(240);
        assertThat(SCHEDULE.warmsUp(39)).isTrue();
        assertThat(SCHEDULE.warmsUp(40)).isFalse();
        assertThat(SCHEDULE.learningRate(0, 0)).isCloseTo(0.01 / 20, within(1e-15));
        assertThat(SCHEDULE.learningRate(9, 9)).isCloseTo(0.005, within(1e-15));
        assertThat(SCHEDULE.learningRate(19, 19)).isEqualTo(0.01);
        assertThat(SCHEDULE.learningRate(39, 39)).isEqualTo(0.01);
    }

    @Test
    void learning_rate_and_loss_follow_one_clock() {
        assertThat(SCHEDULE.progress(40)).isZero();
        assertThat(SCHEDULE.progress(140)).isEqualTo(0.5);
        assertThat(SCHEDULE.progress(240)).isEqualTo(1);
        assertThat(SCHEDULE.learningRate(40, 40)).isEqualTo(0.01);
        assertThat(SCHEDULE.learningRate(140, 140)).isCloseTo(0.006, within(1e-12));
        assertThat(SCHEDULE.learningRate(240, 240)).isCloseTo(0.002, within(1e-12));
        assertThat(SCHEDULE.sharpness(40).crossEntropy()).isEqualTo(0.4);
        assertThat(SCHEDULE.sharpness(140).crossEntropy()).isCloseTo(0.2, within(1e-15));
        assertThat(SCHEDULE.sharpness(240).crossEntropy()).isZero();
        assertThat(SCHEDULE.sharpness(40).temperature()).isEqualTo(1);
        assertThat(SCHEDULE.sharpness(140).temperature()).isCloseTo(0.5, within(1e-15));
        assertThat(SCHEDULE.sharpness(240).temperature()).isCloseTo(0.25, within(1e-15));
        assertThat(SCHEDULE.sharpness(40).exactness()).isEqualTo(Exactness.ROUGH);
        assertThat(SCHEDULE.sharpness(139).exactness()).isEqualTo(Exactness.ROUGH);
        assertThat(SCHEDULE.sharpness(140).exactness()).isEqualTo(Exactness.DIRECT);
        assertThat(SCHEDULE.sharpness(189).exactness()).isEqualTo(Exactness.DIRECT);
        assertThat(SCHEDULE.sharpness(190).exactness()).isEqualTo(Exactness.EXACT);
        for (int step = 40; step < 240; step++) {
            assertThat(SCHEDULE.learningRate(step + 1, step + 1)).isLessThan(SCHEDULE.learningRate(step, step));
            assertThat(SCHEDULE.sharpness(step + 1).crossEntropy())
                    .isLessThan(SCHEDULE.sharpness(step).crossEntropy());
        }
    }

    /** A quarter of 200 steps, but for every eighth: what lies outside of the band is not forgotten. */
    @Test
    void every_eighth_step_looks_at_all_rows() {
        assertThat(LongStream.range(40, 240)
                        .filter(step -> SCHEDULE.sharpness(step).band())
                        .count())
                .isEqualTo(44);
        assertThat(SCHEDULE.sharpness(46).band()).isTrue();
        assertThat(SCHEDULE.sharpness(47).band()).isFalse();
        assertThat(SCHEDULE.sharpness(48).band()).isTrue();
        assertThat(SCHEDULE.sharpness(90).band()).isFalse();
    }

    @Test
    void settings_without_a_warm_up_begin_with_the_task_loss() {
        Schedule schedule =
                new Schedule(TestRuns.learning(0, 10).crossEntropy(0.3).build());
        assertThat(schedule.warmsUp(0)).isFalse();
        assertThat(schedule.sharpness(0).crossEntropy()).isEqualTo(0.3);
        assertThat(schedule.learningRate(0, 0)).isCloseTo(1e-2 / 20, within(1e-15));
        assertThat(schedule.total()).isEqualTo(10);
    }

    /** What an estimate counts is what the schedule does, but for every eighth step of a band. */
    @Test
    void steps_of_each_kind_are_counted() {
        TrainSettings settings = TrainSettings.builder()
                .warmUpSteps(40)
                .steps(200)
                .roughShare(0.25)
                .directShare(0.75)
                .bandShare(0.5)
                .build();
        assertThat(StepKind.of(settings))
                .containsExactly(
                        new StepKind.Steps(StepKind.CHEAP, 40),
                        new StepKind.Steps(new StepKind(true, Exactness.ROUGH, true, false, 1), 50),
                        new StepKind.Steps(new StepKind(true, Exactness.DIRECT, true, false, 1), 50),
                        new StepKind.Steps(new StepKind(true, Exactness.DIRECT, false, false, 1), 50),
                        new StepKind.Steps(StepKind.EXACT, 50));
        Schedule schedule = new Schedule(settings);
        assertThat(LongStream.range(40, 240)
                        .filter(step -> schedule.sharpness(step).exactness() == Exactness.DIRECT)
                        .count())
                .isEqualTo(100);
    }
}
