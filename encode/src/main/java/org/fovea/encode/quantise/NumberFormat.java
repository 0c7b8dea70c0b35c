package org.fovea.encode.quantise;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.weights.CodedTensor;
import org.fovea.codec.weights.Fp4Tensor;
import org.fovea.codec.weights.HalfTensor;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.codec.weights.SteppedTensor;

/**
 * How the weights of a tensor are stored, and the quantiser that brings them there. What a tensor's
 * {@link QuantisedTensor#dequantise()} gives is what the decoder computes with; quantising that again in the same
 * format gives the same values.
 */
public sealed interface NumberFormat {
    /** How the range of a block, row or tensor is chosen. */
    enum Range {
        /** The outermost weights are the ends of the range. */
        PEAK,
        /** The range with the least squared error, which may cut off outliers; 10 to 50 times slower. */
        FIT
    }

    /**
     * FP4: a sign and one of eight magnitudes (0, ½, 1, 1½, 2, 3, 4, 6), times a half that a block of weights shares.
     * The largest weight of a block always has magnitude 6, which the weight coder counts on.
     *
     * @param blockSize weights per scale in row-major order, from 1
     * @param range how scales are chosen
     */
    record Fp4(int blockSize, Range range) implements NumberFormat {
        public Fp4 {
            if (blockSize < 1) {
                throw new IllegalArgumentException("FP4 blocks of " + blockSize + " weights");
            }
        }

        /** With {@link Range#PEAK}. */
        public Fp4(int blockSize) {
            this(blockSize, Range.PEAK);
        }

        @Override
        public Fp4Tensor quantise(TensorSpec spec, float[] values, float[] importance) {
            check(spec, values, importance);
            return new Fp4Quantiser(spec, values, importance, this).run();
        }

        @Override
        public String toString() {
            return "fp4/" + blockSize + suffix(range);
        }
    }

    /**
     * Codes of n bits on evenly spaced ranges.
     *
     * @param bits per code, 1..16
     * @param perRow whether each row (first dimension) has a range of its own
     * @param range how ranges are chosen
     */
    record Codes(int bits, boolean perRow, Range range) implements NumberFormat {
        public Codes {
            if (bits < 1 || bits > 16) {
                throw new IllegalArgumentException(bits + " bits per code, 1..16 expected");
            }
        }

        /** With {@link Range#PEAK}. */
        public Codes(int bits, boolean perRow) {
            this(bits, perRow, Range.PEAK);
        }

        @Override
        public CodedTensor quantise(TensorSpec spec, float[] values, float[] importance) {
            check(spec, values, importance);
            return new CodesQuantiser(spec, values, importance, this).run();
        }

        @Override
        public String toString() {
            return "q" + bits + (perRow ? "/row" : "") + suffix(range);
        }
    }

    /**
     * Codes on ranges that stay where they are, whatever the weights do. What leaves its range is cut off; the least
     * weight always has the first code of its range and the greatest the last one, which the weight coder counts on. It
     * is stored as {@link Codes}.
     *
     * @param ranges whose codes are of no importance; each step is above 0
     */
    record Held(CodedTensor ranges) implements NumberFormat {
        @Override
        public CodedTensor quantise(TensorSpec spec, float[] values, float[] importance) {
            check(spec, values, importance);
            return HeldRanges.coded(ranges, values);
        }

        @Override
        public String toString() {
            return NumberFormat.of(ranges).toString();
        }
    }

    /** IEEE halves; what lies beyond ±65,504 becomes that. */
    record Half() implements NumberFormat {
        @Override
        public HalfTensor quantise(TensorSpec spec, float[] values, float[] importance) {
            check(spec, values, importance);
            short[] bits = new short[values.length];
            for (int i = 0; i < bits.length; i++) {
                bits[i] = half(values[i]);
            }
            return new HalfTensor(spec.name(), spec.shape(), bits);
        }

        @Override
        public String toString() {
            return "half";
        }
    }

    /**
     * Quantises a tensor, all weights equally important.
     *
     * @param values row-major
     * @throws IllegalArgumentException where there are not as many values as the shape says, or one is not finite
     */
    default QuantisedTensor quantise(TensorSpec spec, float[] values) {
        return quantise(spec, values, null);
    }

    /**
     * Quantises a tensor.
     *
     * @param values row-major
     * @param importance of each weight's squared error where the range is fitted, from 0; null where all are equally
     *     important
     * @throws IllegalArgumentException where there are not as many values as the shape says, or one is not finite
     */
    QuantisedTensor quantise(TensorSpec spec, float[] values, float[] importance);

    /** The format of a stored tensor, with {@link Range#PEAK}. */
    static NumberFormat of(QuantisedTensor tensor) {
        return switch (tensor) {
            case Fp4Tensor fp4 -> new Fp4(fp4.blockSize());
            case CodedTensor coded -> new Codes(coded.bitsPerCode(), coded.perRow());
            case HalfTensor _ -> new Half();
            case SteppedTensor stepped ->
                throw new IllegalArgumentException(stepped.name() + " is of a format that is only read");
        };
    }

    /**
     * Reads what {@code toString} writes: {@code half}, {@code fp4/32}, {@code q8}, {@code q5/row}, with {@code /fit}
     * at the end for {@link Range#FIT}.
     *
     * @throws IllegalArgumentException where it is nothing of that kind
     */
    static NumberFormat parse(String text) {
        Matcher match = Pattern.compile("(?:(half)|fp4/(\\d{1,9})(/fit)?|q(\\d{1,2})(/row)?(/fit)?)")
                .matcher(text.strip());
        if (!match.matches()) {
            throw new IllegalArgumentException("number format \"" + text
                    + "\", as in half, fp4/32, fp4/16/fit, q8, q5/row or q5/row/fit expected");
        }
        if (match.group(1) != null) {
            return new Half();
        }
        if (match.group(2) != null) {
            return new Fp4(Integer.parseInt(match.group(2)), match.group(3) != null ? Range.FIT : Range.PEAK);
        }
        return new Codes(
                Integer.parseInt(match.group(4)),
                match.group(5) != null,
                match.group(6) != null ? Range.FIT : Range.PEAK);
    }

    /** The nearest finite half. */
    static short half(float value) {
        return Float.floatToFloat16(Math.clamp(value, -65504f, 65504f));
    }

    private static String suffix(Range range) {
        return range == Range.FIT ? "/fit" : "";
    }

    private static void check(TensorSpec spec, float[] values, float[] importance) {
        if (values.length != spec.count() || importance != null && importance.length != values.length) {
            throw new IllegalArgumentException(
                    values.length + " values of " + spec.name() + ", shape " + spec.shape() + " expected");
        }
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException(
                        "tensor " + spec.name() + " has a weight that is not finite: " + value);
            }
        }
        for (int i = 0; importance != null && i < importance.length; i++) {
            if (!(importance[i] >= 0) || Float.isInfinite(importance[i])) {
                throw new IllegalArgumentException("importance of a weight of " + spec.name() + ": " + importance[i]);
            }
        }
    }
}
