package org.fovea.codec.pose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.fovea.codec.FormatException;
import org.fovea.codec.entropy.AdaptiveBit;
import org.fovea.codec.entropy.BitChannel;
import org.fovea.codec.entropy.CostMeter;
import org.fovea.codec.entropy.FloatCoder;
import org.fovea.codec.entropy.MixtureLattice;
import org.jspecify.annotations.Nullable;

/** Lossless coder of a pose track; see {@code docs/pose-and-corrections.md} for the stream and the model. */
public final class PoseCoder {
    /** Largest number of codes, pairs times columns: keeps the time for a hostile stream bounded, to about 10 s. */
    public static final int MAX_CODES = 1 << 16;

    private static final String SECTION = "poses";
    private static final int CODE_BITS = 32;
    private static final int UNIT_BITS = 5;
    private static final int MODE_BITS = 1;

    private final BitChannel channel;
    private final AdaptiveBit present = new AdaptiveBit();
    private final AdaptiveBit constant = new AdaptiveBit(0.9, 0.1);
    private final FloatCoder steps = new FloatCoder();
    private final FloatCoder offsets = new FloatCoder();
    private final MixtureLattice lattice = new MixtureLattice();

    private PoseCoder(BitChannel channel) {
        this.channel = channel;
    }

    /**
     * Encodes a track.
     *
     * @param track at most {@link #MAX_CODES} codes
     * @throws IllegalArgumentException if there are more
     */
    public static byte[] encode(PoseTrack track) {
        if (tooMany(track.pairs(), track.columns().size())) {
            throw new IllegalArgumentException(
                    problem(track.pairs(), track.columns().size()));
        }
        return BitChannel.write(channel -> new PoseCoder(channel).code(track, track.pairs(), track.dimensions()));
    }

    /**
     * Length of the stream of {@link #encode} in bits, before it is rounded to bytes; for searches, not exact in the
     * last digits.
     */
    public static double bits(PoseTrack track) {
        CostMeter meter = new CostMeter();
        new PoseCoder(meter).code(track, track.pairs(), track.dimensions());
        return meter.bits();
    }

    /**
     * Decodes a stream of {@link #encode}.
     *
     * @param dimensions length of a pose vector, 1..{@link PoseTrack#MAX_DIMENSIONS}
     * @throws FormatException if the stream is damaged
     */
    public static PoseTrack decode(byte[] stream, int pairs, int dimensions) {
        return BitChannel.read(SECTION, stream, 0, channel -> new PoseCoder(channel).code(null, pairs, dimensions));
    }

    private static boolean tooMany(int pairs, int columns) {
        return (long) pairs * columns > MAX_CODES;
    }

    private static String problem(int pairs, int columns) {
        return "codes of " + pairs + " pairs in " + columns + " columns, at most " + MAX_CODES + " are possible";
    }

    private PoseTrack code(@Nullable PoseTrack track, int pairs, int dimensions) {
        if (channel.codeRaw(0, MODE_BITS) != 0) {
            throw new FormatException(SECTION, channel.offset(), "unknown mode of coding", FormatException.NEWER);
        }
        List<PoseColumn> columns = new ArrayList<>();
        for (int dimension = 0; dimension < dimensions; dimension++) {
            int wanted = dimension;
            PoseColumn column = track == null
                    ? null
                    : track.columns().stream()
                            .filter(one -> one.dimension() == wanted)
                            .findFirst()
                            .orElse(null);
            if (present.code(channel, column != null)) {
                if (tooMany(pairs, columns.size() + 1)) {
                    throw new FormatException(SECTION, channel.offset(), problem(pairs, columns.size() + 1));
                }
                columns.add(codeColumn(column, dimension, pairs));
            }
        }
        return new PoseTrack(pairs, dimensions, columns);
    }

    private PoseColumn codeColumn(@Nullable PoseColumn column, int dimension, int pairs) {
        float step = steps.code(channel, column == null ? 0 : column.step());
        float offset = offsets.code(channel, column == null ? 0 : column.offset());
        if (!Float.isFinite(step) || !Float.isFinite(offset)) {
            throw new FormatException(
                    SECTION, channel.offset(), "step or offset of dimension " + dimension + " is not finite");
        }
        int[] codes = new int[pairs];
        int[] wanted = column == null ? codes : column.codes();
        codes[0] = codeFirst(wanted[0]);
        if (constant.code(channel, Arrays.stream(wanted).allMatch(code -> code == wanted[0]))) {
            Arrays.fill(codes, codes[0]);
        } else {
            codeRest(wanted, codes);
        }
        return new PoseColumn(dimension, step, offset, codes);
    }

    /** The first code: its number of bits, then the bits, folded so that small codes of both signs are short. */
    private int codeFirst(int code) {
        int folded = code << 1 ^ code >> 31;
        int length = channel.codeRaw(32 - Integer.numberOfLeadingZeros(folded), 6);
        if (length > 32) {
            throw new FormatException(SECTION, channel.offset(), "first code has " + length + " bits");
        }
        int coded = length == 0 ? 0 : 1 << length - 1 | channel.codeRaw(folded, length - 1);
        return coded >>> 1 ^ -(coded & 1);
    }

    private void codeRest(int[] wanted, int[] codes) {
        int exponent = channel.codeRaw(exponent(wanted), UNIT_BITS);
        PoseModel model = new PoseModel(codes[0], 1L << exponent);
        double[] probabilities = new double[model.size()];
        for (int pair = 1; pair < codes.length; pair++) {
            // Codes in ascending order are the numbers from 0 to 2^32 - 1.
            long number = (wanted[pair] ^ Integer.MIN_VALUE) & 0xffff_ffffL;
            long coded = lattice.code(
                    channel,
                    number,
                    CODE_BITS,
                    model.activeWeights(),
                    model.size(),
                    (index, below) -> model.below(index + (double) Integer.MIN_VALUE - 0.5, below),
                    probabilities);
            codes[pair] = (int) coded ^ Integer.MIN_VALUE;
            model.learn(codes[pair], probabilities);
        }
    }

    /** Binary logarithm of the noise's rough size: the mean step of the codes or of their steps, whichever is less. */
    private static int exponent(int[] codes) {
        double first = 0;
        double second = 0;
        for (int i = 1; i < codes.length; i++) {
            double step = (double) codes[i] - codes[i - 1];
            first += Math.abs(step);
            second += i > 1 ? Math.abs(step - ((double) codes[i - 1] - codes[i - 2])) / 2 : 0;
        }
        double size = Math.min(first, codes.length > 2 ? second : first) / codes.length;
        int exponent = 0;
        while (exponent < 31 && size >= 1.5 * (1L << exponent)) {
            exponent++;
        }
        return exponent;
    }
}
