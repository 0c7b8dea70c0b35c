package org.fovea.evaluate.onnx;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.fovea.evaluate.torch.Tensors;

/** Pictures in other sizes. */
final class Resampling {
    /** Before, there were scales only. */
    private static final int SIZES = 11;

    private Resampling() {}

    static void addTo(Map<String, Operator> table) {
        table.put("Resize", Operator.of(Resampling::resized));
        table.put("Upsample", Operator.of(Resampling::resized));
        table.put("GridSample", Operator.of(Resampling::sampled));
    }

    private static Tensor resized(Call call) {
        Tensor x = call.input(0);
        int rank = (int) x.dim();
        boolean old = call.opset() < SIZES;
        int[] axes = call.longs("axes")
                .map(declared -> call.axes(declared, rank))
                .orElseGet(() -> call.axes(Dimensions.all(rank), rank));
        Optional<float[]> scales = scales(call, old ? 1 : 2);
        Optional<long[]> sizes = old ? Optional.empty() : call.numbers(3).filter(declared -> declared.length > 0);
        if (sizes.isPresent()
                && !call.text("keep_aspect_ratio_policy", "stretch").equals("stretch")) {
            throw call.unsupported("sizes that keep the aspect ratio");
        }
        int count = sizes.map(declared -> declared.length)
                .or(() -> scales.map(declared -> declared.length))
                .orElseThrow(() -> call.wrong("neither scales nor sizes are given"));
        call.demand(count == axes.length, () -> count + " sizes or scales for " + axes.length + " axes");
        long[] shape = Tensors.shape(x);
        long[] result = shape.clone();
        float[] factors = new float[rank];
        Arrays.fill(factors, 1);
        for (int i = 0; i < axes.length; i++) {
            int axis = axes[i];
            if (sizes.isPresent()) {
                result[axis] = sizes.get()[i];
                factors[axis] = (float) result[axis] / shape[axis];
            } else {
                factors[axis] = scales.orElseThrow()[i];
                result[axis] = (long) Math.floor((double) (shape[axis] * factors[axis]));
            }
            call.demand(
                    result[axis] >= 1 && factors[axis] > 0 && shape[axis] >= 1,
                    () -> "a side of " + shape[axis] + " becomes " + result[axis]);
        }
        call.room(result);
        ResizeRule rule = ResizeRule.of(call);
        return fast(rule, x, shape, result, factors).orElseGet(() -> {
            Tensor y = x;
            for (int axis = 0; axis < rank; axis++) {
                if (result[axis] != shape[axis] || factors[axis] != 1) {
                    y = rule.along(call, y, axis, result[axis], factors[axis]);
                    call.room(Tensors.shape(y));
                }
            }
            return y;
        });
    }

    private static Optional<float[]> scales(Call call, int index) {
        Optional<float[]> declared = call.floats("scales");
        return declared.isPresent()
                ? declared
                : call.optional(index)
                        .filter(tensor -> tensor.numel() > 0)
                        .map(tensor -> Tensors.floats(tensor.to(torch.ScalarType.Float)));
    }

    /** LibTorch's own ways where they say the same, which are several times as fast. */
    private static Optional<Tensor> fast(ResizeRule rule, Tensor x, long[] shape, long[] result, float[] factors) {
        if (shape.length != 4
                || result[0] != shape[0]
                || result[1] != shape[1]
                || result[2] == 1
                || result[3] == 1
                || rule.antialias()) {
            return Optional.empty();
        }
        long[] sides = {result[2], result[3]};
        DoubleOptional rows = new DoubleOptional(factors[2]);
        DoubleOptional columns = new DoubleOptional(factors[3]);
        boolean corners = rule.place() == ResizeRule.Place.ALIGN_CORNERS;
        boolean half =
                rule.place() == ResizeRule.Place.HALF_PIXEL || rule.place() == ResizeRule.Place.PYTORCH_HALF_PIXEL;
        return switch (rule.mode()) {
            case LINEAR ->
                corners || half
                        ? Optional.of(torch.upsample_bilinear2d(x, sides, corners, rows, columns))
                        : Optional.empty();
            case CUBIC ->
                (corners || half) && rule.usualCubic()
                        ? Optional.of(torch.upsample_bicubic2d(x, sides, corners, rows, columns))
                        : Optional.empty();
            case NEAREST ->
                rule.repeats(half) && whole(factors[2]) && whole(factors[3])
                        ? Optional.of(torch.upsample_nearest2d(x, sides, rows, columns))
                        : Optional.empty();
        };
    }

    private static boolean whole(float factor) {
        return factor >= 1 && factor == Math.rint(factor);
    }

    private static Tensor sampled(Call call) {
        Tensor grid = call.input(1);
        call.demand(
                grid.dim() == call.input(0).dim() && call.input(0).dim() == 4,
                () -> "a grid of " + Arrays.toString(call.shape(1)) + " for " + Arrays.toString(call.shape(0)));
        call.room(grid.size(0), call.input(0).size(1), grid.size(1), grid.size(2));
        long mode = switch (call.text("mode", "bilinear")) {
            case "bilinear", "linear" -> 0;
            case "nearest" -> 1;
            case "bicubic", "cubic" -> 2;
            default -> throw call.wrong("mode is '" + Node.printable(call.text("mode", "")) + "'");
        };
        long padding = switch (call.text("padding_mode", "zeros")) {
            case "zeros" -> 0;
            case "border" -> 1;
            case "reflection" -> 2;
            default -> throw call.wrong("padding_mode is '" + Node.printable(call.text("padding_mode", "")) + "'");
        };
        return torch.grid_sampler(call.input(0), grid, mode, padding, call.flag("align_corners", false));
    }
}
