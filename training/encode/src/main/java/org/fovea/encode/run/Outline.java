package org.fovea.encode.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.fovea.encode.Deadline;
import org.fovea.encode.profile.Plan;
import org.fovea.encode.profile.Profile;
import org.fovea.encode.profile.TrialProfile;

/**
 * What a compression will do, by what it decides before it begins.
 *
 * @param notes these decisions, in sentences
 * @param parts in their order
 */
public record Outline(List<String> notes, List<Forecast.Part> parts) {
    public Outline {
        notes = List.copyOf(notes);
        parts = List.copyOf(parts);
    }

    /**
     * By the costs of steps.
     *
     * @param plan for the clip
     * @param minutes to keep, if any
     * @param archives that are made for a target at most, 1 without one
     */
    public static Outline of(Plan plan, Forecast forecast, Deadline end, OptionalDouble minutes, int archives) {
        List<String> notes = new ArrayList<>();
        List<Forecast.Part> parts = new ArrayList<>();
        Profile profile;
        // As in a run that begins now: what is chosen for the time is chosen after the look.
        Deadline looked = end;
        if (minutes.isPresent() && !forecast.costs().isEmpty()) {
            Profile any = plan instanceof TrialProfile several
                    ? several.candidates().getFirst().profile()
                    : (Profile) plan;
            double look = forecast.run(any).getFirst().seconds();
            looked = Deadline.in(60 * minutes.getAsDouble() - look, end.clock());
        }
        if (plan instanceof TrialProfile whole) {
            Optional<TrialProfile> masked = FamilyTrial.otherwise(whole);
            masked.ifPresent(_ -> notes.add(
                    "a short pre-training chooses between latent numbers and class masks; what follows is for masks"));
            TrialProfile several = masked.orElse(whole);
            Optional<Choice> untried = new Untried(several, forecast, looked).choice();
            untried.ifPresent(choice -> notes.add(choice.why()));
            profile = untried.isPresent()
                    ? several.named(untried.get().chosen(), forecast.pairs()).orElseThrow()
                    : tried(several, forecast, notes, parts);
        } else {
            profile = (Profile) plan;
        }
        if (minutes.isPresent()) {
            double trials = parts.stream().mapToDouble(Forecast.Part::seconds).sum();
            Deadline rest = Deadline.in(looked.left() - trials, end.clock());
            TimedProfile.Fitted fitted =
                    TimedProfile.Fitted.of(profile, forecast, rest, minutes.getAsDouble(), archives);
            notes.add(fitted.choice().why());
            profile = fitted.profile();
        }
        parts.addAll(forecast.run(profile));
        if (archives > 1) {
            double again = (archives - 1) * forecast.seconds(profile.again());
            parts.add(new Forecast.Part("at most " + (archives - 1) + " other prices", 0, again));
        }
        return new Outline(notes, parts);
    }

    /** Trials, and the profile that takes longest. */
    private static Profile tried(
            TrialProfile several, Forecast forecast, List<String> notes, List<Forecast.Part> parts) {
        for (TrialProfile.Candidate one : several.candidates()) {
            Profile trial = one.shortened(several.share(), several.scoredPairs());
            parts.add(new Forecast.Part("trial of " + one.name(), trial.judgedSteps(), forecast.seconds(trial)));
        }
        TrialProfile.Candidate longest = several.candidates().stream()
                .max(Comparator.comparingDouble(one -> forecast.seconds(one.profile())))
                .orElseThrow();
        notes.add(String.format(
                Locale.ROOT,
                "trials choose the profile; of those that may be taken, %s takes longest",
                longest.name()));
        return longest.profile();
    }
}
