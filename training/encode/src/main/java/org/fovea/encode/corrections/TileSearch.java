package org.fovea.encode.corrections;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.fovea.codec.correction.TileAction;
import org.fovea.codec.correction.TileGrid;
import org.fovea.codec.mask.MaskShape;

/**
 * Edits of tiles of one pair that make wrong pixels right. One answer of the network judges many tiles at once: every
 * other tile that has wrong pixels is edited, as on a chessboard, and a pixel that changes counts for the edited tile
 * next to it.
 *
 * @param price pixels that an edit must make right to pay
 * @param posePrice pixels that outweigh a pose distortion of 1 of a pair; 0 where poses are fitted again afterwards
 */
record TileSearch(MaskShape shape, int leastWrong, double price, double posePrice) {
    /** Pixels around a tile that count for it. */
    private static final int MARGIN = 16;

    private static final int VERIFICATIONS = 3;

    /** Actions of the table of tile edits that are worth trying: amplitudes 4, 8 and 16 of seven colour directions. */
    static final int[] CANDIDATES = IntStream.range(0, 7)
            .flatMap(direction -> IntStream.of(1, 3, 5).map(amplitude -> direction * 12 + amplitude * 2))
            .flatMap(action -> IntStream.of(action, action + 1))
            .toArray();

    /** What edits of a tile make right, in pixels, in the order of the actions that were tried. */
    @SuppressWarnings("ArrayRecordComponent") // a carrier of numbers that is never compared
    record TileGains(int tile, double[] pixels) {}

    /** An edit that is kept and the pixels that it made right. */
    record Kept(TileAction action, double pixels) {}

    /** What each action alone would do to each tile with wrong pixels. */
    List<TileGains> gains(PairJudge judge, int pair, List<TileAction> present, int[] actions) {
        double[] before = judge.wrong(pair, judge.draw(pair, present));
        Set<Integer> taken = present.stream().map(TileAction::tile).collect(Collectors.toSet());
        TreeMap<Integer, Double> counts = new TreeMap<>();
        for (int i = 0; i < before.length; i++) {
            if (before[i] > 0) {
                counts.merge(tile(i % shape.width(), i / shape.width()), before[i], Double::sum);
            }
        }
        List<Integer> tiles = counts.keySet().stream()
                .filter(tile -> counts.get(tile) >= leastWrong && !taken.contains(tile))
                .toList();
        TreeMap<Integer, TileGains> all = new TreeMap<>();
        tiles.forEach(tile -> all.put(tile, new TileGains(tile, new double[actions.length])));
        int across = TileGrid.columns(shape.width());
        for (int colour = 0; colour < 2; colour++) {
            int parity = colour;
            List<Integer> edited = tiles.stream()
                    .filter(tile -> (tile / across + tile % across) % 2 == parity)
                    .toList();
            for (int a = 0; a < actions.length && !edited.isEmpty(); a++) {
                int action = actions[a];
                List<TileAction> edits = new ArrayList<>(present);
                edited.forEach(tile -> edits.add(new TileAction(tile, pair, action)));
                double[] after = judge.wrong(pair, judge.draw(pair, edits));
                double[] pixels = attribute(before, after, new TreeSet<>(edited));
                for (int tile : edited) {
                    all.get(tile).pixels()[a] = pixels[tile];
                }
            }
        }
        return List.copyOf(all.values());
    }

    private int tile(int x, int y) {
        return y / TileGrid.SIDE * TileGrid.columns(shape.width()) + x / TileGrid.SIDE;
    }

    /** For each tile, how many more pixels became right than wrong in and around it, each by its worth. */
    private double[] attribute(double[] before, double[] after, Set<Integer> edited) {
        double[] pixels = new double[TileGrid.tiles(shape.height(), shape.width())];
        for (int i = 0; i < before.length; i++) {
            if (before[i] != after[i]) {
                int owner = owner(i % shape.width(), i / shape.width(), edited);
                if (owner >= 0) {
                    pixels[owner] += before[i] - after[i];
                }
            }
        }
        return pixels;
    }

