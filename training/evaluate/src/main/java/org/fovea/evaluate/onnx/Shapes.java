package org.fovea.evaluate.onnx;

import java.util.Arrays;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.fovea.evaluate.torch.Tensors;

/** The same numbers in another shape or order, and shapes as numbers. */
final class Shapes {
    private static final int AXES_AS_INPUT = 13;
    private static final int PADS_AS_INPUT = 11;

    private Shapes() {}

    static void addTo(Map<String, Operator> table) {
        table.put("Shape", Operator.of(Shapes::shape));
        table.put(
                "Size",
                Operator.of(call -> Tensors.ofLongs(new long[] {call.input(0).numel()})));
        table.put("Identity", Operator.of(call -> call.input(0)));
        table.put("Dropout", Operator.of(Shapes::dropout));
        table.put("Reshape", Operator.of(Shapes::reshaped));
        table.put("Flatten", Operator.of(call -> {
            long[] shape = call.shape(0);
            long declared = call.whole("axis", 1);
            int axis = declared == shape.length ? shape.length : call.axis(declared, shape.length);
            return call.input(0)
                    .reshape(Dimensions.product(shape, 0, axis), Dimensions.product(shape, axis, shape.length));
        }));
        table.put("Squeeze", Operator.of(Shapes::squeezed));
        table.put("Unsqueeze", Operator.of(Shapes::unsqueezed));
        table.put("Transpose", Operator.of(call -> {
            long rank = call.input(0).dim();
            long[] order = call.longs("perm").orElseGet(() -> {
                long[] backwards = Dimensions.all(rank);
                for (int i = 0; i < backwards.length; i++) {
                    backwards[i] = rank - 1 - i;
                }
                return backwards;
            });
            call.demand(
                    call.axes(order, rank).length == rank,
                    () -> "perm " + Arrays.toString(order) + " of " + rank + " dimensions");
            return call.input(0).permute(order);
        }));
        table.put("Expand", Operator.of(call -> {
            long[] shape = Dimensions.broadcast(call, call.shape(0), needed(call, 1));
            call.room(shape);
            return call.input(0).expand(shape);
        }));
        table.put("Tile", Operator.of(Shapes::tiled));
        table.put("Concat", Operator.of(Shapes::concatenated));
        table.put("Split", Shapes::split);
        table.put("Pad", Operator.of(Shapes::padded));
        table.put("DepthToSpace", Operator.of(Shapes::toSpace));
        table.put("SpaceToDepth", Operator.of(Shapes::toDepth));
    }

    private static long[] needed(Call call, int index) {
        return call.numbers(index).orElseThrow(() -> call.wrong("input " + index + " is missing"));
    }

    private static Tensor shape(Call call) {
        long[] shape = call.shape(0);
        int from = bound(call.whole("start", 0), shape.length);
        int to = bound(call.whole("end", shape.length), shape.length);
        long[] part = from < to ? Arrays.copyOfRange(shape, from, to) : new long[0];
        return Tensors.ofLongs(part, part.length);
    }

    private static int bound(long axis, int rank) {
        return (int) Math.max(0, Math.min(axis < 0 ? axis + rank : axis, rank));
    }

    private static Tensor dropout(Call call) {
        if (call.number(2).orElse(0.0) != 0) {
            throw call.unsupported("the training mode, which drops values");
        }
        return call.input(0);
    }

    /** 0 keeps a side, unless zeros are allowed; one −1 is what is left. */
    private static Tensor reshaped(Call call) {
        long[] shape = call.shape(0);
        long[] declared = needed(call, 1);
        long[] sides = declared.clone();
        boolean zeros = call.flag("allowzero", false);
        for (int i = 0; i < sides.length; i++) {
            if (sides[i] == 0 && !zeros) {
                int at = i;
                call.demand(
                        at < shape.length,
                        () -> "shape " + Arrays.toString(declared) + " keeps side " + at + " of "
                                + Arrays.toString(shape));
                sides[i] = shape[i];
            }
        }
        return call.input(0).reshape(sides);
    }

    private static Tensor squeezed(Call call) {
        Tensor x = call.input(0);
        return call.numbers("axes", 1, AXES_AS_INPUT)
                .map(declared -> {
                    int[] axes = call.axes(declared, x.dim());
                    for (int axis : axes) {
                        call.demand(
                                x.size(axis) == 1,
                                () -> "axis " + axis + " of " + Arrays.toString(call.shape(0)) + " is not 1");
                    }
                    return x.squeeze(Arrays.stream(axes).asLongStream().toArray());
                })
                .orElseGet(x::squeeze);
    }

    private static Tensor unsqueezed(Call call) {
        Tensor x = call.input(0);
        long[] declared = call.numbers("axes", 1, AXES_AS_INPUT).orElseThrow(() -> call.wrong("axes are missing"));
        int[] axes = call.axes(declared, x.dim() + declared.length);
        Arrays.sort(axes);
        for (int axis : axes) {
            x = x.unsqueeze(axis);
        }
        return x;
    }

