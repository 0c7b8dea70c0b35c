package org.fovea.encode.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.fovea.testkit.Thrown.assertThrown;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.fovea.encode.Checkpoint;
import org.fovea.encode.StageContext;
import org.fovea.encode.TestRuns;
import org.fovea.encode.profile.Profile;
import org.fovea.encode.profile.TrialProfile;
import org.fovea.encode.train.ToyClip;
import org.fovea.evaluate.score.Score;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two small renderers, tried on a toy clip. */
@Tag("slow")
class ProfileTrialsTest implements TestRuns.KeepEachStep {
    private static final int PAIRS = ToyClip.SHAPE.frames();

    /** Learns from masks. */
    private static final String COMPACT = TestRuns.COMPACT + """
            stages:
              - masks: {minimumRegion: 3, multipliers: [1], effort: fast}
              - train: {warmUpSteps: 20, steps: 160, learningRate: 0.01, averaging: 0.95}
              - poses: {trials: 4, rounds: 2, stepRounds: 1, candidates: 2}
              - corrections: {samplePairs: 1}
            pack: fast
            """;

    /** Learns nothing in so few steps, and says so in many bytes. */
    private static final String LATENT = TestRuns.LATENT + """
            stages:
              - pretrain: {steps: 1}
              - train: {warmUpSteps: 0, steps: 10, learningRate: 0.0001}
            pack: fast
            """;

    @TempDir
    Path folder;

    private final StageContext toy = ToyClip.context(2, Checkpoint.none());

    private static TrialProfile plan(double share) {
        return new TrialProfile(
                List.of(
                        new TrialProfile.Candidate("latent.yaml", TestRuns.profile(LATENT)),
                        new TrialProfile.Candidate("compact.yaml", TestRuns.profile(COMPACT))),
                share,
                2,
                List.of(),
                1,
                OptionalDouble.empty());
    }

    private EncodeRun.Inputs inputs(int threads) {
        return TestRuns.inputs(toy.evaluators(), toy.clip(), PAIRS, toy.originalBytes(), threads);
    }

    private RunDirectory open(String name, TrialProfile plan) throws Exception {
        return TestRuns.open(folder.resolve(name), inputs(1), plan);
    }

    private RunState choose(String name, TrialProfile plan, KillingWatcher watcher, int threads) throws Exception {
        try (RunDirectory directory = open(name, plan)) {
            return new ProfileTrials(directory, watcher).run(RunState.begin(plan, inputs(threads)));
        }
    }

    @Test
    void the_better_profile_is_taken_whole_and_the_reason_is_written_down() throws Exception {
        TrialProfile plan = plan(0.5);
        KillingWatcher watcher = KillingWatcher.patient();
        RunState taken = choose("a", plan, watcher, 2);
        assertThat(taken.profile()).isEqualTo(TestRuns.profile(COMPACT));
        assertThat(taken.choice().orElseThrow().why())
                .startsWith("profile compact.yaml is taken because")
                .contains("; latent.yaml ");
        Path run = folder.resolve("a");
        assertThat(run.resolve("log.txt"))
                .content()
                .contains(taken.choice().orElseThrow().why(), "trial of latent.yaml with 50.00 %");
        assertThat(run.resolve("choice.json")).content().contains("\"chosen\" : \"compact.yaml\"");
        // Trials train and fit poses; searches on what was trained are left to the whole run.
        assertThat(watcher.begun())
                .startsWith("01-look")
                .contains("00-trial of compact.yaml, 50.0 %, train", "00-trial of compact.yaml, 50.0 %, poses")
                .noneMatch(label -> label.contains("corrections"));
        assertThat(watcher.events).noneMatch(event -> event.startsWith("finished"));
        Choice.Forecast forecast = taken.choice().orElseThrow().candidates().stream()
                .filter(candidate ->
                        candidate.profile().equals(taken.choice().orElseThrow().chosen()))
                .findFirst()
                .orElseThrow();
        assertThat(forecast.trial().pairs()).isEqualTo(2);
        assertThat(forecast.expected()).isLessThan(forecast.trial().score().total());
    }