    /** The nearest edited tile, -1 where none is near. */
    private int owner(int x, int y, Set<Integer> edited) {
        int best = -1;
        int nearest = MARGIN + 1;
        int across = TileGrid.columns(shape.width());
        int down = TileGrid.tiles(shape.height(), shape.width()) / across;
        int column = x / TileGrid.SIDE;
        int row = y / TileGrid.SIDE;
        for (int r = Math.max(0, row - 1); r <= Math.min(down - 1, row + 1); r++) {
            for (int c = Math.max(0, column - 1); c <= Math.min(across - 1, column + 1); c++) {
                int left = c * TileGrid.SIDE;
                int top = r * TileGrid.SIDE;
                int dx = Math.max(0, Math.max(left - x, x - left - TileGrid.SIDE + 1));
                int dy = Math.max(0, Math.max(top - y, y - top - TileGrid.SIDE + 1));
                if (Math.max(dx, dy) < nearest && edited.contains(r * across + c)) {
                    nearest = Math.max(dx, dy);
                    best = r * across + c;
                }
            }
        }
        return best;
    }

    /** A few actions that together do most on the given pairs. */
    int[] palette(List<List<TileGains>> sample, int[] actions, int most) {
        double[][] worth = sample.stream()
                .flatMap(List::stream)
                .map(tile -> IntStream.range(0, actions.length)
                        .mapToDouble(a -> tile.pixels()[a] - price)
                        .toArray())
                .toArray(double[][]::new);
        return Arrays.stream(GreedyChoice.of(worth, most))
                .map(a -> actions[a])
                .sorted()
                .toArray();
    }

    /** The edits that pay, verified together: what pays alone and no longer among the others is left out again. */
    List<Kept> choose(PairJudge judge, int pair, List<TileAction> present, List<TileGains> gains, int[] actions) {
        List<TileAction> chosen = new ArrayList<>();
        double pose = pose(judge, pair, present);
        for (TileGains tile : gains) {
            int best = 0;
            for (int a = 1; a < actions.length; a++) {
                best = tile.pixels()[a] > tile.pixels()[best] ? a : best;
            }
            if (tile.pixels()[best] > price) {
                TileAction action = new TileAction(tile.tile(), pair, actions[best]);
                double harm = pose(judge, pair, plus(present, List.of(action))) - pose;
                if (tile.pixels()[best] > price + posePrice * harm) {
                    chosen.add(action);
                }
            }
        }
        return verified(judge, pair, present, chosen);
    }

    private double pose(PairJudge judge, int pair, List<TileAction> edits) {
        return posePrice == 0 ? 0 : judge.pose(pair, judge.draw(pair, edits));
    }

    private static List<TileAction> plus(List<TileAction> present, List<TileAction> more) {
        return Stream.concat(present.stream(), more.stream()).toList();
    }

    /** Those of some edits that pay together. */
    List<Kept> verified(PairJudge judge, int pair, List<TileAction> present, List<TileAction> wanted) {
        List<TileAction> chosen = wanted;
        double[] before = chosen.isEmpty() ? new double[0] : judge.wrong(pair, judge.draw(pair, present));
        double pose = pose(judge, pair, present);
        List<Kept> best = List.of();
        double most = 0;
        for (int round = 0; round < VERIFICATIONS && !chosen.isEmpty(); round++) {
            List<TileAction> edits = plus(present, chosen);
            double[] after = judge.wrong(pair, judge.draw(pair, edits));
            double[] pixels = attribute(
                    before, after, chosen.stream().map(TileAction::tile).collect(Collectors.toSet()));
            List<Kept> all = chosen.stream()
                    .map(action -> new Kept(action, pixels[action.tile()]))
                    .toList();
            double gain = PairJudge.count(before)
                    - PairJudge.count(after)
                    - price * chosen.size()
                    - posePrice * (pose(judge, pair, edits) - pose);
            if (gain > most) {
                most = gain;
                best = all;
            }
            List<TileAction> paying = all.stream()
                    .filter(kept -> kept.pixels() > price)
                    .map(Kept::action)
                    .toList();
            if (paying.size() == chosen.size()) {
                break;
            }
            chosen = paying;
        }
        return best;
    }
}
