package org.fovea.codec.latent;

import java.util.Optional;
import org.fovea.codec.FormatException;
import org.fovea.codec.entropy.AdaptiveBit;
import org.fovea.codec.entropy.BitChannel;
import org.fovea.codec.entropy.FloatCoder;
import org.fovea.codec.entropy.SymbolMixture;
import org.jspecify.annotations.Nullable;

/**
 * Lossless coder of latent numbers; {@code docs/latent-coding.md} has the stream and the models. Pair after pair, each
 * code with a mixture of predictions that learn while they code.
 */
public final class LatentCoder {
    /** Most codes of a clip: keeps time and memory for a hostile archive bounded, to a few seconds. */
    public static final int MAX_CODES = 1 << 17;

    private static final String SECTION = "latents";
    private static final int MODE_BITS = 1;
    private static final int WIDTH_BITS = 4;
    private static final int SCALE_BITS = 16;
    private static final int UNITS = 256;

    private final BitChannel channel;

    private LatentCoder(BitChannel channel) {
        this.channel = channel;
    }

    /**
     * Encodes a track.
     *
     * @throws IllegalArgumentException where it has more than {@link #MAX_CODES} codes
     */
    public static byte[] encode(LatentTrack track) {
        if (track.codes().length > MAX_CODES) {
            throw new IllegalArgumentException(tooMany(track.codes().length));
        }
        return BitChannel.write(channel -> new LatentCoder(channel).code(track, track.rows(), track.dimensions()));
    }

    /**
     * Decodes a stream of {@link #encode}.
     *
     * @param dimensions numbers of a row, 1..{@link LatentTrack#MAX_DIMENSIONS}
     * @throws FormatException where the stream is damaged
     */
    public static LatentTrack decode(byte[] stream, int pairs, int dimensions) {
        if ((long) pairs * dimensions > MAX_CODES) {
            throw new FormatException(SECTION, 0, tooMany((long) pairs * dimensions));
        }
        return BitChannel.read(SECTION, stream, 0, channel -> new LatentCoder(channel).code(null, pairs, dimensions));
    }

    private static String tooMany(long codes) {
        return codes + " latent codes, at most " + MAX_CODES + " are possible";
    }

    private LatentTrack code(@Nullable LatentTrack track, int pairs, int dimensions) {
        if (channel.codeRaw(0, MODE_BITS) != 0) {
            throw new FormatException(SECTION, channel.offset(), "unknown mode of coding", FormatException.NEWER);
        }
        float[] minimums = range(track == null ? null : track.minimums(), dimensions);
        float[] steps = range(track == null ? null : track.steps(), dimensions);
        char[] codes = codes(track == null ? null : track.codes(), pairs, dimensions);
        LatentCorrections wanted = track == null ? null : track.corrections().orElse(null);
        Optional<LatentCorrections> corrections = channel.codeRaw(wanted == null ? 0 : 1, 1) == 0
                ? Optional.empty()
                : Optional.of(corrections(wanted, pairs, dimensions));
        return new LatentTrack(pairs, dimensions, codes, minimums, steps, corrections);
    }

    /** Halves where all numbers are such, else floats, both as they are. */
    private float[] range(float @Nullable [] wanted, int dimensions) {
        boolean halves = channel.codeRaw(wanted != null && FloatCoder.areHalves(wanted) ? 1 : 0, 1) != 0;
        float[] coded = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            coded[i] = FloatCoder.codeRaw(channel, halves, wanted == null ? 0 : wanted[i]);
            if (!Float.isFinite(coded[i])) {
                throw new FormatException(SECTION, channel.offset(), "range of number " + i + " is not finite");
            }
        }
        return coded;
    }

    private char[] codes(char @Nullable [] wanted, int pairs, int dimensions) {
        int bits = 1 + channel.codeRaw(wanted == null ? 0 : width(wanted) - 1, WIDTH_BITS);
        LatentModel model = new LatentModel(channel, dimensions, bits);
        char[] codes = new char[pairs * dimensions];
        for (int at = 0; at < codes.length; at += dimensions) {
            model.beginPair();
            for (int i = 0; i < dimensions; i++) {
                codes[at + i] = (char) model.code(i, wanted == null ? 0 : wanted[at + i]);
            }
        }
        return codes;
    }

    /** Bits of the greatest code, 1..16. */
    private static int width(char[] codes) {
        int greatest = 1;
        for (char code : codes) {
            greatest = Math.max(greatest, code);
        }
        return 32 - Integer.numberOfLeadingZeros(greatest);
    }

    private LatentCorrections corrections(@Nullable LatentCorrections wanted, int pairs, int dimensions) {
        int scale = channel.codeRaw(wanted == null ? 0 : wanted.scale(), SCALE_BITS);
        if (scale == 0) {
            throw new FormatException(SECTION, channel.offset(), "corrections of scale 0");
        }
        AdaptiveBit there = new AdaptiveBit();
        Symbols ofPlaces = new Symbols(dimensions);
        Symbols ofUnits = new Symbols(UNITS);
        byte[] places = new byte[pairs];
        byte[] units = new byte[pairs];
        for (int pair = 0; pair < pairs; pair++) {
            places[pair] = -1;
            if (there.code(channel, wanted != null && wanted.dimension(pair) >= 0)) {
                places[pair] = (byte) ofPlaces.code(channel, wanted == null ? 0 : wanted.dimension(pair));
                units[pair] = (byte) ofUnits.code(channel, wanted == null ? 0 : wanted.units()[pair] & 0xff);
            }
        }
        return new LatentCorrections(scale, places, units);
    }

    private static final class Symbols {
        private final int size;
        private final SymbolMixture mixture;
        private final SymbolMixture.Counts slow;
        private final SymbolMixture.Counts fast;

        Symbols(int size) {
            this.size = size;
            mixture = new SymbolMixture(size, 0.005, 0.2, 0.4, 0.4);
            slow = new SymbolMixture.Counts(size, 0.5);
            fast = new SymbolMixture.Counts(size, 0.03);
        }

        int code(BitChannel channel, int symbol) {
            int coded = mixture.code(channel, symbol, below -> (double) below / size, slow, fast);
            if (coded >= size) {
                throw new FormatException(SECTION, channel.offset(), "correction of number " + coded + " of " + size);
            }
            slow.learn(coded);
            fast.learn(coded);
            return coded;
        }
    }
}
