package org.fovea.evaluate.script;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Files of networks whose programs may do anything in this process, because the person at the terminal said so. Like
 * the variable {@code FOVEA_TRUST_NETWORK}, for one start.
 */
public final class TrustedPrograms {
    private static final Set<String> HASHES = ConcurrentHashMap.newKeySet();

    private TrustedPrograms() {}

    /**
     * Trusts a file until the process ends.
     *
     * @param sha256 of its bytes, 64 lower-case hexadecimal digits
     * @throws IllegalArgumentException where it is none
     */
    public static void trust(String sha256) {
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("'" + sha256 + "' is not a SHA-256 of 64 hexadecimal digits");
        }
        HASHES.add(sha256);
    }

    static boolean holds(String sha256) {
        return HASHES.contains(sha256);
    }
}
