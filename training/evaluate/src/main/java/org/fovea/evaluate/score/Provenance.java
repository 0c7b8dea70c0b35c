package org.fovea.evaluate.score;

import java.util.LinkedHashMap;
import java.util.Map;
import org.fovea.evaluate.EvaluatorIdentity;

/**
 * Where a score comes from. A score without it cannot be compared with another one.
 *
 * @param original the clip
 * @param candidate what was shown in its place
 * @param evaluators who looked
 * @param decoder how the original became RGB
 * @param device what computed: "cpu"
 * @param threads that evaluated pairs; no digit depends on it
 * @param machine architecture and processor, for display
 * @param versions of Fovea and of the libraries, by name
 * @param cachedOriginal whether the networks' answers on the original were read from a file, the cache or one of a run
 *     directory; false where this process has computed them, be it for the score or, before it, for the encoder
 * @param seconds from the first frame to the last result
 */
public record Provenance(
        Input original,
        Input candidate,
        EvaluatorIdentity evaluators,
        String decoder,
        String device,
        int threads,
        String machine,
        Map<String, String> versions,
        boolean cachedOriginal,
        double seconds) {
    public Provenance {
        versions = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(versions));
    }

    /**
     * A file that took part.
     *
     * @param name as it was given
     * @param kind for display: "clip", "raw frames", "Fovea archive (FVA1)"
     * @param sha256 of its content, lower-case hexadecimal digits
     * @param bytes its size
     */
    public record Input(String name, String kind, String sha256, long bytes) {
        /** @throws IllegalArgumentException where the hash is not one */
        public Input {
            if (!sha256.matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException("not a SHA-256: " + sha256);
            }
        }
    }

    /**
     * What to call a score of these evaluators: "official score" for the challenge's own networks, else with their
     * name.
     */
    public String scoreName() {
        return (evaluators.official() ? "official" : evaluators.name()) + " score";
    }
}
