package org.fovea.encode.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.fovea.encode.Deadline;
import org.fovea.encode.corrections.CorrectionsSettings;
import org.fovea.encode.estimate.RunEstimate;
import org.fovea.encode.latents.LatentsSettings;
import org.fovea.encode.masks.MasksSettings;
import org.fovea.encode.profile.Profile;
import org.fovea.encode.profile.TrialProfile;

/**
 * Leaves out searches and training steps of a profile, so that a run ends in time on this machine. What a step costs is
 * measured before the first one; the choice is a file of the run directory, so that it is made once, and the profile
 * with these steps is another one. While it runs, every stage has a {@link Deadline} of its own, so that the run ends
 * in time where the machine turns out slower.
 *
 * @param minutes that were asked for
 * @param archives that are made for a target at most, 1 without one
 */
public record TimedProfile(RunDirectory directory, RunWatcher watcher, double minutes, int archives) {
    private static final String CHOICE = "time.json";
    private static final String PROFILE = "fitted.yaml";

    /** Most of the time that searches may take, before one of them is left out. */
    private static final double SEARCHES = 0.4;

    /** Share of the steps below which searches are left out for more of them. */
    private static final double FEW = 0.5;

    /** Times the steps for which there seems to be time: how many a training leaves out is decided while it runs. */
    private static final double SPARE = 3;

    /** Most pairs that the score between two stages is measured on, where steps are left out. */
    private static final int SCORED = 4;

    /** Least share of the steps. */
    private static final double LEAST = 0.01;

    /** Searches that may be left out or shortened, those that gain least for their time first. */
    private static final List<Map.Entry<String, UnaryOperator<Profile>>> OPTIONAL = List.of(
            Map.entry("no corrections", without(settings -> settings instanceof CorrectionsSettings)),
            Map.entry("quick poses", Profile::withQuickPoses),
            Map.entry("no latents", without(settings -> settings instanceof LatentsSettings)),
            Map.entry(
                    "no mask rounds",
                    without(settings -> settings instanceof MasksSettings masks
                            && masks.multipliers().size() + masks.pixels().rounds() > 0)));

    private static UnaryOperator<Profile> without(Predicate<Record> settings) {
        return whole -> whole.without(settings);
    }

    /** Whether the run in a directory has chosen its steps by time. */
    public static boolean decided(RunDirectory directory) {
        return Files.exists(directory.path().resolve(CHOICE));
    }

    /**
     * Chooses, unless that is done. What has begun without a time keeps its profile, whose checkpoints go on: only the
     * deadlines of its stages end it in time.
     */
    public RunState run(RunState before) throws IOException, InterruptedException {
        Profile profile = before.profile();
        RunState known = Forecast.known(directory, watcher, before, List.of(new TrialProfile.Candidate("", profile)));
        Optional<TimeChoice> decided = directory.document(CHOICE, TimeChoice.class);
        if (decided.isPresent()) {
            byte[] kept = Files.readAllBytes(directory.path().resolve(PROFILE));
            watcher.decided(decided.get().why());
            return known.timed(Profile.parse(kept, List.of()), decided.get());
        }
        if (directory.finished().size() >= EncodeRun.steps(profile)) {
            return known;
        }
        Fitted fitted = directory.finished().size() > 1 || directory.isWithinStage()
                ? new Fitted(profile, TimeChoice.unmeasured(minutes))
                : Fitted.of(profile, Forecast.of(known), known.end(), minutes, archives);
        directory.write(PROFILE, fitted.profile().yaml().getBytes(StandardCharsets.UTF_8));
        directory.log().line(fitted.choice().why());
        directory.document(CHOICE, fitted.choice());
        watcher.decided(fitted.choice().why());
        return known.timed(fitted.profile(), fitted.choice());
    }

    /**
     * A profile that fits a time.
     *
     * @param choice what was left out for it
     */
    public record Fitted(Profile profile, TimeChoice choice) {
        /**
         * Leaves out searches until they take no more than their share of the time and trainings have half of their
         * steps, then training steps. Where no step was measured, nothing: nobody knows what a search takes.
         *
         * @param end of the run, the score included
         * @param minutes that were asked for
         * @param archives that are made at most from one training
         */
        public static Fitted of(Profile whole, Forecast forecast, Deadline end, double minutes, int archives) {
            if (forecast.costs().isEmpty()) {
                return new Fitted(whole, TimeChoice.unmeasured(minutes));
            }
            double left = end.left();
            List<String> cuts = new ArrayList<>();
            Profile some = whole;
            for (Map.Entry<String, UnaryOperator<Profile>> one : OPTIONAL) {
                RunEstimate.Parts parts = parts(some, forecast, archives);
                Profile fewer = one.getValue().apply(some);
                double time = left - parts.rest();
                boolean late = parts.searches() > SEARCHES * time || time - parts.searches() < FEW * parts.trainings();
                if (late && !fewer.equals(some)) {
                    some = fewer;
                    cuts.add(one.getKey());
                }
            }
            RunEstimate.Parts parts = parts(some, forecast, archives);
            double fits = (left - parts.rest() - parts.searches()) / parts.trainings();
            boolean all = parts.trainings() == 0 || fits >= 1;
            double share = all ? 1 : Math.max(LEAST, fits);
            Profile fitted = all
                    ? some
                    : some.withShareOfSteps(Math.min(1, SPARE * share)).scoredOn(SCORED);
            double gone = 60 * minutes - left;
            TimeChoice choice = TimeChoice.of(
                    minutes,
                    share,
                    cuts,
                    (gone + parts(whole, forecast, archives).seconds()) / 60,
                    (gone + parts.searches() + parts.rest() + share * parts.trainings()) / 60);
            return new Fitted(fitted, choice);
        }

        /** Archives for a target after the first have its later stages only. */
        private static RunEstimate.Parts parts(Profile profile, Forecast forecast, int archives) {
            RunEstimate.Parts once = forecast.parts(profile);
            return archives == 1
                    ? once
                    : once.plus(forecast.parts(profile.again()).times(archives - 1));
        }
    }
}
