package org.fovea.encode.run;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fovea.encode.profile.Profile;

/**
 * Finds out whether a base suits a clip: a network with the base's weights and random latent numbers must lose far less
 * than one with random weights. Where it does not, the run goes on without the base.
 */
public final class BaseTrial {
    private static final String CHOICE = "base.json";

    /** Most pairs that are looked at. */
    private static final int PAIRS = 8;

    /** Most of the loss with random weights that a base may have: measured 0.13 on its road, 0.66 and 1.7 elsewhere. */
    private static final double LARGEST_SHARE = 0.5;

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
        double with = loss(known.profile(), known.inputs());
        double without = loss(known.profile(), known.inputs().withoutBase());
        boolean taken = with < LARGEST_SHARE * without;
        return new Suits(
                taken,
                String.format(
                        Locale.ROOT,
                        "before any training the loss is %.2f with the base's weights, %.2f with random ones: the base "
                                + "is %s",
                        with,
                        without,
                        taken ? "taken" : "left out"));
    }

    /** Of a network that no training has seen, on some pairs. */
    private double loss(Profile profile, EncodeRun.Inputs inputs) throws IOException, InterruptedException {
        List<Integer> pairs = inputs.truth().somePairs(PAIRS);
        return inputs.measure()
                .measure(
                        EncodeRun.untrained(profile, inputs),
                        0,
                        pairs,
                        done -> watcher.update("measure", done, pairs.size()))
                .score()
                .withoutRate();
    }
}
