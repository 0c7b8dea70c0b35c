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
}
