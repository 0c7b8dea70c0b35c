package org.fovea.encode.masks;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.fovea.codec.mask.MaskShape;

/**
 * Flips of single pixels that were tried and did not pay. Where a flip nearby was kept they may pay now, and are
 * forgotten.
 */
record TriedFlips(MaskShape shape, List<Set<Integer>> byPair) {
    private static final int CLASS_BITS = 4;

    /** Rows and columns around a flip that was kept in which others are tried again. */
    private static final int NEAR = 4;

    TriedFlips {
        byPair = byPair.stream().<Set<Integer>>map(TreeSet::new).toList();
    }

    TriedFlips(MaskShape shape) {
        this(shape, Collections.nCopies(shape.frames(), Set.of()));
    }

    boolean contains(int pair, int pixel, int id) {
        return byPair.get(pair).contains(pixel << CLASS_BITS | id);
    }

    /**
     * Learns from a round.
     *
     * @param tried flips of one pixel each
     * @param kept some of them
     */
    void learn(List<Proposal> tried, List<Proposal> kept) {
        Set<Proposal> paid = Collections.newSetFromMap(new IdentityHashMap<>());
        paid.addAll(kept);
        for (Proposal flip : kept) {
            byPair.get(flip.pair()).removeIf(entry -> near(entry >> CLASS_BITS, flip.pixels()[0]));
        }
        for (Proposal flip : tried) {
            if (!paid.contains(flip)) {
                byPair.get(flip.pair()).add(flip.pixels()[0] << CLASS_BITS | flip.to()[0]);
            }
        }
    }

    private boolean near(int one, int other) {
        return Math.abs(one / shape.width() - other / shape.width()) <= NEAR
                && Math.abs(one % shape.width() - other % shape.width()) <= NEAR;
    }
}
