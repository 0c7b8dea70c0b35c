package org.fovea.evaluate;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Which networks gave an answer. Two evaluators with the same hash answer alike on the same kind of machine.
 *
 * @param name for display, as in "official", "bundled", "roadseg + egomotion"
 * @param official whether these are the challenge's own networks with the challenge's own weights; only then a score is
 *     an official one
 * @param hash SHA-256 in lower-case hexadecimal digits over all weights, the structure and the pre-processing
 */
public record EvaluatorIdentity(
        String name,
        boolean official,
        @JsonProperty("sha256") String hash) {
    /** @throws IllegalArgumentException where the hash is not one */
    public EvaluatorIdentity {
        if (!hash.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("not a SHA-256: " + hash);
        }
    }
}
