package org.fovea.evaluate.official;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.fovea.evaluate.arithmetic.Operations;
import org.fovea.evaluate.torch.Tensors;
import org.fovea.evaluate.torch.TorchRuntime;
import org.jspecify.annotations.Nullable;

/** Tensors of weights and the operations on them; keeps the tensors until it is closed. */
final class LayerTensors implements AutoCloseable {
    private static final long[] ONE = {1, 1};

    private final List<Pointer> kept = new ArrayList<>();

    LayerTensors() {
        TorchRuntime.load();
    }

    Tensor tensor(float[] values, List<Long> shape) {
        return tensor(values, shape.stream().mapToLong(Long::longValue).toArray());
    }

    Tensor tensor(float[] values, long... shape) {
        try (PointerScope scope = new PointerScope()) {
            Tensor tensor = Tensors.keep(Tensors.of(values, shape));
            kept.add(tensor);
            return tensor;
        }
    }

    TensorOptional optional(@Nullable Tensor tensor) {
        try (PointerScope scope = new PointerScope()) {
            TensorOptional optional = tensor == null ? new TensorOptional() : new TensorOptional(tensor);
            optional.retainReference();
            kept.add(optional);
            return optional;
        }
    }

    /** A convolution with weights [outputs, inputs, size, size] and a bias or null. */
    Layer convolution(Tensor weight, @Nullable Tensor bias, int stride, int groups) {
        TensorOptional optional = optional(bias);
        long[] strides = {stride, stride};
        long[] padding = {weight.size(2) / 2, weight.size(2) / 2};
        return x -> Operations.convolution(x, weight, optional, strides, padding, ONE, groups);
    }

    Layer convolution(Kernel kernel, int stride, int groups) {
        Tensor weight =
                tensor(Kernel.floats(kernel.weight()), kernel.outputs(), kernel.inputs(), kernel.size(), kernel.size());
        return convolution(weight, tensor(Kernel.floats(kernel.bias()), kernel.outputs()), stride, groups);
    }

    Layer linear(Kernel kernel) {
        return linear(
                tensor(Kernel.floats(kernel.weight()), kernel.outputs(), kernel.inputs()),
                tensor(Kernel.floats(kernel.bias()), kernel.outputs()));
    }

    Layer linear(Tensor weight, Tensor bias) {
        TensorOptional optional = optional(bias);
        return x -> Operations.linear(x, weight, optional);
    }

    @Override
    public void close() {
        kept.forEach(Pointer::close);
        kept.clear();
    }
}
