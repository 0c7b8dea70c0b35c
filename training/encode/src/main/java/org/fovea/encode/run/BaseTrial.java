package org.fovea.encode.run;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fovea.codec.archive.BaseFile;
import org.fovea.encode.profile.Profile;

/**
 * Finds out whether a base suits a clip, and which of several: a network with the base's weights and random latent
 * numbers must lose far less than one with random weights. Where none does, the run goes on without a base.
 *
 * @param bases one or more
 */
public record BaseTrial(RunDirectory directory, RunWatcher watcher, List<BaseFile> bases) {
    static final String CHOICE = "base.json";

    /** Most pairs that are looked at. */
    private static final int PAIRS = 8;

    /** Most of the loss with random weights that a base may have: measured 0.13 on its road, 0.66 and 1.7 elsewhere. */
    private static final double LARGEST_SHARE = 0.5;

    /**
     * What was found.
     *
     * @param taken whether the run goes on with the base
     * @param why in one sentence
     * @param base SHA-256 of the one that loses least
     * @param with what it loses before any training
     * @param without what random weights lose
     */
    public record Suits(boolean taken, String why, String base, double with, double without) {}

    /** What was found in a run. */
    public static Optional<Suits> found(RunDirectory directory) throws IOException {
        return directory.document(CHOICE, Suits.class);
    }

    public RunState run(RunState before) throws IOException, InterruptedException {
        EncodeRun.Inputs inputs = Look.known(directory, watcher, before.inputs());
        RunState known = before.known(inputs, before.costs());
        Optional<Suits> decided = found(directory);
        Suits suits = decided.isPresent() ? decided.get() : tried(known);
        if (decided.isEmpty()) {
            directory.log().line(suits.why());
            directory.document(CHOICE, suits);
        }
        watcher.decided(suits.why());
        if (!suits.taken()) {
            return known.known(inputs.withoutBase(), known.costs());
        }
        BaseFile base = bases.stream()
                .filter(each -> sha256(each).equals(suits.base()))
                .findFirst()
                .orElseThrow(() -> RunDirectory.damaged(directory.path().resolve(CHOICE)));
        return known.known(inputs.on(base), known.costs())
                .chosen(known.profile().onBase(), Optional.empty());
    }

    private static String sha256(BaseFile base) {
        return base.weights().reference().sha256();
    }

    private Suits tried(RunState known) throws IOException, InterruptedException {
        double without = loss(known.profile(), known.inputs().withoutBase());
        BaseFile best = bases.getFirst();
        double least = Double.POSITIVE_INFINITY;
        for (BaseFile base : bases) {
            double with = loss(known.profile(), known.inputs().on(base));
            if (with < least) {
                least = with;
                best = base;
            }
        }
        boolean taken = least < LARGEST_SHARE * without;
        String sha256 = sha256(best);
        return new Suits(
                taken,
                String.format(
                        Locale.ROOT,
                        "before any training the loss is %.2f with the weights of %s, %.2f with random ones: the base "
                                + "is %s",
                        least,
                        bases.size() == 1
                                ? "the base"
                                : "the nearest of " + bases.size() + " bases, " + sha256.substring(0, 16) + "…",
                        without,
                        taken ? "taken" : "left out"),
                sha256,
                least,
                without);
    }

    /** Of a network that no training has seen, on some pairs. */
    private double loss(Profile profile, EncodeRun.Inputs inputs) throws IOException, InterruptedException {
        return inputs.measured(EncodeRun.untrained(profile, inputs), 0, PAIRS, watcher)
                .score()
                .withoutRate();
    }
}
