package org.fovea.app.anchor;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Where a search for an anchor codec's best settings begins and how long it may go on.
 *
 * @param scales per cent of width and height, 1..100, at least one
 * @param crfs quality numbers; empty for those of the codec
 * @param refinements most points after the grid
 */
public record AnchorPlan(List<Integer> scales, List<Integer> crfs, int refinements) {
    /** The grid of {@code fovea bench rd} where nothing else is said. */
    public static final List<Integer> USUAL_SCALES = List.of(100, 70, 45, 30);

    public static final int USUAL_REFINEMENTS = 16;

    private static final int MAX_CRF = 63;

    /** @throws IllegalArgumentException where a value is out of its range, with a message for users */
    public AnchorPlan {
        scales = scales.stream().distinct().sorted(Comparator.reverseOrder()).toList();
        crfs = crfs.stream().distinct().sorted().toList();
        verify(
                !scales.isEmpty() && scales.getLast() >= 1 && scales.getFirst() <= 100,
                "scales must be 1 to 100 per cent");
        verify(
                crfs.isEmpty() || crfs.getFirst() >= 0 && crfs.getLast() <= MAX_CRF,
                String.format(Locale.ROOT, "qualities must be 0 to %d", MAX_CRF));
        verify(refinements >= 0, "the number of refinements must not be negative");
    }

    private static void verify(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    List<Integer> crfs(AnchorCodec codec) {
        List<Integer> given = crfs.isEmpty() ? codec.usualCrfs() : crfs;
        return given.stream().filter(crf -> crf <= codec.maxCrf()).toList();
    }

    public int maxPoints(AnchorCodec codec) {
        return scales.size() * crfs(codec).size() + refinements;
    }
}
