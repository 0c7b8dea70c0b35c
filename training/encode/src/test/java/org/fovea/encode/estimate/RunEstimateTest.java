package org.fovea.encode.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.data.Percentage;
import org.fovea.encode.profile.Profile;
import org.fovea.encode.profile.Profiles;
import org.fovea.encode.train.Exactness;
import org.fovea.encode.train.StepKind;
import org.junit.jupiter.api.Test;

/** Runs in simulated time. */
class RunEstimateTest {
    private final AtomicLong nanos = new AtomicLong();

    private void pass(double seconds) {
        nanos.addAndGet((long) (seconds * 1e9));
    }

    /** What {@code masks} was when its 115 minutes were measured. */
    private static final String MEASURED = """
            renderer: {family: compact, channels: 20, blocks: 3, fold: 4, mapChannels: 4, mapRows: 12, mapColumns: \
            16, drawnFrame: 2}
            stages:
              - masks: {minimumRegion: 32, multipliers: []}
              - train: {warmUpSteps: 300, steps: 7000, learningRate: 0.006, finalLearningRate: 0.0015}
              - quantise: {training: {steps: 4000, learningRate: 0.0015, finalLearningRate: 0.00002, learnPoses: true}}
              - masks: {}
              - poses: {}
              - corrections: {}
            pack: best
            scoredPairs: 120
            seed: 1
            """;

    private static List<Phase> plan(String profile, int pairs) throws IOException {
        byte[] text = profile.equals("measured")
                ? MEASURED.getBytes(StandardCharsets.UTF_8)
                : Profiles.find(profile).yaml();
        return RunPlan.of(Profile.parse(text, List.of()), pairs);
    }

    private RunEstimate estimate(String profile, int pairs) throws IOException {
        return new RunEstimate(plan(profile, pairs), 2, nanos::get);
    }

    private void task(RunEstimate estimate, String name, int items, double seconds) {
        for (int i = 1; i <= items; i++) {
            pass(seconds / items);
            estimate.update(name, i, items);
        }
    }

    /**
     * {@link #MEASURED} on 110 pairs of 960×540 took 115 minutes of processor time on two processors, which the shares
     * in docs/log make up: a step 0.424 s, a round of masks 6 minutes, poses 0.4 s a pair, corrections 25 minutes.
     */
    private double[] foretoldAndTrue(double machine, double probe) throws IOException {
        RunEstimate estimate = estimate("measured", 110);
        double step = machine * 0.424 / 2;
        double start = nanos.get() / 1e9;
        estimate.begins("01-look");
        task(estimate, "look", 110, machine * 20);
        task(estimate, "pack", 110, machine * 6);
        task(estimate, "measure", 110, machine * 14);
        estimate.ends("01-look");
        estimate.measured(StepKind.EXACT, step * probe);
        estimate.measured(new StepKind(true, Exactness.EXACT, false, true, 1), step * probe);
        pass(4);
        Outlook first = estimate.outlook();
        double foretold = first.seconds() + first.left().orElseThrow();
        // The rest as it truly is.
        double rest = machine
                        * (8 // clean-up
                                + 300 * 0.042 / 2
                                + 6
                                + 7 * 14 // packing once more, measuring after each stage
                                + 3 * 180
                                + 110 * 0.4 / 2
                                + 25 * 60 / 2.0
                                + 30)
                + 11_000 * step;
        return new double[] {foretold, nanos.get() / 1e9 - start + rest};
    }

    @Test
    void the_first_estimate_is_within_thirty_percent_after_a_minute_on_machines_of_any_speed() throws IOException {
        for (double machine : new double[] {0.25, 1, 3}) {
            for (double probe : new double[] {0.85, 1, 1.2}) {
                nanos.set(0);
                double[] both = foretoldAndTrue(machine, probe);
                assertThat(both[0]).isCloseTo(both[1], Percentage.withPercentage(30));
            }
        }
    }

    @Test
    void nothing_is_foretold_before_a_step_was_measured() throws IOException {
        RunEstimate estimate = estimate("measured", 110);
        estimate.begins("01-look");
        task(estimate, "look", 110, 20);
        assertThat(estimate.outlook().left()).isEmpty();
        assertThat(estimate.outlook().share()).isZero();
    }

