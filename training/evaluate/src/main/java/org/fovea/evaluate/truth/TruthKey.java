package org.fovea.evaluate.truth;

import java.nio.charset.StandardCharsets;
import org.fovea.codec.io.Sha256;

/**
 * On what ground truth depends.
 *
 * @param clipHash SHA-256 of the clip
 * @param evaluatorHash identity of both networks
 * @param decoder how the clip becomes RGB: program, version, colour rule
 * @param machine what computed: library and kind of processor, because another kind may round differently
 */
public record TruthKey(String clipHash, String evaluatorHash, String decoder, String machine) {
    /** @throws IllegalArgumentException where a hash is not one */
    public TruthKey {
        if (!clipHash.matches("[0-9a-f]{64}") || !evaluatorHash.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("not a SHA-256: " + clipHash + ", " + evaluatorHash);
        }
    }

    /**
     * The key of some pairs, which another way of decoding shows.
     *
     * @param firstPair first of them in the clip
     * @param pairs how many
     */
    TruthKey part(int firstPair, int pairs) {
        return new TruthKey(
                clipHash, evaluatorHash, decoder + ", pairs " + firstPair + ".." + (firstPair + pairs - 1), machine);
    }

    /** Name of the entry, which all parts and the version of the format go into. */
    String fileName() {
        String all = TruthFormat.VERSION + "\n" + clipHash + "\n" + evaluatorHash + "\n" + decoder + "\n" + machine;
        return Sha256.of(all.getBytes(StandardCharsets.UTF_8)) + TruthFormat.SUFFIX;
    }
}
