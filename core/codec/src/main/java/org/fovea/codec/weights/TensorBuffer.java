package org.fovea.codec.weights;

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

    byte[] nibbles;

    short[] scales;

    /** Halves of a {@link HalfTensor}. */
    short[] halves;

    /** Ranges and codes of a {@link CodedTensor}. */
    short[] minimums;

    short[] steps;
    int[] codes;

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
        encoding = TensorEncoding.of(tensor);
        switch (tensor) {
            case Fp4Tensor fp4 -> {
                nibbles = fp4.codes().clone();
                scales = fp4.scales().clone();
            }
            case HalfTensor half -> halves = half.bits().clone();
            case CodedTensor coded -> {
                minimums = coded.minimums().clone();
                steps = coded.steps().clone();
                codes = coded.codes().clone();
            }
            case SteppedTensor stepped -> throw new IllegalArgumentException(stepped.name() + " has a step");
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
        int count = spec.count();
        int ranges = decoded.perRow() ? rows() : 1;
        switch (decoded.kind()) {
            case FP4 -> {
                nibbles = nibbles == null ? new byte[count] : nibbles;
                scales = scales == null ? new short[Math.ceilDiv(count, decoded.parameter())] : scales;
            }
            case HALF -> halves = halves == null ? new short[count] : halves;
            case CODES -> {
                minimums = minimums == null ? new short[ranges] : minimums;
                steps = steps == null ? new short[ranges] : steps;
                codes = codes == null ? new int[count] : codes;
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

    /** The stored number of weight {@code i}, whatever the encoding. */
    int stored(int i) {
        return switch (encoding().kind()) {
            case FP4 -> nibbles[i];
            case HALF -> halves[i] & 0xffff;
            case CODES -> codes[i];
        };
    }

    void store(int i, int number) {
        switch (encoding().kind()) {
            case FP4 -> nibbles[i] = (byte) number;
            case HALF -> halves[i] = (short) number;
            case CODES -> codes[i] = number;
        }
    }

    int storedBits() {
        return switch (encoding().kind()) {
            case FP4 -> 4;
            case HALF -> 16;
            case CODES -> encoding().parameter();
        };
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
        boolean live = false;
        for (int i = from; i < to; i++) {
            if (!known(i)) {
                live = true;
                if ((nibbles[i] & TOP) == TOP) {
                    return true;
                }
            }
        }
        return !live;
    }

    QuantisedTensor toTensor() {
        return switch (encoding().kind()) {
            case FP4 -> new Fp4Tensor(spec.name(), spec.shape(), encoding().parameter(), nibbles, scales);
            case HALF -> new HalfTensor(spec.name(), spec.shape(), halves);
            case CODES -> new CodedTensor(spec.name(), spec.shape(), encoding().parameter(), minimums, steps, codes);
        };
    }
}
