package org.fovea.encode.quantise;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
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
    /**
     * FP4: a sign and one of eight magnitudes (0, ½, 1, 1½, 2, 3, 4, 6), times a half that a block of weights shares.
     * The largest weight of a block always has magnitude 6, which the weight coder counts on.
     *
     * @param blockSize weights per scale in row-major order, from 1
     */
    record Fp4(int blockSize) implements NumberFormat {
        public Fp4 {
            if (blockSize < 1) {
                throw new IllegalArgumentException("FP4 blocks of " + blockSize + " weights");
            }
        }

        @Override
        public Fp4Tensor quantise(TensorSpec spec, float[] values) {
            check(spec, values);
            return new Fp4Quantiser(spec, values, blockSize).run();
        }

        @Override
        public String toString() {
            return "fp4/" + blockSize;
        }
    }

    /**
     * Codes of n bits on evenly spaced ranges.
     *
     * @param bits per code, 1..16
     * @param perRow whether each row (first dimension) has a range of its own
     */
    record Codes(int bits, boolean perRow) implements NumberFormat {
        public Codes {
            if (bits < 1 || bits > 16) {
                throw new IllegalArgumentException(bits + " bits per code, 1..16 expected");
            }
        }

        @Override
        public CodedTensor quantise(TensorSpec spec, float[] values) {
            check(spec, values);
            return new CodesQuantiser(spec, values, this).run();
        }

        @Override
        public String toString() {
            return "q" + bits + (perRow ? "/row" : "");
        }
    }

    /**
     * Codes on ranges that stay where they are, whatever the weights do. What leaves its range is cut off. It is stored
     * as {@link Codes}.
     *
     * @param ranges whose codes are of no importance; each step is above 0
     * @param ends whether the least weight always has the first code of its range and the greatest the last one, which
     *     the coder of whole weights counts on
     */
    record Held(CodedTensor ranges, boolean ends) implements NumberFormat {
        /** FP4, halves, and tensors of which a range has no width keep their own format. */
        static NumberFormat of(NumberFormat format, QuantisedTensor tensor, boolean ends) {
            return tensor instanceof CodedTensor coded && isWide(coded) ? new Held(coded, ends) : format;
        }

        private static boolean isWide(CodedTensor tensor) {
            return IntStream.range(0, tensor.steps().length)
                    .allMatch(range -> Float.float16ToFloat(tensor.steps()[range]) > 0);
        }

        @Override
        public CodedTensor quantise(TensorSpec spec, float[] values) {
            check(spec, values);
            int[] codes = new int[values.length];
            int perRange = values.length / ranges.minimums().length;
            int top = (1 << ranges.bitsPerCode()) - 1;
            for (int range = 0; range < ranges.minimums().length; range++) {
                double from = Float.float16ToFloat(ranges.minimums()[range]);
                double step = Float.float16ToFloat(ranges.steps()[range]);
                int least = range * perRange;
                int greatest = least;
                for (int i = range * perRange; i < (range + 1) * perRange; i++) {
                    codes[i] = (int) Math.clamp(Math.rint((values[i] - from) / step), 0, top);
                    least = values[i] < values[least] ? i : least;
                    greatest = values[i] > values[greatest] ? i : greatest;
                }
                if (ends && least != greatest) {
                    codes[least] = 0;
                    codes[greatest] = top;
                }
            }
            return new CodedTensor(
                    ranges.name(), ranges.shape(), ranges.bitsPerCode(), ranges.minimums(), ranges.steps(), codes);
        }

        @Override
        public String toString() {
            return NumberFormat.of(ranges).toString();
        }
    }

    /** IEEE halves; what lies beyond ±65,504 becomes that. */
    record Half() implements NumberFormat {
        @Override
        public HalfTensor quantise(TensorSpec spec, float[] values) {
            check(spec, values);
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
     * Quantises a tensor.
     *
     * @param values row-major
     * @throws IllegalArgumentException where there are not as many values as the shape says, or one is not finite
     */
    QuantisedTensor quantise(TensorSpec spec, float[] values);

    /** The format of a stored tensor. */
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
     * Reads what {@code toString} writes: {@code half}, {@code fp4/32}, {@code q8}, {@code q5/row}.
     *
     * @throws IllegalArgumentException where it is nothing of that kind
     */
    static NumberFormat parse(String text) {
        Matcher match =
                Pattern.compile("(?:(half)|fp4/(\\d{1,9})|q(\\d{1,2})(/row)?)").matcher(text.strip());
        if (!match.matches()) {
            throw new IllegalArgumentException(
                    "number format \"" + text + "\", as in half, fp4/32, q8 or q5/row expected");
        }
        if (match.group(1) != null) {
            return new Half();
        }
        if (match.group(2) != null) {
            return new Fp4(Integer.parseInt(match.group(2)));
        }
        return new Codes(Integer.parseInt(match.group(3)), match.group(4) != null);
    }

    /** The nearest finite half. */
    static short half(float value) {
        return Float.floatToFloat16(Math.clamp(value, -65504f, 65504f));
    }

    private static void check(TensorSpec spec, float[] values) {
        if (values.length != spec.count()) {
            throw new IllegalArgumentException(
                    values.length + " values of " + spec.name() + ", shape " + spec.shape() + " expected");
        }
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException(
                        "tensor " + spec.name() + " has a weight that is not finite: " + value);
            }
        }
    }
}
