package org.fovea.codec.correction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.fovea.codec.FormatException;
import org.fovea.codec.entropy.AdaptiveBit;
import org.fovea.codec.entropy.AdaptiveNumber;
import org.fovea.codec.entropy.BitChannel;
import org.fovea.codec.entropy.SymbolMixture;
import org.fovea.codec.entropy.SymbolMixture.Counts;
import org.jspecify.annotations.Nullable;

/** Lossless coder of tile actions; see {@code docs/pose-and-corrections.md} for the stream and the model. */
public final class TileCoder {
    /**
     * Largest number of actions in one stream: keeps the time for a hostile one bounded. As many random ones take 0.5
     * s.
     */
    public static final int MAX_ACTIONS = 1 << 16;

    private static final String SECTION = "tiles";
    private static final int MODE_BITS = 1;
    private static final int LISTED = 1;
    private static final int ACTION_BITS = 8;
    private static final int MAX_ACTION = (1 << ACTION_BITS) - 1;
    private static final double[] REACHES = {0.03, 0.1, 0.3};
    private static final double[] BURSTS = {0, 1.5, 5};
    private static final double FLOOR = 2;

    private final BitChannel channel;
    private final int pairs;
    private final int tiles;
    private final int pairBits;
    private final List<TileAction> coded = new ArrayList<>();

    /** The actions that occur, where the stream lists them. */
    private @Nullable UsedActions used;

    private TileCoder(BitChannel channel, int pairs, int tiles) {
        this.channel = channel;
        this.pairs = pairs;
        this.tiles = tiles;
        this.pairBits = 32 - Integer.numberOfLeadingZeros(pairs - 1);
    }

    /**
     * Encodes all actions.
     *
     * @param actions at most {@link #MAX_ACTIONS}, in any order
     * @throws IllegalArgumentException if an action lies outside the pairs or tiles, or there are too many
     */
    public static byte[] encode(TileActions actions, int pairs, int tiles) {
        for (TileAction action : actions.actions()) {
            if (action.pair() >= pairs || action.tile() >= tiles) {
                throw new IllegalArgumentException(action + " is outside " + pairs + " pairs of " + tiles + " tiles");
            }
        }
        if (actions.actions().size() > MAX_ACTIONS) {
            throw new IllegalArgumentException(
                    actions.actions().size() + " tile actions, at most " + MAX_ACTIONS + " are possible");
        }
        byte[] plain = encode(actions, 0, pairs, tiles);
        byte[] listed = encode(actions, LISTED, pairs, tiles);
        return listed.length < plain.length ? listed : plain;
    }

    private static byte[] encode(TileActions actions, int mode, int pairs, int tiles) {
        return BitChannel.write(channel -> new TileCoder(channel, pairs, tiles).code(actions, mode));
    }

    /**
     * Decodes a whole stream of {@link #encode}.
     *
     * @throws FormatException if the stream is damaged
     */
    public static TileActions decode(byte[] stream, int pairs, int tiles) {
        return BitChannel.read(SECTION, stream, 0, channel -> new TileCoder(channel, pairs, tiles).code(null, 0));
    }

    private TileActions code(@Nullable TileActions actions, int wantedMode) {
        boolean listed = channel.codeRaw(wantedMode, MODE_BITS) == LISTED;
        int table = new AdaptiveNumber().code(channel, actions == null ? 0 : actions.table());
        List<TileAction> wanted = actions == null ? null : actions.actions();
        int most;
        if (listed) {
            UsedActions wantedActions =
                    wanted == null ? null : UsedActions.of(wanted.stream().mapToInt(TileAction::action));
            used = UsedActions.code(channel, wantedActions, MAX_ACTION, SECTION);
            most = Math.max(0, used.count() - 1);
        } else {
            int greatest = wanted == null
                    ? 0
                    : wanted.stream().mapToInt(TileAction::action).max().orElse(0);
            most = channel.codeRaw(greatest, ACTION_BITS);
        }
        boolean sorted = channel.code(wanted != null && isSorted(wanted) ? 1 : 0, 0.9) != 0;
        if (sorted) {
            codePlaces(wanted);
        } else {
            codeAnyPlaces(wanted);
        }
        codeActions(wanted, most);
        return new TileActions(table, coded);
    }

    /** Places in strictly ascending order of tile and pair. */
    private void codePlaces(@Nullable List<TileAction> wanted) {
        // By whether the tile before has actions.
        AdaptiveBit[] used = {new AdaptiveBit(0.9, 0.1), new AdaptiveBit()};
        AdaptiveNumber counts = new AdaptiveNumber();
        HitDensity[] densities = new HitDensity[REACHES.length * BURSTS.length];
        SymbolMixture.Candidate[] candidates = new SymbolMixture.Candidate[densities.length];
        double[] start = new double[densities.length];
        Arrays.fill(start, 1.0 / start.length);
        SymbolMixture mixture = new SymbolMixture(pairs, 0.001, start);
        for (int k = 0; k < densities.length; k++) {
            densities[k] = new HitDensity(pairs, REACHES[k / BURSTS.length], FLOOR, BURSTS[k % BURSTS.length]);
        }
        int next = 0;
        int previous = 0;
        for (int tile = 0; tile < tiles; tile++) {
            int count = 0;
            while (wanted != null
                    && next + count < wanted.size()
                    && wanted.get(next + count).tile() == tile) {
                count++;
            }
            boolean any = used[previous].code(channel, count > 0);
            previous = any ? 1 : 0;
            if (!any) {
                continue;
            }
            count = 1 + counts.code(channel, count - 1);
            if (count > pairs || coded.size() + count > MAX_ACTIONS) {
                throw new FormatException(SECTION, channel.offset(), count + " actions of tile " + tile);
            }
            codePairs(wanted, next, tile, count, mixture, densities, candidates);
            next += count;
        }
    }

