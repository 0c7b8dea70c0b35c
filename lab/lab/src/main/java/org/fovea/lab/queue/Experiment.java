package org.fovea.lab.queue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.fovea.config.CanonicalJson;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Recipe;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Run.Built;
import org.fovea.lab.record.Subset;

/**
 * A run that is to be made. Two with the same hash are the same: it is made once.
 *
 * @param study key of the study that asks for it
 * @param rung number of the round in the study, from 0
 * @param replaced settings of the recipe that this run replaces, such as fewer training steps
 * @param repetition 0, or a further number to measure the same thing again
 */
public record Experiment(
        String benchmark,
        String candidate,
        Optional<String> study,
        int rung,
        Map<String, String> replaced,
        Subset subset,
        Built built,
        int repetition) {
    /** The setting that all random choices follow from. */
    public static final String SEED = "seed";

    public Experiment {
        replaced = Collections.unmodifiableMap(new TreeMap<>(replaced));
        if (built == Built.SUBSET && subset.whole()) {
            built = Built.CLIP; // the same thing
        }
    }

    /**
     * This experiment, and the same with the seeds that follow the recipe's own. An archive has no seed, so that of one
     * only this experiment comes back.
     *
     * @param of the candidate of this experiment
     * @param seeds how many altogether, at least 1
     */
    public List<Experiment> withSeeds(Candidate of, int seeds) {
        List<Experiment> all = new ArrayList<>(List.of(this));
        var own = of.recipe().settings().path(SEED);
        if (of.recipe().kind() == Recipe.Kind.PROFILE && own.isIntegralNumber() && !replaced.containsKey(SEED)) {
            for (int i = 1; i < seeds; i++) {
                Map<String, String> changed = new TreeMap<>(replaced);
                changed.put(SEED, Long.toString(own.asLong() + i));
                all.add(with(changed, repetition));
            }
        }
        return List.copyOf(all);
    }

    /** The experiment of which this is a repetition, with another seed or once more; itself where it is none. */
    public Experiment original() {
        Map<String, String> rest = new TreeMap<>(replaced);
        rest.remove(SEED);
        return with(rest, 0);
    }

    /** Whether its run could become a floor; see {@link Run#whole()}. */
    public boolean whole() {
        return Run.whole(subset, built, replaced);
    }

    public Experiment repeated(int number) {
        return with(replaced, number);
    }

    private Experiment with(Map<String, String> settings, int number) {
        return new Experiment(benchmark, candidate, study, rung, settings, subset, built, number);
    }

    /**
     * Its name, also {@link org.fovea.lab.record.Run#job()}. The study is no part of it: what another study has
     * measured is not measured again.
     */
    public String hash() {
        return CanonicalJson.hash(
                new Experiment(benchmark, candidate, Optional.empty(), 0, replaced, subset, built, repetition));
    }
}
