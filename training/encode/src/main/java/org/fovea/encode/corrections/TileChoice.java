package org.fovea.encode.corrections;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.fovea.codec.correction.TileAction;
import org.fovea.codec.correction.TileActions;
import org.fovea.codec.correction.TileCoder;

/**
 * Which of all pairs' edits of tiles stay, by what they really cost together: first single ones go, then whole kinds
 * that do not earn their place.
 *
 * @param pixelPrice points of a pixel of one pair
 */
record TileChoice(int pairs, int tiles, double pixelPrice, double pointsPerByte) {
    private static final int ROUNDS = 4;

    /** Those that stay next to the existing ones. */
    List<TileSearch.Kept> choose(List<TileAction> present, List<TileSearch.Kept> all) {
        List<TileSearch.Kept> kept = all;
        for (int round = 0; round < ROUNDS && !kept.isEmpty(); round++) {
            double each = (double) (bytes(present, kept) - bytes(present, List.of())) / kept.size();
            List<TileSearch.Kept> paying = kept.stream()
                    .filter(one -> one.pixels() * pixelPrice > each * pointsPerByte)
                    .toList();
            if (paying.size() == kept.size()) {
                break;
            }
            kept = points(present, paying) <= points(present, kept) ? paying : kept;
        }
        TreeSet<Integer> kinds = new TreeSet<>();
        kept.forEach(one -> kinds.add(one.action().action()));
        for (int action : kinds) {
            List<TileSearch.Kept> without =
                    kept.stream().filter(one -> one.action().action() != action).toList();
            kept = points(present, without) <= points(present, kept) ? without : kept;
        }
        return points(present, kept) < 0 ? kept : List.of();
    }

    /** What edits cost less what they gain, without the ones that are already there. */
    double points(List<TileAction> present, List<TileSearch.Kept> kept) {
        double gain = kept.stream().mapToDouble(TileSearch.Kept::pixels).sum() * pixelPrice;
        return (bytes(present, kept) - bytes(present, List.of())) * pointsPerByte - gain;
    }

    private int bytes(List<TileAction> present, List<TileSearch.Kept> kept) {
        List<TileAction> all = sorted(present, kept);
        return all.isEmpty()
                ? 0
                : CorrectionsStage.SECTION
                        + TileCoder.encode(new TileActions(TileActions.QZS3, all), pairs, tiles).length;
    }

    /** In the order that costs least: by tile, then pair. Where a place has more than one edit they stay in order. */
    static List<TileAction> sorted(List<TileAction> present, List<TileSearch.Kept> kept) {
        List<TileAction> all = new ArrayList<>(present);
        kept.forEach(one -> all.add(one.action()));
        all.sort(Comparator.comparingInt(TileAction::tile).thenComparingInt(TileAction::pair));
        return all;
    }
}
