package org.fovea.site.player;

import java.util.OptionalInt;

/**
 * The pairs of a benchmark's clip that the viewer plays; the same for every source, so that frames can be compared.
 *
 * @param firstPair number in the whole clip
 * @param pairs how many, at least 1
 */
public record ClipWindow(int firstPair, int pairs) {
    public ClipWindow {
        if (firstPair < 0 || pairs < 1) {
            throw new IllegalArgumentException(pairs + " pairs from pair " + firstPair);
        }
    }

    /**
     * A whole clip where it is short, else as many pairs as allowed, with the worst one in their middle as far as the
     * clip's ends let it be.
     *
     * @param clipPairs of the whole clip
     * @param worst number of the pair that costs most; where nothing is known of pairs, the window is at the beginning
     * @param most pairs that are wanted, at least 1
     */
    public static ClipWindow around(int clipPairs, OptionalInt worst, int most) {
        int pairs = Math.min(clipPairs, most);
        int first = worst.orElse(0) - pairs / 2;
        return new ClipWindow(Math.clamp(first, 0, clipPairs - pairs), pairs);
    }

    /** Number of the pair behind the last. */
    public int endPair() {
        return firstPair + pairs;
    }

    /** Number of frames, two for each pair. */
    public int frames() {
        return 2 * pairs;
    }

    /** Whether a pair is in it. */
    public boolean contains(int pair) {
        return pair >= firstPair && pair < endPair();
    }
}
