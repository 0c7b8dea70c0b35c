package org.fovea.encode.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a run's result depends on. A run can be resumed only with the same.
 *
 * @param clip SHA-256 of the clip's file
 * @param firstPair first pair that is encoded
 * @param pairs how many are
 * @param originalBytes size that the rate is counted against
 * @param evaluators hash of the networks' identity
 * @param profile hash of the profile, seed and chosen stages included
 * @param init SHA-256 of the archive that the run began with, or "none"
 */
public record RunIdentity(
        String clip, int firstPair, int pairs, long originalBytes, String evaluators, String profile, String init) {
    /** The same with another profile, begun with another archive. */
    RunIdentity with(String otherProfile, String otherInit) {
        return new RunIdentity(clip, firstPair, pairs, originalBytes, evaluators, otherProfile, otherInit);
    }

    /** What differs from another run, a phrase for display, if anything does. */
    Optional<String> difference(RunIdentity other) {
        Map<String, String> here = facts();
        Map<String, String> there = other.facts();
        return here.keySet().stream()
                .filter(fact -> !here.get(fact).equals(there.get(fact)))
                .findFirst();
    }

    private Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("clip", clip);
        facts.put("evaluators", evaluators);
        facts.put("profile, seed or stages", profile);
        facts.put("range of pairs", firstPair + "+" + pairs);
        facts.put("size of the original", Long.toString(originalBytes));
        facts.put("archive to begin with", init);
        return facts;
    }
}
