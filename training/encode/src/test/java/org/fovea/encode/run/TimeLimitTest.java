package org.fovea.encode.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.fovea.encode.Deadline;
import org.fovea.encode.estimate.Phase;
import org.fovea.encode.estimate.RunEstimate;
import org.fovea.encode.estimate.RunPlan;
import org.fovea.encode.estimate.Work;
import org.fovea.encode.profile.Plan;
import org.fovea.encode.profile.Profile;
import org.fovea.encode.profile.Profiles;
import org.fovea.encode.profile.TrialProfile;
import org.fovea.encode.train.StepKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs of all profiles by a clock that is moved by what their work costs: more than was measured, or less. */
class TimeLimitTest {
    /** Seconds of a step on two cores at 1164×874. */
    private static final double STEP = 0.14;

    private final AtomicLong clock = new AtomicLong();

    private void pass(double seconds) {
        clock.addAndGet((long) (1e9 * seconds));
    }

    /** A run of stages; those that have a deadline do one unit of their work more at most. */
    private void run(Profile profile, int pairs, Map<StepKind, Double> measured, Deadline end, double slower) {
        RunEstimate estimate = new RunEstimate(RunPlan.of(profile, pairs), 2, clock::get);
        measured.forEach(estimate::measured);
        estimate.ends("01-look");
        RunEstimate truth = new RunEstimate(RunPlan.of(profile, pairs), 2, () -> 0);
        truth.measured(StepKind.EXACT, STEP * slower);
        for (Phase phase : RunPlan.of(profile, pairs)) {
            if (phase.label().equals("01-look") || phase.label().equals("score")) {
                continue;
            }
            estimate.begins(phase.label());
            double limit = estimate.allowance(end.left());
            double flexible = 0;
            double unit = 0;
            RunEstimate.Parts parts = truth.parts(phase);
            for (Work work : phase.works()) {
                boolean own = phase.label().endsWith("-" + work.task());
                long units = work instanceof Work.Steps steps ? steps.count() : pairs;
                double seconds = parts.trainings() + parts.searches();
                flexible = seconds;
                unit = own && units > 0 ? Math.max(unit, seconds / units) : unit;
            }
            pass(Math.min(flexible, limit + Math.min(unit, 5)));
            pass(parts.rest());
            estimate.ends(phase.label());
        }
        pass(truth.parts().rest() == 0 ? 0 : STEP * slower * (20 + pairs));
    }

    private double minutes(Plan plan, int pairs, double limit, double slower) {
        clock.set(0);
        pass(STEP * slower * (30 + 2 * pairs)); // start, look and measuring it
        Deadline end = new Deadline((long) (0.92 * 60e9 * limit), clock::get);
        Map<StepKind, Double> measured = Map.of(StepKind.EXACT, STEP);
        Forecast forecast = new Forecast(measured, pairs, 2);
        Plan own = plan.forClip(pairs);
        Profile profile;
        if (own instanceof TrialProfile several) {
            Optional<Choice> untried = new Untried(several, forecast, end).choice();
            if (untried.isEmpty()) {
                pass(Math.min(slower * forecast.trials(several), Untried.TRIALS * end.left()));
            }
            String name = untried.map(Choice::chosen)
                    .orElseGet(() -> several.candidates().getFirst().name());
            profile = several.named(name, pairs).orElseThrow();
        } else {
            profile = (Profile) own;
        }
        Profile fitted =
                TimedProfile.Fitted.of(profile, forecast, end, limit, 1).profile();
        run(fitted, pairs, measured, end, slower);
        return clock.get() / 60e9 + 0.08 * limit;
    }

    @ParameterizedTest
    @ValueSource(doubles = {2, 5, 20})
    void a_run_ends_in_time_with_every_profile_on_machines_slower_or_faster_than_measured(double limit)
            throws IOException {
        for (String name : Profiles.names()) {
            for (int pairs : new int[] {8, 16}) {
                for (double slower : new double[] {0.7, 1, 1.5}) {
                    double took = minutes(Profiles.find(name).plan(), pairs, limit, slower);
                    assertThat(took)
                            .as("%s, %d pairs, %.1f times as slow", name, pairs, slower)
                            .isLessThanOrEqualTo(1.15 * limit);
                }
            }
        }
    }

    private static Record poses(Profile profile) {
        return profile.stages().stream()
                .filter(stage -> stage.name().equals("poses"))
                .map(stage -> (Record) stage.settings())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void searches_for_poses_are_quick_where_training_has_no_time_else() throws IOException {
        Profile whole = Profiles.find("fast/masks").profile();
        Forecast forecast = new Forecast(Map.of(StepKind.EXACT, STEP), 110, 2);
        for (double limit : new double[] {10, 1000}) {
            Deadline end = new Deadline((long) (60e9 * limit), () -> 0);
            TimedProfile.Fitted fitted = TimedProfile.Fitted.of(whole, forecast, end, limit, 1);
            assertThat(poses(fitted.profile())).isEqualTo(poses(limit < 100 ? whole.withQuickPoses() : whole));
            assertThat(fitted.choice().why().contains("quick poses")).isEqualTo(limit < 100);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 8, 16, 55})
    void the_cost_of_a_clip_follows_its_length(int pairs) throws IOException {
        for (String name : new String[] {"standard/latent", "standard/masks", "fast/latent"}) {
            Profile whole = Profiles.find(name).profile();
            double long110 = new Forecast(Map.of(StepKind.EXACT, STEP), 110, 2).seconds(whole.forClip(110));
            double seconds = new Forecast(Map.of(StepKind.EXACT, STEP), pairs, 2).seconds(whole.forClip(pairs));
            assertThat(seconds).as(name).isLessThan(150 + 1.1 * long110 * pairs / 110);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {2, 5})
    void time_that_is_there_is_used(double limit) throws IOException {
        double took = minutes(Profiles.find("standard").plan(), 16, limit, 1);
        assertThat(took).isGreaterThan(0.8 * limit);
    }

    @ParameterizedTest
    @CsvSource({"0.5, fast/colours, standard/video", "3, standard/short, standard/short"})
    void with_hardly_a_step_nothing_is_trained(double limit, String chosen, String ofSequence) throws IOException {
        Deadline end = new Deadline((long) (60e9 * limit), clock::get);
        Forecast forecast = new Forecast(Map.of(StepKind.EXACT, STEP), 16, 2);
        TrialProfile standard = FamilyTrial.otherwise(
                        (TrialProfile) Profiles.find("standard").plan().forClip(16))
                .orElseThrow();
        assertThat(new Untried(standard, forecast, end).choice().orElseThrow().chosen())
                .isEqualTo(chosen);
        assertThat(new Untried(standard.withVideo(), forecast, end)
                        .choice()
                        .orElseThrow()
                        .chosen())
                .isEqualTo(ofSequence);
    }
}
