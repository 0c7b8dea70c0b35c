package org.fovea.evaluate.onnx;

import java.util.Arrays;
import java.util.Map;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.fovea.evaluate.torch.Tensors;

/** Parts of tensors by their places: slices, and what is gathered or scattered by indices. */
final class Selections {
    private static final int RANGES_AS_INPUTS = 10;

    private Selections() {}

    static void addTo(Map<String, Operator> table) {
        table.put("Slice", Operator.of(Selections::sliced));
        table.put("Gather", Operator.of(Selections::gathered));
        table.put("GatherElements", Operator.of(call -> {
            int axis = call.axis(call.whole("axis", 0), call.input(0).dim());
            return call.input(0)
                    .gather(axis, positive(call.input(1), call.input(0).size(axis)));
        }));
        table.put("GatherND", Operator.of(Selections::gatheredSlices));
        table.put("ScatterElements", Operator.of(Selections::scattered));
        table.put("ScatterND", Operator.of(Selections::scatteredSlices));
        table.put("NonZero", Operator.of(call -> {
            call.room(Math.max(1, call.input(0).dim()), call.input(0).numel());
            return call.input(0).nonzero().t();
        }));
    }

    private static Tensor sliced(Call call) {
        Tensor x = call.input(0);
        boolean inputs = call.opset() >= RANGES_AS_INPUTS;
        long[] starts =
                (inputs ? call.numbers(1) : call.longs("starts")).orElseThrow(() -> call.wrong("starts are missing"));
        long[] ends = (inputs ? call.numbers(2) : call.longs("ends")).orElseThrow(() -> call.wrong("ends are missing"));
        long[] declared =
                (inputs ? call.numbers(3) : call.longs("axes")).orElseGet(() -> Dimensions.all(starts.length));
        long[] steps = call.numbers("none", 4, RANGES_AS_INPUTS).orElseGet(() -> {
            long[] ones = new long[starts.length];
            Arrays.fill(ones, 1);
            return ones;
        });
        call.demand(
                ends.length == starts.length && declared.length == starts.length && steps.length == starts.length,
                () -> starts.length + " starts, " + ends.length + " ends, " + declared.length + " axes, " + steps.length
                        + " steps");
        int[] axes = call.axes(declared, x.dim());
        for (int i = 0; i < axes.length; i++) {
            x = sliced(call, x, axes[i], starts[i], ends[i], steps[i]);
        }
        return x;
    }

    private static Tensor sliced(Call call, Tensor x, int axis, long start, long end, long step) {
        long side = x.size(axis);
        call.demand(step != 0 && step != Long.MIN_VALUE, () -> "a step of " + step);
        long from = start < 0 ? Math.max(start, -side - 1) + side : Math.min(start, side);
        long to = end < 0 ? Math.max(end, -side - 1) + side : Math.min(end, side);
        if (step > 0) {
            from = Math.max(from, 0);
            to = Math.max(to, from);
            return x.slice(axis, new LongOptional(from), new LongOptional(to), Math.min(step, Math.max(side, 1)));
        }
        // Backwards: from the start down to, but not with, the end.
        from = Math.min(from, side - 1);
        long count = Math.max(0, from - to);
        Tensor part = x.narrow(axis, Math.max(0, Math.min(to + 1, side)), count);
        return part.flip(axis)
                .slice(axis, new LongOptional(0), new LongOptional(count), Math.min(-step, Math.max(side, 1)));
    }

    /** Indices from the end counted from the start. */
    private static Tensor positive(Tensor indices, long side) {
        Tensor wide = indices.to(torch.ScalarType.Long);
        return torch.where(wide.lt(new Scalar(0)), wide.add(new Scalar(side)), wide);
    }

    private static Tensor gathered(Call call) {
        Tensor x = call.input(0);
        int axis = call.axis(call.whole("axis", 0), x.dim());
        Tensor indices = positive(call.input(1), x.size(axis));
        long[] shape = Tensors.shape(x);
        long[] result = Dimensions.joined(
                Arrays.copyOf(shape, axis), Tensors.shape(indices), Arrays.copyOfRange(shape, axis + 1, shape.length));
        call.room(result);
        if (indices.dim() == 0) {
            long at = indices.item_long();
            call.demand(at >= 0 && at < shape[axis], () -> "index " + at + " of " + shape[axis]);
            return x.select(axis, at);
        }
        return x.index_select(axis, indices.reshape(-1)).reshape(result);
    }

