package org.fovea.encode.run;

import java.util.List;
import java.util.Optional;
import org.fovea.encode.profile.Profile;
import org.fovea.encode.profile.TrialProfile;

/** Which profile is taken without trials, where these would tell nothing or there is no time for them. */
final class Untried {
    /** Share of a run's time that trials may take. */
    static final double TRIALS = 0.25;

    /** Trials of fewer steps through the networks do not tell which profile is better. */
    private static final long LEAST_STEPS = 300;

    /** Share of its steps with which a profile is better than the one before it. */
    private static final double ENOUGH = 0.5;

    private final TrialProfile plan;
    private final RunState known;
    private final Forecast forecast;

    Untried(TrialProfile plan, RunState known) {
        this.plan = plan;
        this.known = known;
        forecast = Forecast.of(known);
    }

    /** A choice without trials; empty where profiles should be tried. */
    Optional<Choice> choice() {
        boolean timed = known.end().exists() && !known.costs().isEmpty();
        boolean late = timed && forecast.trials(plan) > TRIALS * known.end().left();
        boolean tooShort = plan.candidates().stream()
                .map(TrialProfile.Candidate::profile)
                .map(profile -> new TrialProfile.Candidate("", profile).shortened(plan.share(), plan.scoredPairs()))
                .mapToLong(Profile::judgedSteps)
                .anyMatch(steps -> 0 < steps && steps < LEAST_STEPS);
        if (!late && !tooShort) {
            return Optional.empty();
        }
        TrialProfile.Candidate taken = plan.untried().getFirst();
        for (TrialProfile.Candidate one : plan.untried()) {
            Profile own = one.profile().forClip(forecast.pairs());
            double share = timed ? TimedProfile.share(own, forecast, known.end()) : 1;
            taken = share * own.judgedSteps() >= ENOUGH * one.profile().judgedSteps() ? one : taken;
        }
        String why = "profile " + taken.name() + " is taken without trials, "
                + (late
                        ? "since there is no time for them"
                        : "since trials of a clip as short as this do not tell which is better");
        return Optional.of(new Choice(taken.name(), why, List.of()));
    }
}