    @Test
    void a_training_that_turns_out_slower_moves_the_end() throws IOException {
        RunEstimate estimate = estimate("measured", 110);
        estimate.measured(StepKind.EXACT, 0.2);
        estimate.begins("03-train");
        double before = estimate.outlook().left().orElseThrow();
        for (int step = 1; step <= 300; step++) {
            pass(0.02);
            estimate.update("train", step, 7300);
        }
        for (int step = 301; step <= 1000; step++) {
            pass(0.4);
            estimate.update("train", step, 7300);
        }
        Outlook now = estimate.outlook();
        assertThat(now.stepsPerSecond().orElseThrow()).isCloseTo(2.5, within(0.05));
        // 6,300 steps of this training and 4,000 of the next one, each 0.2 s slower.
        assertThat(now.seconds() + now.left().orElseThrow()).isGreaterThan(before + 0.19 * 10_000);
    }

    /** Such as decoding the stream before a filter is trained. */
    @Test
    void work_beside_the_steps_changes_no_steps() throws IOException {
        RunEstimate estimate = estimate("fast/masks", 60);
        estimate.measured(StepKind.EXACT, 0.05);
        estimate.begins("03-train");
        OptionalDouble before = estimate.outlook().left();
        task(estimate, "decode", 60, 0.001);
        assertThat(estimate.outlook().stepsPerSecond()).isEmpty();
        assertThat(estimate.outlook().left().orElseThrow()).isCloseTo(before.orElseThrow(), within(1.0));
    }

    @Test
    void a_resumed_training_counts_what_is_left_only() throws IOException {
        RunEstimate estimate = estimate("fast/masks", 60);
        Map.of("01-look", 0, "02-masks", 0).keySet().forEach(estimate::ends);
        estimate.begins("03-train");
        for (int step = 1000; step <= 1100; step++) {
            estimate.update("train", step, 1400);
            pass(0.1);
        }
        double whole = estimate.outlook().left().orElseThrow();
        assertThat(whole).isGreaterThan(0.1 * (300 + 1500) * 0.9);
        assertThat(estimate.outlook().stepsPerSecond().orElseThrow()).isCloseTo(10, within(0.2));
    }

    @Test
    void the_time_left_falls_to_nothing() throws IOException {
        RunEstimate estimate = estimate("fast/masks", 60);
        estimate.measured(StepKind.EXACT, 0.05);
        double last = Double.MAX_VALUE;
        for (Phase phase : plan("fast/masks", 60)) {
            estimate.begins(phase.label());
            double left = estimate.outlook().left().orElseThrow();
            assertThat(left).isLessThanOrEqualTo(last + 1e-9);
            last = left;
            estimate.ends(phase.label());
        }
        assertThat(estimate.outlook().left().orElseThrow()).isZero();
        pass(1);
        assertThat(estimate.outlook().share()).isEqualTo(1);
    }

    @Test
    void what_was_done_once_is_foretold_from_what_it_took() throws IOException {
        RunEstimate estimate = estimate("measured", 110);
        estimate.measured(StepKind.EXACT, 0.2);
        estimate.begins("01-look");
        task(estimate, "look", 110, 20);
        double before = estimate.outlook().left().orElseThrow();
        task(estimate, "pack", 110, 5);
        task(estimate, "measure", 110, 1000);
        estimate.ends("01-look");
        double after = estimate.outlook().left().orElseThrow();
        // Seven stages are measured again.
        assertThat(after).isGreaterThan(before + 5 * 900);
    }

    @Test
    void a_second_round_of_a_task_is_not_taken_for_a_slow_first_one() throws IOException {
        RunEstimate estimate = estimate("measured", 110);
        estimate.measured(StepKind.EXACT, 0.2);
        estimate.begins("06-poses");
        task(estimate, "poses", 110, 1100);
        double before = estimate.outlook().left().orElseThrow();
        pass(1);
        estimate.update("poses", 1, 40);
        pass(1);
        estimate.update("poses", 2, 40);
        assertThat(estimate.outlook().left().orElseThrow()).isLessThan(before + 60);
    }
}