    private void codePairs(
            @Nullable List<TileAction> wanted,
            int from,
            int tile,
            int count,
            SymbolMixture mixture,
            HitDensity[] densities,
            SymbolMixture.Candidate[] candidates) {
        for (HitDensity density : densities) {
            density.startTile();
        }
        int least = 0;
        for (int i = 0; i < count; i++) {
            int left = count - i;
            for (int k = 0; k < densities.length; k++) {
                HitDensity density = densities[k];
                candidates[k] = pair -> density.below(pair, left);
            }
            int pair = mixture.code(
                    channel, wanted == null ? 0 : wanted.get(from + i).pair(), candidates);
            if (pair < least || pair >= pairs) {
                throw new FormatException(
                        SECTION, channel.offset(), "pair " + pair + " of tile " + tile + " is out of order");
            }
            least = pair + 1;
            coded.add(new TileAction(tile, pair, 0));
            for (HitDensity density : densities) {
                density.after(pair);
            }
        }
        for (int i = coded.size() - count; i < coded.size(); i++) {
            for (HitDensity density : densities) {
                density.learn(coded.get(i).pair());
            }
        }
    }

    /** Places in any order: each plainly, but for a tile or pair that repeats. */
    private void codeAnyPlaces(@Nullable List<TileAction> wanted) {
        AdaptiveNumber counts = new AdaptiveNumber();
        int count = counts.code(channel, wanted == null ? 0 : wanted.size());
        if (count > MAX_ACTIONS) {
            throw new FormatException(SECTION, channel.offset(), count + " actions");
        }
        AdaptiveBit sameTile = new AdaptiveBit();
        AdaptiveBit samePair = new AdaptiveBit();
        int tileBits = 32 - Integer.numberOfLeadingZeros(tiles - 1);
        int tile = 0;
        int pair = 0;
        for (int i = 0; i < count; i++) {
            TileAction action = wanted == null ? new TileAction(0, 0, 0) : wanted.get(i);
            if (!sameTile.code(channel, action.tile() == tile)) {
                tile = channel.codeRaw(action.tile(), tileBits);
            }
            if (!samePair.code(channel, action.pair() == pair)) {
                pair = channel.codeRaw(action.pair(), pairBits);
            }
            if (tile >= tiles || pair >= pairs) {
                throw new FormatException(
                        SECTION, channel.offset(), "tile " + tile + " of pair " + pair + " does not exist");
            }
            coded.add(new TileAction(tile, pair, 0));
        }
    }

    private void codeActions(@Nullable List<TileAction> wanted, int most) {
        int symbols = most + 1;
        SymbolMixture mixture = new SymbolMixture(symbols, 0.002, 0.7, 0.15, 0.1, 0.05);
        SymbolMixture.Candidate uniform = symbol -> (double) symbol / symbols;
        Counts slow = new Counts(symbols, 1);
        Counts fast = new Counts(symbols, 0.05);
        int[] previous = {0};
        SymbolMixture.Candidate same = symbol -> symbol > previous[0] ? 1 : 0;
        for (int i = 0; i < coded.size(); i++) {
            int known = wanted == null ? 0 : wanted.get(i).action();
            // In the stream an action is itself, or its place in the list of those used.
            int symbol = wanted == null || used == null ? known : used.place(known);
            int action = mixture.code(channel, symbol, uniform, slow, fast, same);
            if (action > most) {
                throw new FormatException(
                        SECTION, channel.offset(), "action " + action + " where " + most + " is the greatest");
            }
            slow.learn(action);
            fast.learn(action);
            previous[0] = action;
            coded.set(i, new TileAction(coded.get(i).tile(), coded.get(i).pair(), action(action)));
        }
    }

    private int action(int symbol) {
        if (used != null && symbol >= used.count()) {
            throw new FormatException(SECTION, channel.offset(), "an action where none is used");
        }
        return used == null ? symbol : used.action(symbol);
    }

    private static boolean isSorted(List<TileAction> actions) {
        for (int i = 1; i < actions.size(); i++) {
            TileAction a = actions.get(i - 1);
            TileAction b = actions.get(i);
            if (a.tile() > b.tile() || (a.tile() == b.tile() && a.pair() >= b.pair())) {
                return false;
            }
        }
        return true;
    }
}
