package org.fovea.encode.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fovea.encode.Deadline;
import org.fovea.encode.profile.Profile;
import org.fovea.encode.profile.TrialProfile;

/** Which profile is taken without trials, where these would tell nothing or there is no time for them. */
record Untried(TrialProfile plan, Forecast forecast, Deadline end) {
    /** Share of a run's time that trials may take. */
    static final double TRIALS = 0.25;

    /** Trials of fewer steps through the networks do not tell which profile is better. */
    private static final long LEAST_STEPS = 300;

    /** Share of its steps with which a profile is better than the one before it, if they are not {@link #MANY}. */
    private static final double ENOUGH = 0.5;

    /** Steps with which it is better, whatever share they are: latent numbers begin to render after some 700. */
    private static final double MANY = 1000;

    /** Steps with which a profile is better than one that trains nothing: 156 left class masks unseen. */
    private static final long LEAST_TRAINING = 200;

    /** A choice without trials; empty where profiles should be tried. */
    Optional<Choice> choice() {
        boolean timed = end.exists() && !forecast.costs().isEmpty();
        boolean late = timed && forecast.trials(plan) > TRIALS * end.left();
        boolean tooShort = !plan.untried().isEmpty()
                && plan.candidates().stream()
                        // A video is most of what it is without training.
                        .filter(one -> one.profile().stream().isEmpty())
                        .map(one -> one.shortened(plan.share(), plan.scoredPairs()))
                        .mapToLong(Profile::judgedSteps)
                        .anyMatch(steps -> 0 < steps && steps < LEAST_STEPS);
        boolean alone = plan.candidates().size() == 1;
        TrialProfile.Candidate first = plan.candidates().getFirst();
        if (!alone && !late && !tooShort) {
            return Optional.empty();
        }
        if (alone && !timed) {
            return Optional.of(new Choice(first.name(), "profile " + first.name() + " is taken", List.of()));
        }
        List<TrialProfile.Candidate> some = new ArrayList<>(plan.untried());
        if (some.isEmpty() || alone && some.stream().noneMatch(one -> one.name().equals(first.name()))) {
            some.add(first);
        }
        TrialProfile.Candidate taken = some.getFirst();
        boolean trained = false;
        for (TrialProfile.Candidate one : some) {
            Profile own = one.profile().forClip(forecast.pairs());
            double share = timed
                    ? TimedProfile.Fitted.of(own, forecast, end, 1, 1).choice().share()
                    : 1;
            double enough = isFirstTrained(one, some)
                    ? Math.min(LEAST_TRAINING, own.judgedSteps())
                    : Math.min(MANY, ENOUGH * one.profile().judgedSteps());
            if (share * own.judgedSteps() >= enough) {
                taken = one;
                trained = own.judgedSteps() > 0;
            }
        }
        Optional<TrialProfile.Candidate> video = plan.candidates().stream()
                .filter(one -> one.profile().stream().isPresent())
                .findFirst();
        if (!trained && video.isPresent()) { // most of it is there without training
            taken = video.get();
        }
        String reason = late
                ? " without trials, since there is no time for them"
                : " without trials, since those of a clip as short as this do not tell which is better";
        String why = "profile " + taken.name() + " is taken" + (alone ? "" : reason);
        return Optional.of(new Choice(taken.name(), why, List.of()));
    }

    /** Whether a profile follows one without training. */
    private static boolean isFirstTrained(TrialProfile.Candidate one, List<TrialProfile.Candidate> some) {
        int before = some.indexOf(one) - 1;
        return before >= 0 && some.get(before).profile().judgedSteps() == 0;
    }
}