    /**
     * Indices of several axes as indices into those axes joined to one.
     *
     * @param indices [..., number of axes]
     * @param from first of the axes
     */
    private static Tensor joined(Call call, Tensor indices, long[] shape, int from) {
        int axes = (int) indices.size(indices.dim() - 1);
        call.demand(from + axes <= shape.length, () -> axes + " indices into " + Arrays.toString(shape));
        Tensor index = Tensors.ofLongs(new long[] {0});
        for (int i = 0; i < axes; i++) {
            long side = shape[from + i];
            Tensor along = positive(indices.select(indices.dim() - 1, i), side);
            if (along.numel() > 0) {
                call.demand(
                        along.ge(new Scalar(0))
                                .logical_and(along.lt(new Scalar(side)))
                                .all()
                                .item_bool(),
                        () -> "an index is outside of " + Arrays.toString(shape));
            }
            index = index.mul(new Scalar(side)).add(along);
        }
        return index;
    }

    private static Tensor gatheredSlices(Call call) {
        Tensor x = call.input(0);
        Tensor indices = call.input(1).to(torch.ScalarType.Long);
        long[] shape = Tensors.shape(x);
        long[] places = Tensors.shape(indices);
        int batch = (int) Math.max(0, Math.min(call.whole("batch_dims", 0), 16));
        call.demand(places.length > batch && shape.length >= batch, () -> batch + " batch dimensions");
        long[] outer = Arrays.copyOf(places, places.length - 1);
        int axes = (int) places[places.length - 1];
        Tensor index = joined(call, indices, shape, batch);
        long[] rest = Arrays.copyOfRange(shape, batch + axes, shape.length);
        long[] result = Dimensions.joined(outer, rest);
        call.room(result);
        long samples = Dimensions.product(shape, 0, batch);
        long each = Dimensions.product(shape, batch, batch + axes);
        call.demand(
                samples == Dimensions.product(places, 0, batch),
                () -> "batches of " + Arrays.toString(shape) + " and " + Arrays.toString(places));
        Tensor rows = index.expand(outer).reshape(samples, -1);
        long[] offsets = new long[Math.toIntExact(samples)];
        Arrays.setAll(offsets, i -> i * each);
        Tensor flat = rows.add(Tensors.ofLongs(offsets, samples, 1)).reshape(-1);
        return x.reshape(samples * each, Budget.elements(rest))
                .index_select(0, flat)
                .reshape(result);
    }

    private static Tensor scattered(Call call) {
        Tensor x = call.input(0);
        int axis = call.axis(call.whole("axis", 0), x.dim());
        Tensor indices = positive(call.input(1), x.size(axis));
        Tensor updates = call.input(2);
        return switch (call.text("reduction", "none")) {
            case "none" -> x.scatter(axis, indices, updates);
            case "add" -> x.scatter_add(axis, indices, updates);
            case "mul" -> x.scatter_reduce(axis, indices, updates, "prod", true);
            case "max" -> x.scatter_reduce(axis, indices, updates, "amax", true);
            case "min" -> x.scatter_reduce(axis, indices, updates, "amin", true);
            default -> throw call.wrong("reduction is '" + Node.printable(call.text("reduction", "")) + "'");
        };
    }

    private static Tensor scatteredSlices(Call call) {
        Tensor x = call.input(0);
        Tensor indices = call.input(1).to(torch.ScalarType.Long);
        long[] shape = Tensors.shape(x);
        int axes = (int) indices.size(indices.dim() - 1);
        Tensor index = joined(call, indices, shape, 0).reshape(-1);
        long rest = Dimensions.product(shape, axes, shape.length);
        Tensor flat = x.reshape(-1, rest);
        Tensor updates = call.input(2).reshape(-1, rest);
        Tensor result = switch (call.text("reduction", "none")) {
            case "none" -> flat.index_copy(0, index, updates);
            case "add" -> flat.index_add(0, index, updates);
            default -> throw call.unsupported("reduction " + Node.printable(call.text("reduction", "")));
        };
        return result.reshape(shape);
    }
}
