package org.fovea.encode.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.testkit.Thrown.assertThrown;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.fovea.encode.Checkpoint;
import org.fovea.encode.Deadline;
import org.fovea.encode.StageContext;
import org.fovea.encode.TestRuns;
import org.fovea.encode.profile.Profile;
import org.fovea.encode.train.ToyClip;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class TimedProfileTest {
    private static final String TRAINS = TestRuns.COMPACT + """
            stages:
              - train: {warmUpSteps: 20, steps: 400, averaging: 0.95}
            pack: fast
            """;
    private static final String COLOURS =
            "renderer: {family: colours, rows: 1, columns: 1}\nstages: [{colours: {rows: [1], columns: "
                    + "[1]}}]\npack: fast\n";

    @TempDir
    Path folder;

    private final StageContext toy = ToyClip.context(2, Checkpoint.none());
    private final EncodeRun.Inputs inputs =
            TestRuns.inputs(toy.evaluators(), toy.clip(), ToyClip.SHAPE.frames(), toy.originalBytes(), 2);

    private RunDirectory open(String name, Profile profile) throws Exception {
        return TestRuns.open(folder.resolve(name), inputs, profile);
    }

    private RunState within(RunDirectory directory, Profile profile, double minutes) throws Exception {
        Deadline end = Deadline.in(60 * minutes, System::nanoTime);
        return new TimedProfile(directory, KillingWatcher.patient(), minutes, 1)
                .run(RunState.begin(profile, inputs).by(end));
    }

    @Test
    void steps_are_left_out_once_and_the_profile_with_them_is_kept() throws Exception {
        Profile whole = TestRuns.profile(TRAINS);
        try (RunDirectory directory = open("a", whole)) {
            RunState first = within(directory, whole, 1e-6);
            assertThat(first.time().orElseThrow().share()).isEqualTo(0.01);
            assertThat(first.profile()).isEqualTo(whole.withShareOfSteps(0.03).scoredOn(4));
            assertThat(first.time().orElseThrow().wholeMinutes())
                    .isGreaterThan(first.time().orElseThrow().expectedMinutes());
            assertThat(within(directory, whole, 100).time().orElseThrow())
                    .isEqualTo(first.time().orElseThrow());
            assertThat(directory.path().resolve("log.txt"))
                    .content()
                    .containsOnlyOnce(first.time().orElseThrow().why());
            byte[] kept = Files.readAllBytes(directory.path().resolve("fitted.yaml"));
            assertThat(Profile.parse(kept, List.of())).isEqualTo(first.profile());
        }
        try (RunDirectory directory = open("c", whole)) {
            Path choice = directory.path().resolve("time.json");
            Files.writeString(
                    choice,
                    "{\"minutes\": 1, \"share\": 0, \"wholeMinutes\": 1, \"expectedMinutes\": 1, \"why\": \"x\"}");
            assertThrown(
                    RunDirectoryException.class,
                    () -> within(directory, whole, 1),
                    "time.json: is not what the run has written");
        }
        try (RunDirectory directory = open("b", whole)) {
            RunState enough = within(directory, whole, 100_000);
            assertThat(enough.time().orElseThrow().share()).isEqualTo(1);
            assertThat(enough.profile()).isEqualTo(whole);
        }
    }

    @Test
    void a_run_that_began_without_a_time_keeps_its_stages_and_ends_in_time() throws Exception {
        Profile whole = TestRuns.profile(TRAINS.replace(
                "steps: 400, averaging: 0.95}",
                "steps: 40, averaging: 0.95}\n" + "  - quantise: {training: {steps: 1000000}}"));
        try (RunDirectory directory = open("a", whole)) {
            KillingWatcher killer = KillingWatcher.at("begins 03-quantise");
            assertThrown(
                    KillingWatcher.Killed.class,
                    () -> EncodeRun.archive(directory, RunState.begin(whole, inputs), killer));
        }
        try (RunDirectory directory = open("a", whole)) {
            long begin = System.nanoTime();
            RunState timed = within(directory, whole, 0.1);
            assertThat(timed.profile()).isEqualTo(whole);
            assertThat(timed.time().orElseThrow().why()).contains("when their part of the time is used up");
            KillingWatcher watcher = KillingWatcher.patient();
            EncodeRun.archive(directory, timed, watcher);
            assertThat(watcher.begun()).containsExactly("03-quantise");
            assertThat((System.nanoTime() - begin) / 60e9).isBetween(0.03, 1.0);
        }
    }

    @Test
    void steps_are_measured_with_the_first_profile_that_trains() throws Exception {
        EncodeRun.Inputs known = inputs.with(inputs.original().complete(2, done -> {}));
        List<Profile> tried = List.of(TestRuns.profile(COLOURS), TestRuns.profile(TRAINS));
        assertThat(Forecast.measured(tried, known)).isNotEmpty();
        assertThat(Forecast.measured(tried.subList(0, 1), known)).isEmpty();
    }

    @Test
    void a_finished_run_is_not_shortened() throws Exception {
        Profile colours = TestRuns.profile(COLOURS);
        try (RunDirectory directory = open("a", colours)) {
            assertThat(within(directory, colours, 1).time().orElseThrow().why())
                    .contains("when their part of the time is used up");
        }
        try (RunDirectory directory = open("b", colours)) {
            EncodeRun.archive(directory, RunState.begin(colours, inputs), KillingWatcher.patient());
            assertThat(within(directory, colours, 1).time()).isEmpty();
        }
    }
}
