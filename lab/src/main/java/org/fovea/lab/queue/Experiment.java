package org.fovea.lab.queue;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.fovea.config.CanonicalJson;
import org.fovea.lab.record.Run.Built;
import org.fovea.lab.record.Subset;

/**
 * A run that is to be made. Two with the same hash are the same: it is made once.
 *
 * @param benchmark key
 * @param candidate key
 * @param study key of the study that asks for it
 * @param rung number of the round in the study, from 0
 * @param replaced settings of the recipe that this run replaces, such as fewer training steps
 * @param subset pairs that are scored
 * @param built which pairs the archive holds
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
    /** Copies. */
    public Experiment {
        replaced = Collections.unmodifiableMap(new TreeMap<>(replaced));
        if (built == Built.SUBSET && subset.whole()) {
            built = Built.CLIP; // the same thing
        }
    }

    /** Its name, also {@link org.fovea.lab.record.Run#job()}. The study is no part of it: what another study has measured is not measured again. */
    public String hash() {
        return CanonicalJson.hash(
                new Experiment(benchmark, candidate, Optional.empty(), 0, replaced, subset, built, repetition));
    }
}
