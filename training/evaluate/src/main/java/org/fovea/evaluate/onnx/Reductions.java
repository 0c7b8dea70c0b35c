package org.fovea.evaluate.onnx;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;

/** Sums, means and extremes along axes. */
final class Reductions {
    /** Axes are an input since this opset, for sums since the earlier one. */
    private static final int AXES_AS_INPUT = 18;

    private static final int AXES_OF_SUMS_AS_INPUT = 13;

    private Reductions() {}

    private interface Reduction {
        Tensor of(Tensor x, long[] axes, boolean keep);
    }

    static void addTo(Map<String, Operator> table) {
        ScalarTypeOptional same = new ScalarTypeOptional();
        put(table, "ReduceMean", AXES_AS_INPUT, (x, axes, keep) -> x.mean(axes, keep, same));
        put(table, "ReduceSum", AXES_OF_SUMS_AS_INPUT, (x, axes, keep) -> x.sum(axes, keep, same));
        put(table, "ReduceMax", AXES_AS_INPUT, Tensor::amax);
        put(table, "ReduceMin", AXES_AS_INPUT, Tensor::amin);
        put(table, "ReduceProd", AXES_AS_INPUT, Reductions::product);
        put(table, "ReduceL1", AXES_AS_INPUT, (x, axes, keep) -> x.abs().sum(axes, keep, same));
        put(
                table,
                "ReduceL2",
                AXES_AS_INPUT,
                (x, axes, keep) -> x.mul(x).sum(axes, keep, same).sqrt());
        put(table, "ReduceSumSquare", AXES_AS_INPUT, (x, axes, keep) -> x.mul(x).sum(axes, keep, same));
        put(table, "ReduceLogSumExp", AXES_AS_INPUT, Tensor::logsumexp);
        table.put("ArgMax", Operator.of(call -> extreme(call, true)));
        table.put("ArgMin", Operator.of(call -> extreme(call, false)));
        table.put("CumSum", Operator.of(Reductions::running));
        table.put("TopK", Reductions::largest);
    }

    private static void put(Map<String, Operator> table, String name, int since, Reduction reduction) {
        table.put(name, Operator.of(call -> {
            Tensor x = call.input(0);
            Optional<long[]> declared = call.numbers("axes", 1, since).filter(axes -> axes.length > 0);
            if (declared.isEmpty() && call.flag("noop_with_empty_axes", false)) {
                return x;
            }
            long[] axes = declared.map(given -> Arrays.stream(call.axes(given, x.dim()))
                            .asLongStream()
                            .toArray())
                    .orElseGet(() -> Dimensions.all(x.dim()));
            Tensor reduced = reduction.of(x, axes, call.flag("keepdims", true));
            // Sums of whole numbers become wider in LibTorch.
            return reduced.to(x.scalar_type().intern());
        }));
    }

    private static Tensor product(Tensor x, long[] axes, boolean keep) {
        Tensor result = x;
        long[] descending =
                Arrays.stream(axes).map(a -> -a).sorted().map(a -> -a).toArray();
        for (long axis : descending) {
            result = result.prod(axis, keep, new ScalarTypeOptional());
        }
        return result;
    }

    private static Tensor extreme(Call call, boolean largest) {
        Tensor x = call.input(0);
        int axis = call.axis(call.whole("axis", 0), x.dim());
        boolean keep = call.flag("keepdims", true);
        boolean last = call.flag("select_last_index", false);
        Tensor seen = last ? x.flip(axis) : x;
        LongOptional along = new LongOptional(axis);
        Tensor index = largest ? seen.argmax(along, keep) : seen.argmin(along, keep);
        return last ? index.neg().add(new Scalar(x.size(axis) - 1)) : index;
    }

    private static Tensor running(Call call) {
        Tensor x = call.input(0);
        int axis = call.axis(call.number(1).orElse(0.0).longValue(), x.dim());
        Tensor seen = call.flag("reverse", false) ? x.flip(axis) : x;
        Tensor sums = seen.cumsum(axis).to(x.scalar_type().intern());
        Tensor result = call.flag("exclusive", false) ? sums.sub(seen) : sums;
        return call.flag("reverse", false) ? result.flip(axis) : result;
    }

    private static Tensor[] largest(Call call) {
        Tensor x = call.input(0);
        int axis = call.axis(call.whole("axis", -1), x.dim());
        long count = call.opset() < 10
                ? call.whole("k", 0)
                : call.number(1).orElse(0.0).longValue();
        call.demand(count >= 0 && count <= x.size(axis), () -> "the largest " + count + " of " + x.size(axis));
        T_TensorTensor_T found = x.topk(count, axis, call.flag("largest", true), call.flag("sorted", true));
        return new Tensor[] {found.get0(), found.get1()};
    }
}
