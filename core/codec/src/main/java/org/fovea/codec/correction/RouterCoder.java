package org.fovea.codec.correction;

import java.util.stream.IntStream;
import org.fovea.codec.FormatException;
import org.fovea.codec.entropy.AdaptiveNumber;
import org.fovea.codec.entropy.BitChannel;
import org.fovea.codec.entropy.SymbolMixture;
import org.fovea.codec.entropy.SymbolMixture.Counts;
import org.jspecify.annotations.Nullable;

/**
 * Lossless coder of router actions: a mixture of a uniform distribution, of the actions' frequencies, and of their
 * frequencies after the previous one and the previous two.
 */
public final class RouterCoder {
    /** Largest number of pairs: keeps the time for a hostile stream bounded. */
    public static final int MAX_PAIRS = 1 << 20;

    private static final String SECTION = "router";
    private static final int MODE_BITS = 1;
    private static final int LISTED = 1;
    private static final int ACTION_BITS = 7;
    private static final int MAX_ACTION = (1 << ACTION_BITS) - 1;
    private static final double RETURNING = 0.005;

    private RouterCoder() {}

    /**
     * Encodes one action per pair.
     *
     * @throws IllegalArgumentException if there are more than {@link #MAX_PAIRS}
     */
    public static byte[] encode(RouterActions actions) {
        if (actions.actions().length > MAX_PAIRS) {
            throw new IllegalArgumentException(
                    actions.actions().length + " pairs, at most " + MAX_PAIRS + " are possible");
        }
        byte[] plain = encode(actions, 0);
        // The table of the published submissions keeps the streams that it has always had.
        byte[] listed = actions.table() == RouterActions.QZS3 ? plain : encode(actions, LISTED);
        return listed.length < plain.length ? listed : plain;
    }

    private static byte[] encode(RouterActions actions, int mode) {
        return BitChannel.write(channel -> code(channel, actions, mode, actions.actions().length));
    }

    /**
     * Decodes a whole stream of {@link #encode}.
     *
     * @throws FormatException if the stream is damaged
     */
    public static RouterActions decode(byte[] stream, int pairs) {
        if (pairs > MAX_PAIRS) {
            throw new FormatException(SECTION, 0, pairs + " pairs, at most " + MAX_PAIRS + " are possible");
        }
        return BitChannel.read(SECTION, stream, 0, channel -> code(channel, null, 0, pairs));
    }

    private static RouterActions code(BitChannel channel, @Nullable RouterActions actions, int wantedMode, int pairs) {
        boolean listed = channel.codeRaw(wantedMode, MODE_BITS) == LISTED;
        int table = new AdaptiveNumber().code(channel, actions == null ? 0 : actions.table());
        UsedActions used = null;
        int most;
        if (listed) {
            UsedActions wanted = actions == null
                    ? null
                    : UsedActions.of(IntStream.range(0, pairs)
                            .map(actions::action)
                            .filter(action -> action != 0)
                            .map(action -> action - 1));
            used = UsedActions.code(channel, wanted, MAX_ACTION - 1, SECTION);
            most = used.count();
        } else {
            int greatest = actions == null
                    ? 0
                    : IntStream.range(0, pairs).map(actions::action).max().orElse(0);
            most = channel.codeRaw(greatest, ACTION_BITS);
        }
        int symbols = most + 1;
        SymbolMixture mixture = new SymbolMixture(symbols, RETURNING, 0.25, 0.4, 0.05, 0.2, 0.1);
        SymbolMixture.Candidate uniform = symbol -> (double) symbol / symbols;
        Counts slow = new Counts(symbols, 1);
        Counts fast = new Counts(symbols, 0.1);
        Counts[] afterOne = new Counts[symbols];
        Counts[] afterTwo = new Counts[symbols * symbols];
        byte[] coded = new byte[pairs];
        int previous = 0;
        int before = 0;
        for (int pair = 0; pair < pairs; pair++) {
            Counts one = counts(afterOne, previous, symbols);
            Counts two = counts(afterTwo, before * symbols + previous, symbols);
            int wanted = actions == null ? 0 : symbol(used, actions.action(pair));
            int action = mixture.code(channel, wanted, uniform, slow, fast, one, two);
            if (action > most) {
                throw new FormatException(
                        SECTION, channel.offset(), "action " + action + " where " + most + " is the greatest");
            }
            slow.learn(action);
            fast.learn(action);
            one.learn(action);
            two.learn(action);
            coded[pair] = (byte) (used == null || action == 0 ? action : 1 + used.action(action - 1));
            before = previous;
            previous = action;
        }
        return new RouterActions(table, coded);
    }

    /** What an action is called in the stream: itself, or its place in the list of those used, with 0 for nothing. */
    private static int symbol(@Nullable UsedActions used, int action) {
        return used == null || action == 0 ? action : 1 + used.place(action - 1);
    }

    private static Counts counts(Counts[] all, int context, int symbols) {
        if (all[context] == null) {
            all[context] = new Counts(symbols, 1.0 / symbols);
        }
        return all[context];
    }
}
