package org.fovea.evaluate.onnx;

import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.fovea.evaluate.torch.Tensors;

/** The functions between layers. */
final class Activations {
    private static final double SELU_ALPHA = 1.6732632423543772;
    private static final double SELU_GAMMA = 1.0507009873554805;

    /** Since this opset, softmax looks at one axis instead of at all behind it. */
    private static final int ONE_AXIS = 13;

    private Activations() {}

    static void addTo(Map<String, Operator> table) {
        table.put("Relu", Operator.of(call -> torch.relu(call.input(0))));
        table.put("Sigmoid", Operator.of(call -> torch.sigmoid(call.input(0))));
        table.put("Tanh", Operator.of(call -> torch.tanh(call.input(0))));
        table.put("LeakyRelu", Operator.of(call -> torch.leaky_relu(call.input(0), real(call, "alpha", 0.01))));
        table.put("PRelu", Operator.of(Activations::parametric));
        table.put(
                "Elu",
                Operator.of(
                        call -> torch.elu(call.input(0), real(call, "alpha", 1), new Scalar(1.0), new Scalar(1.0))));
        table.put(
                "Selu",
                Operator.of(call -> torch.elu(
                        call.input(0),
                        real(call, "alpha", SELU_ALPHA),
                        real(call, "gamma", SELU_GAMMA),
                        new Scalar(1.0))));
        table.put("HardSwish", Operator.of(call -> torch.hardswish(call.input(0))));
        table.put(
                "HardSigmoid",
                Operator.of(call -> call.input(0)
                        .mul(real(call, "alpha", 0.2))
                        .add(real(call, "beta", 0.5))
                        .clamp(new ScalarOptional(new Scalar(0.0)), new ScalarOptional(new Scalar(1.0)))));
        table.put("Mish", Operator.of(call -> torch.mish(call.input(0))));
        table.put("Softplus", Operator.of(call -> torch.softplus(call.input(0))));
        table.put("Gelu", Operator.of(call -> torch.gelu(call.input(0), call.text("approximate", "none"))));
        table.put("Swish", Operator.of(call -> {
            Tensor x = call.input(0);
            return x.mul(torch.sigmoid(x.mul(real(call, "alpha", 1))));
        }));
        table.put("Clip", Operator.of(Activations::clipped));
        table.put("Softmax", Operator.of(call -> normalised(call, false)));
        table.put("LogSoftmax", Operator.of(call -> normalised(call, true)));
    }

    private static Scalar real(Call call, String name, double otherwise) {
        return new Scalar(call.real(name, otherwise));
    }

    private static Tensor parametric(Call call) {
        Tensor x = call.input(0);
        Tensor slope = call.input(1);
        long[] shape = Tensors.shape(x);
        long[] slopes = Tensors.shape(slope);
        // One slope for each channel, as PyTorch exports it.
        boolean channels = slope.numel() == 1
                || shape.length >= 2
                        && slopes.length == shape.length - 1
                        && slopes[0] == shape[1]
                        && slope.numel() == shape[1];
        if (channels && x.dim() >= 2) {
            return torch.prelu(x, slope.reshape(-1));
        }
        call.room(Dimensions.broadcast(call, shape, slopes));
        return torch.where(x.lt(new Scalar(0.0)), x.mul(slope), x);
    }

    /** Bounds were attributes before opset 11. */
    private static Tensor clipped(Call call) {
        Tensor x = call.input(0);
        if (call.opset() < 11) {
            return x.clamp(
                    call.has("min") ? new ScalarOptional(real(call, "min", 0)) : new ScalarOptional(),
                    call.has("max") ? new ScalarOptional(real(call, "max", 0)) : new ScalarOptional());
        }
        TensorOptional least = call.orNone(1);
        TensorOptional most = call.orNone(2);
        return least.has_value() || most.has_value() ? x.clamp(least, most) : x;
    }

    private static Tensor normalised(Call call, boolean logarithm) {
        Tensor x = call.input(0);
        long[] shape = Tensors.shape(x);
        boolean one = call.opset() >= ONE_AXIS;
        int axis = call.axis(call.whole("axis", one ? -1 : 1), x.dim());
        if (one) {
            return logarithm ? x.log_softmax(axis) : x.softmax(axis);
        }
        Tensor flat = x.reshape(Dimensions.product(shape, 0, axis), Dimensions.product(shape, axis, shape.length));
        return (logarithm ? flat.log_softmax(1) : flat.softmax(1)).reshape(shape);
    }
}
