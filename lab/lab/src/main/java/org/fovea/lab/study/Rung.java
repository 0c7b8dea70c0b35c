package org.fovea.lab.study;

import java.util.Collections;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.fovea.lab.record.Run.Built;

/**
 * A round of a study: which pairs, and how archives are made for it.
 *
 * @param pairs how many; empty for all of the clip
 * @param set settings that are replaced on this rung alone, such as fewer training steps
 * @param built whether archives hold the subset alone, or the whole clip
 */
public record Rung(OptionalInt pairs, Map<String, String> set, Built built) {
    /** Fewest pairs of a rung; differences between fewer have no spread. */
    static final int MIN_PAIRS = 2;

    static final int MAX_PAIRS = 1_000_000;

    public Rung {
        set = Collections.unmodifiableMap(new TreeMap<>(set));
    }

    boolean risesAbove(Rung before) {
        return !before.whole()
                && pairs.orElse(Integer.MAX_VALUE) > before.pairs().orElseThrow();
    }

    /** Whether nothing is left to chance: all pairs. */
    public boolean whole() {
        return pairs.isEmpty();
    }
}
