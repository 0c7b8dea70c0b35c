package org.fovea.evaluate.cache;

import java.nio.charset.StandardCharsets;
import org.fovea.codec.io.Sha256;

/**
 * On what remembered answers depend.
 *
 * @param clipHash SHA-256 of the clip
 * @param evaluatorHash identity of both networks
 * @param decoder how the clip becomes RGB: program, version, colour rule
 * @param machine what computed: library and kind of processor, because another kind may round differently
 */
public record CacheKey(String clipHash, String evaluatorHash, String decoder, String machine) {
    /** @throws IllegalArgumentException where a hash is not one */
    public CacheKey {
        if (!clipHash.matches("[0-9a-f]{64}") || !evaluatorHash.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("not a SHA-256: " + clipHash + ", " + evaluatorHash);
        }
    }

    /** Name of the entry, which all parts and the version of the format go into. */
    String fileName() {
        String all = CacheFormat.VERSION + "\n" + clipHash + "\n" + evaluatorHash + "\n" + decoder + "\n" + machine;
        return Sha256.of(all.getBytes(StandardCharsets.UTF_8)) + CacheFormat.SUFFIX;
    }
}
