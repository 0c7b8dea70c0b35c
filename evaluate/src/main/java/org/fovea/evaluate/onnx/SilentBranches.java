package org.fovea.evaluate.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.fovea.evaluate.onnx.Program.Step;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out branches whose learned gain is so small that they change nothing: {@code gain · branch + trunk} becomes
 * the trunk. For training copies; scores are never made without them.
 */
final class SilentBranches {
    /**
     * A branch with a smaller gain is lost in the rounding of what it is added to, unless its values are beyond 10^12.
     */
    private static final double NO_GAIN = 1e-18;

    private SilentBranches() {}

    /**
     * The steps that are left.
     *
     * @param constants by number of the value, null for what steps make
     * @param output number of the value that counts
     */
    static List<Step> dropped(List<Step> steps, @Nullable Tensor[] constants, int output) {
        Set<Integer> silent = new HashSet<>();
        Map<Integer, Integer> instead = new HashMap<>();
        List<Step> renamed = new ArrayList<>();
        for (Step step : steps) {
            int[] inputs = step.inputs().clone();
            for (int i = 0; i < inputs.length; i++) {
                inputs[i] = instead.getOrDefault(inputs[i], inputs[i]);
            }
            String operator = step.node().operator();
            if (operator.equals("Mul") && (isNothing(constants, inputs[0]) || isNothing(constants, inputs[1]))) {
                silent.add(step.outputs()[0]);
            } else if (operator.equals("Add") && step.outputs()[0] != output) {
                for (int i = 0; i < 2; i++) {
                    if (silent.contains(inputs[i]) && !silent.contains(inputs[1 - i])) {
                        instead.put(step.outputs()[0], inputs[1 - i]);
                        break;
                    }
                }
            }
            renamed.add(new Step(step.node(), step.operator(), inputs, step.outputs()));
        }
        return needed(renamed, output);
    }

    private static boolean isNothing(@Nullable Tensor[] constants, int number) {
        Tensor constant = number < 0 ? null : constants[number];
        if (constant == null || !constant.is_floating_point() || constant.numel() != 1) {
            return false;
        }
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            return constant.abs().max().item_double() < NO_GAIN;
        }
    }

    private static List<Step> needed(List<Step> steps, int output) {
        Set<Integer> needed = new HashSet<>();
        needed.add(output);
        List<Step> backwards = new ArrayList<>();
        for (Step step : steps.reversed()) {
            boolean used = false;
            for (int number : step.outputs()) {
                used |= needed.contains(number);
            }
            if (used) {
                for (int number : step.inputs()) {
                    needed.add(number);
                }
                backwards.add(step);
            }
        }
        return backwards.reversed();
    }
}
