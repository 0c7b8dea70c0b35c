package org.fovea.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Suggests the word that a mistyped one was meant to be. */
public final class NearWord {
    /** A third of the letters may be wrong, and no more than two. */
    private static final int MOST = 2;

    private NearWord() {}

    /** The word that is nearest, the first by the alphabet where several are; absent where none is near. */
    public static Optional<String> of(String written, Collection<String> words) {
        return words.stream()
                // Before anything is computed: what is written may be a megabyte long.
                .filter(word -> Math.abs(word.length() - written.length()) <= MOST)
                .filter(word ->
                        distance(written, word) <= Math.min(MOST, Math.max(word.length(), written.length()) / 3))
                .min(Comparator.<String>comparingInt(word -> distance(written, word))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /**
     * Letters that are wrong, missing, too many, or neighbours in the wrong order (Damerau and Levenshtein, no part
     * being changed twice).
     */
    static int distance(String one, String other) {
        int[][] cost = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int changed = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                cost[i][j] = Math.min(cost[i - 1][j - 1] + changed, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
                boolean swapped = i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1);
                if (swapped) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[one.length()][other.length()];
    }
}
