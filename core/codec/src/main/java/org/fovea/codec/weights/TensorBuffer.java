package org.fovea.codec.weights;

import java.util.Arrays;
import java.util.Objects;
import org.fovea.codec.family.TensorSpec;
import org.jspecify.annotations.Nullable;

/**
 * One tensor while it is coded: full from the start when encoding, filled weight by weight when decoding. Models read
 * only places that both directions already know.
 */
final class TensorBuffer {
    /** Magnitude of an FP4 code at the top level. */
    private static final int TOP = 7;

    /** Numbers of all weights: FP4 codes, the bits of halves, or codes of a {@link CodedTensor}. */
    int[] numbers;

    short[] scales;

    /** Ranges of a {@link CodedTensor}. */
    short[] minimums;

    short[] steps;

    /** Weights known so far; infinities and NaN count as 0. */
    final double[] values;

    /** For each column whether it holds one and the same code in every row; null where there is none. */
    boolean @Nullable [] constantColumns;

    private final TensorSpec spec;
    private @Nullable TensorEncoding encoding;

    @SuppressWarnings("NullAway.Init") // the arrays of its encoding are made by prepare(), the others never
    TensorBuffer(TensorSpec spec) {
        this.spec = spec;
        this.values = new double[spec.count()];
    }

    TensorBuffer(TensorSpec spec, QuantisedTensor tensor) {
        this(spec);
        switch (tensor) {
            case Fp4Tensor fp4 -> {
                encoding = new TensorEncoding(TensorEncoding.Kind.FP4, fp4.blockSize(), false);
                numbers = new int[count()];
                Arrays.setAll(numbers, i -> fp4.codes()[i]);
                scales = fp4.scales().clone();
            }
            case HalfTensor half -> {
                encoding = new TensorEncoding(TensorEncoding.Kind.HALF, 0, false);
                numbers = new int[count()];
                Arrays.setAll(numbers, i -> half.bits()[i] & 0xffff);
            }
            case CodedTensor coded -> {
                encoding = new TensorEncoding(TensorEncoding.Kind.CODES, coded.bitsPerCode(), coded.perRow());
                minimums = coded.minimums().clone();
                steps = coded.steps().clone();
                numbers = coded.codes().clone();
            }
            case SteppedTensor stepped ->
                throw new IllegalArgumentException(stepped.name() + " has a step, which this coder does not store");
        }
    }

    TensorSpec spec() {
        return spec;
    }

    /** The encoding, which is known from the start when encoding, and has been read when decoding. */
    TensorEncoding encoding() {
        return Objects.requireNonNull(encoding);
    }

    /** The encoding; null when decoding has not read it yet. */
    @Nullable
    TensorEncoding givenEncoding() {
        return encoding;
    }

    /** Sets the encoding and makes room for the numbers that will be decoded. */
    void prepare(TensorEncoding decoded) {
        encoding = decoded;
        if (numbers != null) {
            return;
        }
        numbers = new int[count()];
        int ranges = decoded.perRow() ? rows() : 1;
        switch (decoded.kind()) {
            case FP4 -> scales = new short[Math.ceilDiv(count(), decoded.parameter())];
            case HALF -> {}
            case CODES -> {
                minimums = new short[ranges];
                steps = new short[ranges];
            }
        }
    }

    int count() {
        return values.length;
    }

    int rows() {
        return spec.shape().getFirst();
    }

    int columns() {
        return count() / rows();
    }

    /** Whether weight {@code i} is in a constant column, so that it is known beforehand. */
    boolean known(int i) {
        return constantColumns != null && constantColumns[i % columns()];
    }

    int storedBits() {
        return switch (encoding().kind()) {
            case FP4 -> 4;
            case HALF -> 16;
            case CODES -> encoding().parameter();
        };
    }

    /** Weights of a range that are not known beforehand. */
    int live(int from, int to) {
        int live = 0;
        for (int i = from; i < to; i++) {
            live += known(i) ? 0 : 1;
        }
        return live;
    }

    /**
     * Whether each block of FP4 codes, which has a scale of its own, reaches the top level, as {@link #reachesTop}
     * says.
     */
    boolean everyBlockReachesTop() {
        long blockSize = encoding().parameter();
        for (long from = 0; from < count(); from += blockSize) {
            if (!reachesTop((int) from, (int) Math.min(count(), from + blockSize))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether an FP4 code from {@code from} to before {@code to} that is not known beforehand is at the top level; also
     * true where there is none.
     */
    boolean reachesTop(int from, int to) {
        for (int i = from; i < to; i++) {
            if (!known(i) && (numbers[i] & TOP) == TOP) {
                return true;
            }
        }
        return live(from, to) == 0;
    }

    QuantisedTensor toTensor() {
        return switch (encoding().kind()) {
            case FP4 -> {
                byte[] nibbles = new byte[count()];
                for (int i = 0; i < nibbles.length; i++) {
                    nibbles[i] = (byte) numbers[i];
                }
                yield new Fp4Tensor(spec.name(), spec.shape(), encoding().parameter(), nibbles, scales);
            }
            case HALF -> {
                short[] halves = new short[count()];
                for (int i = 0; i < halves.length; i++) {
                    halves[i] = (short) numbers[i];
                }
                yield new HalfTensor(spec.name(), spec.shape(), halves);
            }
            case CODES -> new CodedTensor(spec.name(), spec.shape(), encoding().parameter(), minimums, steps, numbers);
        };
    }
}
