package org.fovea.codec.correction;

import org.fovea.codec.FormatException;
import org.fovea.codec.entropy.AdaptiveNumber;
import org.fovea.codec.entropy.BinaryDecoder;
import org.fovea.codec.entropy.BinaryEncoder;
import org.fovea.codec.entropy.BitChannel;
import org.fovea.codec.entropy.SymbolMixture;
import org.fovea.codec.entropy.SymbolMixture.Counts;

/**
 * Lossless coder of router actions: a mixture of a uniform distribution, of the actions' frequencies, and of their frequencies
 * after the previous one and the previous two.
 */
public final class RouterCoder {
    /** Largest number of pairs: keeps the time for a hostile stream bounded. */
    public static final int MOST_PAIRS = 1 << 20;

    private static final String SECTION = "router";
    private static final int MODE_BITS = 1;
    private static final int ACTION_BITS = 7;
    private static final double RETURNING = 0.005;

    private RouterCoder() {}

    /**
     * Encodes one action per pair.
     *
     * @param actions at most {@link #MOST_PAIRS}
     * @throws IllegalArgumentException if there are more
     */
    public static byte[] encode(RouterActions actions) {
        if (actions.actions().length > MOST_PAIRS) {
            throw new IllegalArgumentException(
                    actions.actions().length + " pairs, at most " + MOST_PAIRS + " are possible");
        }
        BinaryEncoder encoder = new BinaryEncoder();
        code(BitChannel.to(encoder), actions, actions.actions().length);
        return encoder.finish();
    }

    /**
     * Decodes a stream of {@link #encode}.
     *
     * @param stream the whole stream
     * @param pairs number of pairs
     * @throws FormatException if the stream is damaged
     */
    public static RouterActions decode(byte[] stream, int pairs) {
        if (pairs > MOST_PAIRS) {
            throw new FormatException(SECTION, 0, pairs + " pairs, at most " + MOST_PAIRS + " are possible");
        }
        BinaryDecoder decoder = new BinaryDecoder(SECTION, stream, 0, stream.length);
        RouterActions actions = code(BitChannel.from(decoder), null, pairs);
        decoder.finish();
        return actions;
    }

    private static RouterActions code(BitChannel channel, RouterActions actions, int pairs) {
        if (channel.codeRaw(0, MODE_BITS) != 0) {
            throw new FormatException(SECTION, channel.offset(), "unknown mode of coding");
        }
        int table = new AdaptiveNumber().code(channel, actions == null ? 0 : actions.table());
        int most = channel.codeRaw(actions == null ? 0 : greatest(actions.actions()), ACTION_BITS);
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
            int wanted = actions == null ? 0 : actions.action(pair);
            int action = mixture.code(channel, wanted, uniform, slow, fast, one, two);
            if (action > most) {
                throw new FormatException(
                        SECTION, channel.offset(), "action " + action + " where " + most + " is the greatest");
            }
            slow.learn(action);
            fast.learn(action);
            one.learn(action);
            two.learn(action);
            coded[pair] = (byte) action;
            before = previous;
            previous = action;
        }
        return new RouterActions(table, coded);
    }

    private static Counts counts(Counts[] all, int context, int symbols) {
        if (all[context] == null) {
            all[context] = new Counts(symbols, 1.0 / symbols);
        }
        return all[context];
    }

    private static int greatest(byte[] actions) {
        int greatest = 0;
        for (byte action : actions) {
            greatest = Math.max(greatest, action);
        }
        return greatest;
    }
}
