package org.fovea.evaluate.official;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.fovea.evaluate.torch.Constant;
import org.fovea.evaluate.torch.Tensors;
import org.fovea.evaluate.torch.TorchRuntime;

/**
 * Makes layers from named weights. Batch norms, parallel branches and scales are folded into one {@link Kernel} each,
 * computed in double and rounded once. Owns the tensors of all layers that it made. Layers are differentiable, give a
 * new tensor that the caller may change, and may be used by several threads at once.
 */
final class Layers implements AutoCloseable {
    private static final long[] ONE = {1, 1};

    /** Of every batch norm but those that have one channel. */
    private static final double EPSILON = 1e-5;

    /** Of the batch norms that have one channel for all values. */
    private static final double SINGLE_EPSILON = 1e-3;

    private final Weights weights;
    private final List<Constant> kept = new ArrayList<>();

    Layers(Weights weights) {
        TorchRuntime.load();
        this.weights = weights;
    }

    Kernel biased(String name, int outputs, int inputs, int size) {
        return kernel(name, outputs, inputs, size, weights.doubles(name + ".bias", outputs));
    }

    /** A convolution's kernel without a bias, followed by a batch norm. */
    Kernel normed(String name, String norm, int outputs, int inputs, int size) {
        return normed(kernel(name, outputs, inputs, size, new double[outputs]), norm, outputs, EPSILON);
    }

    private Kernel kernel(String name, int outputs, int inputs, int size, double[] bias) {
        return new Kernel(outputs, inputs, size, weights.doubles(name + ".weight", outputs, inputs, size, size), bias);
    }

    private Kernel normed(Kernel kernel, String norm, int channels, double epsilon) {
        return kernel.normed(
                weights.values(norm + ".weight", channels),
                weights.values(norm + ".bias", channels),
                weights.values(norm + ".running_mean", channels),
                weights.values(norm + ".running_var", channels),
                epsilon);
    }

    /** The batch norm of an identity branch as a convolution that fits {@code other}. */
    Kernel identity(String norm, Kernel other) {
        return normed(Kernel.identity(other.outputs(), other.inputs()), norm, other.outputs(), EPSILON);
    }

    /** Factors of the outputs of a 1×1 convolution or of a mixer. */
    double[] factors(String name, int outputs) {
        return weights.doubles(name, outputs, 1, 1);
    }

    UnaryOperator<Tensor> linear(String name, int outputs, int inputs) {
        return linear(linearKernel(name, outputs, inputs));
    }

    /** A linear layer followed by a batch norm of one channel. */
    UnaryOperator<Tensor> linear(String name, String norm, int outputs, int inputs) {
        return linear(normed(linearKernel(name, outputs, inputs), norm, 1, SINGLE_EPSILON));
    }

    private Kernel linearKernel(String name, int outputs, int inputs) {
        return new Kernel(
                outputs,
                inputs,
                1,
                weights.doubles(name + ".weight", outputs, inputs),
                weights.doubles(name + ".bias", outputs));
    }

    private UnaryOperator<Tensor> linear(Kernel kernel) {
        Constant weight = constant(Kernel.floats(kernel.weight()), kernel.outputs(), kernel.inputs());
        Constant bias = constant(Kernel.floats(kernel.bias()), kernel.outputs());
        return x -> torch.linear(x, weight.beside(x), new TensorOptional(bias.beside(x)));
    }

    /** A convolution; kernels of size k are padded by k / 2. */
    UnaryOperator<Tensor> convolution(Kernel kernel, int stride, int groups) {
        Constant weight = constant(
                Kernel.floats(kernel.weight()), kernel.outputs(), kernel.inputs(), kernel.size(), kernel.size());
        Constant bias = constant(Kernel.floats(kernel.bias()), kernel.outputs());
        long[] strides = {stride, stride};
        long[] padding = {kernel.size() / 2, kernel.size() / 2};
        return x ->
                torch.conv2d(x, weight.beside(x), new TensorOptional(bias.beside(x)), strides, padding, ONE, groups);
    }

    /** A tensor as it is stored. */
    Constant constant(String name, long... shape) {
        return constant(weights.values(name, shape), shape);
    }

    private Constant constant(float[] values, long... shape) {
        try (PointerScope scope = new PointerScope()) {
            Constant constant = new Constant(Tensors.of(values, shape));
            kept.add(constant);
            return constant;
        }
    }

    @Override
    public void close() {
        kept.forEach(Constant::close);
        kept.clear();
    }
}
