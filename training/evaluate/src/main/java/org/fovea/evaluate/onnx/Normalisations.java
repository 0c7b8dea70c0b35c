package org.fovea.evaluate.onnx;

import java.util.Arrays;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.fovea.evaluate.torch.Tensors;

/** Layers that bring values to a mean and a spread. */
final class Normalisations {
    private static final double EPSILON = 1e-5;

    /** Before this opset, further outputs meant training. */
    private static final int TRAINING_AS_ATTRIBUTE = 14;

    private Normalisations() {}

    static void addTo(Map<String, Operator> table) {
        table.put("BatchNormalization", Operator.of(Normalisations::batch));
        table.put("InstanceNormalization", Operator.of(Normalisations::instance));
        table.put("LayerNormalization", Operator.of(Normalisations::layer));
        table.put("GroupNormalization", Operator.of(Normalisations::group));
        table.put("RMSNormalization", Operator.of(Normalisations::rootMeanSquare));
        table.put("LRN", Operator.of(Normalisations::neighbours));
        table.put("LpNormalization", Operator.of(Normalisations::unit));
        table.put("MeanVarianceNormalization", Operator.of(Normalisations::standard));
    }

    private static double epsilon(Call call) {
        return call.real("epsilon", EPSILON);
    }

    private static Tensor batch(Call call) {
        // By the statistics of the batch, as in networks that standardise their weights so.
        boolean own = call.flag("training_mode", false) || call.opset() < TRAINING_AS_ATTRIBUTE && call.asks(1);
        return torch.batch_norm(
                call.input(0),
                new TensorOptional(call.input(1)),
                new TensorOptional(call.input(2)),
                own ? new TensorOptional() : new TensorOptional(call.input(3)),
                own ? new TensorOptional() : new TensorOptional(call.input(4)),
                own,
                0,
                epsilon(call),
                false);
    }

    private static Tensor instance(Call call) {
        return torch.instance_norm(
                call.input(0),
                new TensorOptional(call.input(1)),
                new TensorOptional(call.input(2)),
                new TensorOptional(),
                new TensorOptional(),
                true,
                0,
                epsilon(call),
                false);
    }

    private static Tensor layer(Call call) {
        Tensor x = call.input(0);
        long[] shape = Tensors.shape(x);
        long[] sides = Arrays.copyOfRange(shape, call.axis(call.whole("axis", -1), shape.length), shape.length);
        if (Arrays.equals(call.shape(1), sides)
                && call.optional(2)
                        .map(bias -> Arrays.equals(Tensors.shape(bias), sides))
                        .orElse(true)) {
            return torch.layer_norm(x, sides, new TensorOptional(call.input(1)), call.orNone(2), epsilon(call), false);
        }
        Tensor normal = torch.layer_norm(x, sides, new TensorOptional(), new TensorOptional(), epsilon(call), false);
        call.room(Dimensions.broadcast(call, shape, call.shape(1)));
        Tensor scaled = normal.mul(call.input(1));
        return call.optional(2).map(scaled::add).orElse(scaled);
    }

    /** Scale and bias are for groups before opset 21, for channels since. */
    private static Tensor group(Call call) {
        Tensor x = call.input(0);
        long groups = call.whole("num_groups", 0);
        call.demand(
                groups >= 1 && x.dim() >= 2 && x.size(1) % groups == 0,
                () -> groups + " groups of input " + Arrays.toString(call.shape(0)));
        return torch.group_norm(
                x, groups, perChannel(call, 1, groups), perChannel(call, 2, groups), epsilon(call), false);
    }

    private static TensorOptional perChannel(Call call, int index, long groups) {
        Tensor values = call.input(index);
        long channels = call.input(0).size(1);
        return new TensorOptional(
                values.numel() == groups && groups != channels ? values.repeat_interleave(channels / groups) : values);
    }

    private static Tensor rootMeanSquare(Call call) {
        Tensor x = call.input(0);
        int from = call.axis(call.whole("axis", -1), x.dim());
        long[] axes = Arrays.copyOfRange(Dimensions.all(x.dim()), from, (int) x.dim());
        Tensor mean = x.mul(x).mean(axes, true, new ScalarTypeOptional());
        Tensor normal = x.mul(mean.add(new Scalar(epsilon(call))).rsqrt());
        call.room(Dimensions.broadcast(call, call.shape(0), call.shape(1)));
        return normal.mul(call.input(1));
    }

    /** Each value by the squares of its neighbours in other channels. */
    private static Tensor neighbours(Call call) {
        Tensor x = call.input(0);
        long size = call.whole("size", 0);
        call.demand(size >= 1 && size <= 1 << 10 && x.dim() >= 2, () -> "size is " + size);
        long before = (size - 1) / 2;
        Tensor squares = x.mul(x);
        long[] pads = new long[2 * (int) x.dim() - 2];
        pads[pads.length - 2] = before;
        pads[pads.length - 1] = size - 1 - before;
        Tensor padded = torch.constant_pad_nd(squares, pads, new Scalar(0.0));
        call.work(squares.numel(), size);
        Tensor sum = padded.narrow(1, 0, x.size(1));
        for (long i = 1; i < size; i++) {
            sum = sum.add(padded.narrow(1, i, x.size(1)));
        }
        Tensor scale = sum.mul(new Scalar(call.real("alpha", 1e-4) / size)).add(new Scalar(call.real("bias", 1)));
        return x.div(scale.pow(new Scalar(call.real("beta", 0.75))));
    }

    private static Tensor unit(Call call) {
        Tensor x = call.input(0);
        long[] axis = {call.axis(call.whole("axis", -1), x.dim())};
        long p = call.whole("p", 2);
        call.demand(p == 1 || p == 2, () -> "p is " + p);
        Tensor norm = p == 1
                ? x.abs().sum(axis, true, new ScalarTypeOptional())
                : x.mul(x).sum(axis, true, new ScalarTypeOptional()).sqrt();
        return x.div(norm);
    }

    private static Tensor standard(Call call) {
        Tensor x = call.input(0);
        long[] axes = call.longs("axes").orElse(new long[] {0, 2, 3});
        long[] positive = Arrays.stream(call.axes(axes, x.dim())).asLongStream().toArray();
        Tensor centred = x.sub(x.mean(positive, true, new ScalarTypeOptional()));
        Tensor spread = centred.mul(centred)
                .mean(positive, true, new ScalarTypeOptional())
                .sqrt();
        return centred.div(spread.add(new Scalar(1e-9)));
    }
}