    private static Tensor tiled(Call call) {
        long[] shape = call.shape(0);
        long[] repeats = needed(call, 1);
        call.demand(
                repeats.length == shape.length && Arrays.stream(repeats).allMatch(r -> r >= 0),
                () -> "repeats " + Arrays.toString(repeats) + " of " + Arrays.toString(shape));
        long[] result = shape.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] = Budget.elements(result[i], repeats[i]);
        }
        call.room(result);
        return call.input(0).repeat(repeats);
    }

    private static Tensor concatenated(Call call) {
        TensorVector parts = new TensorVector();
        int axis = call.axis(call.whole("axis", 0), call.input(0).dim());
        long[] shape = call.shape(0);
        long side = 0;
        for (int i = 0; i < call.inputs(); i++) {
            Tensor part = call.input(i);
            long[] sides = Tensors.shape(part);
            call.demand(
                    sides.length == shape.length,
                    () -> "parts " + Arrays.toString(shape) + " and " + Arrays.toString(sides));
            side += sides[axis];
            parts.push_back(part);
        }
        shape[axis] = side;
        call.room(shape);
        return torch.cat(parts, axis);
    }

    private static Tensor[] split(Call call) {
        Tensor x = call.input(0);
        int axis = call.axis(call.whole("axis", 0), x.dim());
        long side = x.size(axis);
        int count = call.outputs();
        long[] sizes = call.numbers("split", 1, AXES_AS_INPUT).orElseGet(() -> {
            long each = (side + count - 1) / count;
            long[] equal = new long[count];
            for (int i = 0; i < count; i++) {
                equal[i] = Math.max(0, Math.min(each, side - i * each));
            }
            return equal;
        });
        call.demand(
                sizes.length == count
                        && Arrays.stream(sizes).allMatch(s -> s >= 0 && s <= side)
                        && Arrays.stream(sizes).sum() == side,
                () -> "parts of " + Arrays.toString(sizes) + " for " + count + " outputs of " + side);
        Tensor[] parts = new Tensor[count];
        long from = 0;
        for (int i = 0; i < count; i++) {
            parts[i] = x.narrow(axis, from, sizes[i]);
            from += sizes[i];
        }
        return parts;
    }

    private static Tensor padded(Call call) {
        Tensor x = call.input(0);
        int rank = (int) x.dim();
        boolean inputs = call.opset() >= PADS_AS_INPUT;
        long[] declared =
                (inputs ? call.numbers(1) : call.longs("pads")).orElseThrow(() -> call.wrong("pads are missing"));
        int[] axes = inputs && call.optional(3).isPresent()
                ? call.axes(needed(call, 3), rank)
                : call.axes(Dimensions.all(rank), rank);
        call.demand(declared.length == 2 * axes.length, () -> "pads are " + Arrays.toString(declared));
        long[] before = new long[rank];
        long[] after = new long[rank];
        long[] result = Tensors.shape(x);
        for (int i = 0; i < axes.length; i++) {
            before[axes[i]] = declared[i];
            after[axes[i]] = declared[axes.length + i];
            call.demand(
                    Math.max(Math.abs(declared[i]), Math.abs(declared[axes.length + i])) <= Integer.MAX_VALUE,
                    () -> "pads are " + Arrays.toString(declared));
            result[axes[i]] += declared[i] + declared[axes.length + i];
        }
        call.room(result);
        String mode = call.text("mode", "constant");
        if (mode.equals("constant")) {
            double value = inputs ? call.number(2).orElse(0.0) : call.real("value", 0);
            return Windows.padded(x, before, after, value);
        }
        for (int axis = 0; axis < rank; axis++) {
            if (before[axis] != 0 || after[axis] != 0) {
                x = mirrored(call, x, axis, before[axis], after[axis], mode);
            }
        }
        return x;
    }

    /** Rows picked from inside for those that are outside. */
    private static Tensor mirrored(Call call, Tensor x, int axis, long before, long after, String mode) {
        long side = x.size(axis);
        call.demand(side > 0, () -> "nothing to repeat along axis " + axis);
        long[] from = new long[Math.toIntExact(before + side + after)];
        for (int i = 0; i < from.length; i++) {
            long at = i - before;
            from[i] = switch (mode) {
                case "edge" -> Math.max(0, Math.min(at, side - 1));
                case "wrap" -> Math.floorMod(at, side);
                case "reflect" -> {
                    long period = Math.max(1, 2 * (side - 1));
                    long inside = Math.floorMod(at, period);
                    yield side == 1 ? 0 : Math.min(inside, period - inside);
                }
                default -> throw call.wrong("mode is '" + Node.printable(mode) + "'");
            };
        }
        return x.index_select(axis, Tensors.ofLongs(from, from.length));
    }

    private static long block(Call call) {
        long block = call.whole("blocksize", 0);
        call.demand(
                block >= 1 && block <= 1 << 12 && call.input(0).dim() == 4,
                () -> "blocks of " + block + " in input " + Arrays.toString(call.shape(0)));
        return block;
    }

    private static Tensor toSpace(Call call) {
        long b = block(call);
        long[] s = call.shape(0);
        long channels = s[1] / (b * b);
        String mode = call.text("mode", "DCR");
        boolean first = mode.equals("DCR");
        call.demand(
                (first || mode.equals("CRD")) && channels * b * b == s[1],
                () -> "mode '" + Node.printable(mode) + "', blocks of " + b + ", " + s[1] + " channels");
        Tensor blocks = first
                ? call.input(0).reshape(s[0], b, b, channels, s[2], s[3]).permute(0, 3, 4, 1, 5, 2)
                : call.input(0).reshape(s[0], channels, b, b, s[2], s[3]).permute(0, 1, 4, 2, 5, 3);
        return blocks.reshape(s[0], channels, s[2] * b, s[3] * b);
    }

    private static Tensor toDepth(Call call) {
        long b = block(call);
        long[] s = call.shape(0);
        call.demand(s[2] % b == 0 && s[3] % b == 0, () -> "blocks of " + b + " in input " + Arrays.toString(s));
        return call.input(0)
                .reshape(s[0], s[1], s[2] / b, b, s[3] / b, b)
                .permute(0, 3, 5, 1, 2, 4)
                .reshape(s[0], s[1] * b * b, s[2] / b, s[3] / b);
    }
}
