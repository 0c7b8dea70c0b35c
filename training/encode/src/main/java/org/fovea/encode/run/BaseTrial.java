package org.fovea.encode.run;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.fovea.encode.Encoding;
import org.fovea.encode.StageContext;
import org.fovea.encode.profile.Profile;
import org.fovea.encode.train.PretrainSettings;
import org.fovea.encode.train.PretrainStage;

/**
 * Finds out whether a base suits a clip: after a short pre-training, a network that keeps the base's weights must give
 * fewer pixels a wrong class than one that began with random weights. Where it does not, the run goes on without it.
 */
public final class BaseTrial {
    private static final String CHOICE = "base.json";
    private static final int STEPS = 1000;

    /** Where less time is left, in seconds, the base is taken without a trial. */
    private static final double LEAST_SECONDS = 400;

    private final RunDirectory directory;
    private final RunWatcher watcher;

    /** A trial in a directory that was opened for the run. */
    public BaseTrial(RunDirectory directory, RunWatcher watcher) {
        this.directory = directory;
        this.watcher = watcher;
    }

    /**
     * What was found.
     *
     * @param taken whether the run goes on with the base
     * @param why in one sentence
     */
    record Suits(boolean taken, String why) {}

    /** Decides, unless that is done. */
    public RunState run(RunState before) throws IOException, InterruptedException {
        EncodeRun.Inputs inputs = Look.known(directory, watcher, before.inputs());
        RunState known = before.known(inputs, before.costs());
        Optional<Suits> decided = directory.document(CHOICE, Suits.class);
        Suits suits = decided.isPresent() ? decided.get() : tried(known);
        if (decided.isEmpty()) {
            directory.log().line(suits.why());
            directory.document(CHOICE, suits);
        }
        watcher.decided(suits.why());
        return suits.taken()
                ? known.chosen(known.profile().onBase(), Optional.empty())
                : known.known(inputs.withoutBase(), known.costs());
    }

    private Suits tried(RunState known) throws IOException, InterruptedException {
        boolean late = known.end().exists() && known.end().left() < LEAST_SECONDS;
        if (late || !known.inputs().original().networks().segmentation().present()) {
            return new Suits(true, "with the base, which was not tried on this clip");
        }
        double with = wrong(known.profile(), known.inputs(), "with the base");
        double without = wrong(known.profile(), known.inputs().withoutBase(), "without the base");
        return new Suits(
                with < without,
                String.format(
                        Locale.ROOT,
                        "a pre-training of %,d steps leaves %.2f %% of the pixels in a wrong class with the base, "
                                + "%.2f %% without: the base is %s",
                        steps(known.profile()),
                        100 * with,
                        100 * without,
                        with < without ? "taken" : "left out"));
    }

    /** No more than the profile's own pre-training has. */
    private static int steps(Profile profile) {
        return profile.stages().stream()
                .map(stage -> (Record) stage.settings())
                .filter(PretrainSettings.class::isInstance)
                .mapToInt(settings -> Math.min(STEPS, ((PretrainSettings) settings).steps()))
                .findFirst()
                .orElse(STEPS);
    }

    private double wrong(Profile profile, EncodeRun.Inputs inputs, String title)
            throws IOException, InterruptedException {
        RunWatcher quiet = new QuietWatcher(watcher, "trial " + title);
        quiet.begins("00-pretrain");
        PretrainSettings settings = new PretrainSettings(steps(profile), PretrainSettings.Optimiser.ADAM, 0.99);
        StageContext context =
                inputs.context(profile.seed()).toldTo(directory.log().ofStage("00-" + title, quiet), quiet);
        return new PretrainStage(settings)
                .wrong(new Encoding(inputs.truth(), EncodeRun.untrained(profile, inputs)), context);
    }
}
