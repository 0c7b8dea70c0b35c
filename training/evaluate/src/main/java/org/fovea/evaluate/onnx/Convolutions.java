package org.fovea.evaluate.onnx;

import java.util.Arrays;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.fovea.evaluate.torch.Tensors;

/** Convolutions and their transposes along one to three axes. */
final class Convolutions {
    private Convolutions() {}

    static void addTo(Map<String, Operator> table) {
        table.put("Conv", Operator.of(Convolutions::convolved));
        table.put("ConvTranspose", Operator.of(Convolutions::transposed));
    }

    private static long[] kernel(Call call, long[] weight) {
        call.demand(weight.length >= 3, () -> "weights of shape " + Arrays.toString(weight));
        long[] kernel = Arrays.copyOfRange(weight, 2, weight.length);
        call.longs("kernel_shape")
                .ifPresent(declared -> call.demand(
                        Arrays.equals(declared, kernel),
                        () -> "kernel_shape is " + Arrays.toString(declared) + ", but the weights are "
                                + Arrays.toString(weight)));
        return kernel;
    }

    private static Tensor convolved(Call call) {
        Tensor x = call.input(0);
        Tensor weight = call.input(1);
        long[] shape = Tensors.shape(x);
        long[] weights = Tensors.shape(weight);
        Windows windows = Windows.of(call, kernel(call, weights), shape);
        long groups = call.whole("group", 1);
        call.demand(
                groups >= 1 && weights[1] * groups == shape[1] && weights[0] % groups == 0,
                () -> "weights " + Arrays.toString(weights) + " in " + groups + " groups do not fit input "
                        + Arrays.toString(shape));
        long[] result = Dimensions.joined(new long[] {shape[0], weights[0]}, windows.places(call, shape, false));
        call.room(result);
        call.work(Budget.elements(result), Dimensions.product(weights, 1, weights.length));
        long[] padding = windows.before();
        if (!windows.symmetric()) {
            long[] padded = shape.clone();
            for (int i = 0; i < windows.axes(); i++) {
                padded[i + 2] += windows.before()[i] + windows.after()[i];
            }
            call.room(padded);
            x = Windows.padded(x, windows.before(), windows.after(), 0);
            padding = new long[windows.axes()];
        }
        TensorOptional bias = call.orNone(2);
        long[] none = new long[windows.axes()];
        return torch.convolution(x, weight, bias, windows.strides(), padding, windows.dilations(), false, none, groups);
    }

    /** Computed without padding, of which what the padding takes away is cut off. */
    private static Tensor transposed(Call call) {
        Tensor x = call.input(0);
        Tensor weight = call.input(1);
        long[] shape = Tensors.shape(x);
        long[] weights = Tensors.shape(weight);
        long[] kernel = kernel(call, weights);
        long groups = call.whole("group", 1);
        call.demand(
                shape.length == weights.length && groups >= 1 && weights[0] == shape[1] && weights[0] % groups == 0,
                () -> "weights " + Arrays.toString(weights) + " in " + groups + " groups do not fit input "
                        + Arrays.toString(shape));
        int axes = kernel.length;
        long[] strides = call.sides("strides", axes, 1);
        long[] dilations = call.sides("dilations", axes, 1);
        long[] extra = call.longs("output_padding").orElse(new long[axes]);
        call.demand(
                extra.length == axes && Arrays.stream(extra).allMatch(e -> e >= 0 && e <= 1 << 20),
                () -> "output_padding is " + Arrays.toString(extra));
        long[] full = new long[axes];
        for (int i = 0; i < axes; i++) {
            full[i] = Budget.elements(shape[i + 2] - 1, strides[i]) + (kernel[i] - 1) * dilations[i] + 1;
        }
        long[] cutBefore = new long[axes];
        long[] cutAfter = new long[axes];
        cuts(call, shape, full, strides, extra, cutBefore, cutAfter);
        long[] channels = {shape[0], Budget.elements(weights[1], groups)};
        call.room(Dimensions.joined(channels, full));
        call.work(Budget.elements(shape), Dimensions.product(weights, 1, weights.length));
        TensorOptional bias = call.orNone(2);
        // LibTorch's own way of cutting less at the end.
        long[] less = new long[axes];
        boolean plain = true;
        for (int i = 0; i < axes; i++) {
            less[i] = cutBefore[i] - cutAfter[i];
            plain &= less[i] >= 0 && less[i] < Math.max(strides[i], dilations[i]);
        }
        if (plain) {
            return torch.convolution(x, weight, bias, strides, cutBefore, dilations, true, less, groups);
        }
        Tensor whole = torch.convolution(
                x, weight, new TensorOptional(), strides, new long[axes], dilations, true, new long[axes], groups);
        for (int i = 0; i < axes; i++) {
            cutBefore[i] = -cutBefore[i];
            cutAfter[i] = -cutAfter[i];
        }
        Tensor cut = Windows.padded(whole, cutBefore, cutAfter, 0);
        if (!bias.has_value()) {
            return cut;
        }
        long[] column = new long[axes + 2];
        Arrays.fill(column, 1);
        column[1] = -1;
        return cut.add(call.input(2).reshape(column));
    }

    /** How many rows and columns of the full result are left out at each end; negative where some are added. */
    private static void cuts(
            Call call, long[] shape, long[] full, long[] strides, long[] extra, long[] before, long[] after) {
        int axes = full.length;
        String automatic = call.text("auto_pad", "NOTSET");
        long[] sides = call.longs("output_shape").orElse(null);
        if (sides != null && sides.length == axes + 2) {
            sides = Arrays.copyOfRange(sides, 2, axes + 2);
        }
        boolean same = automatic.equals("SAME_UPPER") || automatic.equals("SAME_LOWER");
        if (sides == null && same) {
            sides = new long[axes];
            for (int i = 0; i < axes; i++) {
                sides[i] = shape[i + 2] * strides[i];
            }
        }
        if (sides != null) {
            long[] declared = sides;
            call.demand(declared.length == axes, () -> "output_shape is " + Arrays.toString(declared));
            for (int i = 0; i < axes; i++) {
                long total = full[i] + extra[i] - sides[i];
                call.demand(sides[i] >= 1, () -> "output_shape is " + Arrays.toString(declared));
                long positive = Math.max(total, 0);
                before[i] = automatic.equals("SAME_UPPER") ? positive / 2 : positive - positive / 2;
                after[i] = total - before[i] - extra[i];
            }
            return;
        }
        long[] pads = automatic.equals("VALID")
                ? new long[2 * axes]
                : call.longs("pads").orElse(new long[2 * axes]);
        call.demand(
                pads.length == 2 * axes && Arrays.stream(pads).allMatch(pad -> pad >= 0),
                () -> "pads are " + Arrays.toString(pads));
        for (int i = 0; i < axes; i++) {
            before[i] = pads[i];
            after[i] = pads[axes + i] - extra[i];
            int axis = i;
            call.demand(
                    full[i] - before[i] - after[i] >= 1,
                    () -> "padding leaves nothing of " + full[axis] + " rows or columns");
        }
    }
}
