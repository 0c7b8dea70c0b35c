package org.fovea.evaluate.script;

import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.fovea.evaluate.comparison.Comparison;
import org.fovea.evaluate.network.NetworkFile;

/**
 * A pose network of one's own.
 *
 * @param network the file
 * @param input its pixels
 * @param layout how two frames make one input; says nothing where the network gets one frame
 * @param outputs number of outputs, 1..4096; where empty, what a trial run answers
 * @param counted indices of the outputs that count, none twice; the evaluator gives these first, in this order. Empty
 *     for all.
 * @param outputScale factor on the difference of each counted output before it is squared, more than 0; empty for ones
 * @param comparison of the outputs that count, each times its scale
 */
public record PoseDescription(
        NetworkFile network,
        PixelInput input,
        PairLayout layout,
        OptionalInt outputs,
        List<Integer> counted,
        List<Double> outputScale,
        Comparison comparison) {
    public static final int MAX_OUTPUTS = 4096;

    /** @throws IllegalArgumentException where numbers do not fit each other */
    public PoseDescription {
        counted = List.copyOf(counted);
        outputScale = List.copyOf(outputScale);
        int all = outputs.orElse(MAX_OUTPUTS);
        for (int index : counted) {
            if (index >= all) {
                throw new IllegalArgumentException(
                        "output " + index + " cannot count: there are " + all + " counted from 0");
            }
        }
        if (!outputScale.isEmpty()
                && (!counted.isEmpty() || outputs.isPresent())
                && outputScale.size() != (counted.isEmpty() ? all : counted.size())) {
            throw new IllegalArgumentException(outputScale.size() + " output scales for "
                    + (counted.isEmpty() ? all : counted.size()) + " outputs that count");
        }
    }

    /** The same with the number of the network's outputs, and with everything that was left to defaults. */
    PoseDescription answering(int found) {
        List<Integer> which =
                counted.isEmpty() ? IntStream.range(0, found).boxed().toList() : counted;
        List<Double> scale = outputScale.isEmpty() ? Collections.nCopies(which.size(), 1.0) : outputScale;
        return new PoseDescription(network, input, layout, OptionalInt.of(found), which, scale, comparison);
    }
}
