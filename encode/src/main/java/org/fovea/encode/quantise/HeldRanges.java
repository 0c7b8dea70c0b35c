package org.fovea.encode.quantise;

import java.util.ArrayList;
import java.util.List;
import org.fovea.codec.weights.CodedTensor;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.encode.train.WeightView;

/**
 * Quantised weights on ranges that stay where they are while the weights move. What leaves its range is cut off; the least weight always has the first code of its range and the greatest
 * the last one, which the weight coder counts on. FP4, halves, and tensors of which a range has no width follow their weights.
 */
final class HeldRanges implements WeightView {
    private final WeightQuantiser quantiser;
    private final List<QuantisedTensor> held;

    /** @param weights whose ranges are held, one array for each tensor */
    HeldRanges(WeightQuantiser quantiser, float[][] weights) {
        this.quantiser = quantiser;
        held = quantiser.quantise(weights);
    }

    @Override
    public float[][] of(float[][] weights) {
        return WeightQuantiser.decoded(quantise(weights));
    }

    /** The weights as an archive stores them, see {@link WeightQuantiser#quantise}. */
    List<QuantisedTensor> quantise(float[][] weights) {
        List<QuantisedTensor> tensors = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            tensors.add(
                    held.get(i) instanceof CodedTensor ranges && isWide(ranges)
                            ? coded(ranges, weights[i])
                            : quantiser
                                    .formats()
                                    .get(i)
                                    .quantise(quantiser.specs().get(i), weights[i]));
        }
        return tensors;
    }

    private static boolean isWide(CodedTensor tensor) {
        for (short step : tensor.steps()) {
            if (Float.float16ToFloat(step) <= 0) {
                return false;
            }
        }
        return true;
    }

    private static CodedTensor coded(CodedTensor ranges, float[] values) {
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
            if (least != greatest) {
                codes[least] = 0;
                codes[greatest] = top;
            }
        }
        return new CodedTensor(
                ranges.name(), ranges.shape(), ranges.bitsPerCode(), ranges.minimums(), ranges.steps(), codes);
    }
}
