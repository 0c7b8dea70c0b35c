package org.fovea.encode.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.testkit.Thrown.assertThrown;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import org.fovea.encode.Checkpoint;
import org.fovea.encode.Deadline;
import org.fovea.encode.StageContext;
import org.fovea.encode.TestRuns;
import org.fovea.encode.profile.TrialProfile;
import org.fovea.encode.train.StepKind;
import org.fovea.encode.train.ToyClip;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A toy clip whose classes latent numbers learn at once. */
class FamilyTrialTest {
    private static final String NUMBERS = TestRuns.LATENT + """
            stages:
              - pretrain: {steps: 600, averaging: 0.95}
              - train: {warmUpSteps: 0, steps: 2000}
            """;

    private static final String MASKS = TestRuns.COMPACT + """
            stages:
              - masks: {minimumRegion: 3, multipliers: [1]}
              - train: {warmUpSteps: 0, steps: 2000}
            """;

    @TempDir
    Path folder;

    private static TrialProfile.Candidate candidate(String name, String yaml) {
        return new TrialProfile.Candidate(name, TestRuns.profile(yaml));
    }

    private static final TrialProfile PLAN = new TrialProfile(
            List.of(candidate("numbers", NUMBERS), candidate("masks", MASKS)),
            0.5,
            2,
            List.of(candidate("masks", MASKS)),
            1,
            OptionalDouble.empty());

    /** The choice for an original of some bytes: few make every byte of the archive dear. */
    private RunState chosen(long originalBytes, KillingWatcher watcher) throws Exception {
        return chosen(originalBytes, watcher, begin -> begin);
    }

    private RunState chosen(long originalBytes, KillingWatcher watcher, UnaryOperator<RunState> beginning)
            throws Exception {
        StageContext toy = ToyClip.context(2, Checkpoint.none());
        EncodeRun.Inputs inputs =
                TestRuns.inputs(toy.evaluators(), toy.clip(), ToyClip.SHAPE.frames(), originalBytes, 2);
        try (RunDirectory directory = TestRuns.open(folder, inputs, PLAN)) {
            return new ProfileTrials(directory, watcher).run(beginning.apply(RunState.begin(PLAN, inputs)));
        }
    }

    @Test
    void what_a_pre_training_learns_decides_and_nothing_is_trained_through_the_networks() throws Exception {
        KillingWatcher watcher = KillingWatcher.patient();
        RunState taken = chosen(100_000, watcher);
        assertThat(taken.profile()).isEqualTo(PLAN.candidates().getFirst().profile());
        assertThat(watcher.begun())
                .containsExactly("01-look", "00-trial of latent numbers, pretrain", "00-trial of class masks, masks");
        assertThat(folder.resolve("choice.json"))
                .content()
                .contains("a pre-training of 600 steps leaves", "profile numbers is taken");
        assertThat(folder.resolve("checkpoints")).isEmptyDirectory();
    }

    @Test
    void where_bytes_are_dear_masks_of_few_bytes_are_taken() throws Exception {
        RunState taken = chosen(1500, KillingWatcher.patient());
        assertThat(taken.profile()).isEqualTo(PLAN.candidates().getLast().profile());
    }

    private void kill() {
        KillingWatcher killer = KillingWatcher.at("begins 00-trial of class masks, masks");
        assertThrown(KillingWatcher.Killed.class, () -> chosen(100_000, killer));
        assertThat(killer.told).isGreaterThanOrEqualTo(600);
    }

    @Test
    void killed_after_its_pre_training_it_does_not_make_that_again() throws Exception {
        kill();
        KillingWatcher watcher = KillingWatcher.patient();
        RunState taken = chosen(100_000, watcher);
        assertThat(taken.profile()).isEqualTo(PLAN.candidates().getFirst().profile());
        assertThat(watcher.told).isLessThan(600);
        assertThat(folder.resolve("checkpoints")).isEmptyDirectory();
    }

    @Test
    void a_choice_without_time_for_it_removes_what_is_left_of_it() throws Exception {
        kill();
        RunState taken = chosen(
                100_000,
                KillingWatcher.patient(),
                begin ->
                        begin.known(begin.inputs(), Map.of(StepKind.EXACT, 1.0)).by(Deadline.in(1, System::nanoTime)));
        assertThat(taken.profile()).isEqualTo(PLAN.candidates().getLast().profile());
        assertThat(folder.resolve("checkpoints")).isEmptyDirectory();
    }

    @Test
    void one_profile_that_is_left_is_taken_without_trials_whatever_time_there_is() {
        TrialProfile numbers = PLAN.without(
                PLAN.candidates().getLast().profile().renderer().family().id());
        for (double minutes : new double[] {0.1, 1000}) {
            Forecast forecast = new Forecast(Map.of(StepKind.EXACT, 0.1), 3, 2);
            Deadline end = new Deadline((long) (60e9 * minutes), () -> 0);
            assertThat(new Untried(numbers, forecast, end)
                            .choice()
                            .orElseThrow()
                            .chosen())
                    .isEqualTo("numbers");
        }
    }
}
