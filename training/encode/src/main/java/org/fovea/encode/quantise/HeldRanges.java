package org.fovea.encode.quantise;

import org.fovea.codec.weights.CodedTensor;
import org.fovea.codec.weights.QuantisedTensor;

/** Quantises on ranges that are given, see {@link NumberFormat.Held}. */
final class HeldRanges {
    private HeldRanges() {}

    /**
     * The format that holds a tensor's ranges; FP4, halves, and tensors of which a range has no width keep their own.
     */
    static NumberFormat of(NumberFormat format, QuantisedTensor tensor, boolean ends) {
        return tensor instanceof CodedTensor coded && isWide(coded) ? new NumberFormat.Held(coded, ends) : format;
    }

    private static boolean isWide(CodedTensor tensor) {
        for (short step : tensor.steps()) {
            if (Float.float16ToFloat(step) <= 0) {
                return false;
            }
        }
        return true;
    }

    static CodedTensor coded(CodedTensor ranges, float[] values, boolean ends) {
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
}