    @Test
    void the_run_that_follows_is_that_of_the_profile_itself() throws Exception {
        TrialProfile plan = plan(0.1);
        byte[] after;
        try (RunDirectory directory = open("a", plan)) {
            RunState taken =
                    new ProfileTrials(directory, KillingWatcher.patient()).run(RunState.begin(plan, inputs(2)));
            Path made = EncodeRun.archive(
                    directory, RunState.begin(taken.profile(), taken.inputs()), KillingWatcher.patient());
            after = Files.readAllBytes(made);
            Profile same =
                    TestRuns.profile(taken.choice().orElseThrow().chosen().startsWith("compact") ? COMPACT : LATENT);
            RunIdentity alone =
                    directory.identity().with(same.hash(), directory.identity().init());
            try (RunDirectory other = RunDirectory.open(folder.resolve("b"), alone, RunDirectory.Start.NEW)) {
                Path direct = EncodeRun.archive(other, RunState.begin(same, inputs(1)), KillingWatcher.patient());
                assertThat(direct).hasBinaryContent(after);
            }
        }
        assertThrown(
                RunDirectoryException.class,
                () -> choose("a", plan(0.2), KillingWatcher.patient(), 2),
                "another profile, seed or stages");
    }

    @Test
    void killed_at_any_moment_it_comes_to_the_same_choice_and_never_chooses_twice() throws Exception {
        TrialProfile plan = plan(0.2);
        KillingWatcher counting = KillingWatcher.patient();
        Choice whole = choose("whole", plan, counting, 1).choice().orElseThrow();
        assertThat(counting.told).isGreaterThan(30);
        for (int moment = 0; moment < 5; moment++) {
            String name = "killed-" + moment;
            KillingWatcher killer = KillingWatcher.after(moment * (counting.told - 1) / 4);
            assertThrown(KillingWatcher.Killed.class, () -> choose(name, plan, killer, 1));
            Choice resumed =
                    choose(name, plan, KillingWatcher.patient(), 3).choice().orElseThrow();
            assertThat(resumed.chosen()).isEqualTo(whole.chosen());
            for (int i = 0; i < 2; i++) {
                assertThat(resumed.candidates().get(i).expected())
                        .as(name)
                        .isEqualTo(whole.candidates().get(i).expected());
            }
        }
        KillingWatcher idle = KillingWatcher.after(0);
        assertThat(choose("whole", plan, idle, 2).choice().orElseThrow()).isEqualTo(whole);
        assertThat(idle.begun()).isEmpty();
        Files.writeString(folder.resolve("whole/choice.json"), "{}");
        assertThatThrownBy(() -> choose("whole", plan, idle, 2))
                .hasMessageContaining("choice.json: is not what the run");
    }

    @Test
    void what_is_lost_is_foretold_as_a_power_of_the_steps() {
        Choice.Trial trial = new Choice.Trial(0.2, 1000, 3, new Score(0.55, 0.2, 0.06, List.of()), 2);
        Choice.Forecast falls = Choice.Forecast.of("a", trial, Choice.Forecast.EXPONENT);
        assertThat(falls.expected()).isCloseTo(0.75 * Math.pow(0.2, Choice.Forecast.EXPONENT) + 0.06, within(1e-12));
        Choice.Trial nothing = new Choice.Trial(0.2, 1000, 3, new Score(0, 0, 0.04, List.of()), 2);
        Choice.Forecast best = Choice.Forecast.of("b", nothing, Choice.Forecast.EXPONENT);
        assertThat(best.expected()).isEqualTo(0.04);
        assertThat(Choice.of(List.of(falls, best)).chosen()).isEqualTo("b");
    }

    @Test
    void of_forecasts_within_a_tenth_the_one_with_the_fewest_bytes_is_taken() {
        Choice.Forecast lowest = forecast("lowest", 2000, 0.50);
        Choice.Forecast smaller = forecast("smaller", 1000, 0.54);
        Choice.Forecast smallest = forecast("smallest", 500, 0.56);
        Choice choice = Choice.of(List.of(lowest, smaller, smallest));
        assertThat(choice.chosen()).isEqualTo("smaller");
        assertThat(choice.why())
                .startsWith(
                        "profile smaller is taken because its trial promises the fewest bytes of those within a tenth");
        assertThat(Choice.of(List.of(lowest, smallest)).chosen()).isEqualTo("lowest");
    }

    /** Nothing but bytes, of which no more are expected in the end. */
    private static Choice.Forecast forecast(String name, long bytes, double score) {
        return Choice.Forecast.of(
                name, new Choice.Trial(0.1, bytes, 3, new Score(0, 0, score, List.of()), 1), Choice.Forecast.EXPONENT);
    }
}
