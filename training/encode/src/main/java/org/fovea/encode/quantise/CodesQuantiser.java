package org.fovea.encode.quantise;

import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.weights.CodedTensor;

/**
 * Weights to n-bit codes on ranges. Both end codes of a range occur, which the weight coder counts on, unless all its
 * weights are equal.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record CodesQuantiser(TensorSpec spec, float[] values, NumberFormat.Codes format) {
    private static final double MIN_STEP = 1e-8f;

    /** A range as the decoder reads it. */
    private record Line(short minimum, short step) {
        double from() {
            return Float.float16ToFloat(minimum);
        }

        double by() {
            return Math.max(Float.float16ToFloat(step), MIN_STEP);
        }
    }

    private int top() {
        return (1 << format.bits()) - 1;
    }

    CodedTensor run() {
        int ranges = format.perRow() ? spec.shape().getFirst() : 1;
        int[] codes = new int[values.length];
        short[] minimums = new short[ranges];
        short[] steps = new short[ranges];
        int perRange = values.length / ranges;
        for (int range = 0; range < ranges; range++) {
            int first = range * perRange;
            Line line = line(first, first + perRange);
            minimums[range] = line.minimum;
            steps[range] = line.step;
            for (int i = first; i < first + perRange; i++) {
                codes[i] = code(line.from(), 1 / line.by(), values[i]);
            }
        }
        return new CodedTensor(spec.name(), spec.shape(), format.bits(), minimums, steps, codes);
    }

    /**
     * From the least weight to the greatest. Where halves are further apart than half a step, the minimum is the next
     * half below, so that nothing is cut off; but what was on a range before comes back to it.
     */
    private Line line(int first, int end) {
        float least = Float.POSITIVE_INFINITY;
        float greatest = Float.NEGATIVE_INFINITY;
        for (int i = first; i < end; i++) {
            least = Math.min(least, values[i]);
            greatest = Math.max(greatest, values[i]);
        }
        short minimum = NumberFormat.half(least);
        Line nearest = reaching(minimum, greatest);
        short lower = below(minimum, least);
        if (lower == minimum || exact(nearest, first, end)) {
            return nearest;
        }
        Line below = reaching(lower, greatest);
        boolean coarse = Math.abs(nearest.from() - least) > 0.5 * ((double) greatest - least) / top();
        return coarse || exact(below, first, end) ? below : nearest;
    }

    /**
     * With the step, a half, that is nearest to what reaches the last code, or the next smaller one if that does not.
     */
    private Line reaching(short minimum, float greatest) {
        double reach = Math.max(0, greatest - (double) Float.float16ToFloat(minimum));
        Line line = new Line(minimum, NumberFormat.half((float) (reach / top())));
        boolean falls = Math.rint(reach / line.by()) < top();
        return falls && line.step > 0 ? new Line(minimum, (short) (line.step - 1)) : line;
    }

    private static short below(short nearest, float value) {
        float read = Float.float16ToFloat(nearest);
        return read <= value ? nearest : NumberFormat.half(read - Math.max(Math.ulp(read) * 4097, 0x1p-24f));
    }

    private boolean exact(Line line, int first, int end) {
        for (int i = first; i < end; i++) {
            float read = (float) line.from() + code(line.from(), 1 / line.by(), values[i]) * (float) line.by();
            if (read != values[i]) {
                return false;
            }
        }
        return true;
    }

    private int code(double from, double inverseStep, float value) {
        return (int) Math.clamp(Math.rint((value - from) * inverseStep), 0, top());
    }
}
