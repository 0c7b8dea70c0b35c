package org.fovea.samples.training;

import static org.bytedeco.pytorch.global.torch.batch_norm;
import static org.bytedeco.pytorch.global.torch.conv2d;
import static org.bytedeco.pytorch.global.torch.silu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.fovea.evaluate.bundled.Convolution;
import org.fovea.evaluate.bundled.Layers;
import org.fovea.evaluate.torch.Tensors;

/** Layers that learn. A normalised one is a convolution without bias and a batch norm, which {@link #folded} merges. */
final class TrainedLayers implements Layers, AutoCloseable {
    private static final double EPSILON = 1e-5;
    private static final double MOMENTUM = 0.05;
    private static final long[] ONE = {1, 1};

    /** What a layer learns; {@code mean} and {@code variance} are null without a norm, {@code scale} too. */
    private record Parameters(Tensor weight, Tensor scale, Tensor bias, Tensor mean, Tensor variance) {}

    private final Map<Convolution, Parameters> parameters = new LinkedHashMap<>();

    /** Random weights (He, Zhang, Ren and Sun 2015) from a seed. */
    TrainedLayers(List<Convolution> layers, long seed) {
        Random random = new Random(seed);
        for (Convolution layer : layers) {
            try (PointerScope scope = new PointerScope()) {
                parameters.put(layer, drawn(layer, random));
            }
        }
    }

    private static Parameters drawn(Convolution layer, Random random) {
        int fan = layer.inputs() * layer.rows() * layer.columns();
        double deviation = Math.sqrt((layer.activated() ? 2.0 : 0.2) / fan);
        float[] weights = new float[layer.weightCount()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (deviation * random.nextGaussian());
        }
        Tensor weight = learning(Tensors.of(weights, layer.weightShape()).contiguous(MemoryFormat.ChannelsLast));
        Tensor bias = learning(filled(layer.outputs(), 0));
        if (!layer.normalised()) {
            return new Parameters(weight, null, bias, null, null);
        }
        return new Parameters(
                weight,
                learning(filled(layer.outputs(), 1)),
                bias,
                Tensors.keep(filled(layer.outputs(), 0)),
                Tensors.keep(filled(layer.outputs(), 1)));
    }

    private static Tensor filled(int count, float value) {
        float[] values = new float[count];
        Arrays.fill(values, value);
        return Tensors.of(values, count);
    }

    private static Tensor learning(Tensor tensor) {
        return Tensors.keep(tensor).set_requires_grad(true);
    }

    @Override
    public Tensor apply(Convolution layer, Tensor input) {
        Parameters own = parameters.get(layer);
        long[] stride = {layer.stride(), layer.stride()};
        long[] padding = {layer.padding(), layer.padding()};
        TensorOptional bias = layer.normalised() ? new TensorOptional() : new TensorOptional(own.bias());
        Tensor out = conv2d(input, own.weight(), bias, stride, padding, ONE, 1);
        if (layer.normalised()) {
            out = batch_norm(
                    out,
                    new TensorOptional(own.scale()),
                    new TensorOptional(own.bias()),
                    new TensorOptional(own.mean()),
                    new TensorOptional(own.variance()),
                    true,
                    MOMENTUM,
                    EPSILON,
                    true);
        }
        return layer.activated() ? silu(out) : out;
    }

    /** Everything that a gradient changes. */
    List<Tensor> learned() {
        List<Tensor> all = new ArrayList<>();
        for (Parameters own : parameters.values()) {
            all.add(own.weight());
            all.add(own.bias());
            if (own.scale() != null) {
                all.add(own.scale());
            }
        }
        return all;
    }

    /** Weights and biases with the batch norms merged in, computed in double. */
    Map<String, float[]> folded() {
        Map<String, float[]> values = new LinkedHashMap<>();
        parameters.forEach((layer, own) -> {
            float[] weight = Tensors.floats(own.weight());
            float[] bias = Tensors.floats(own.bias());
            if (layer.normalised()) {
                float[] scale = Tensors.floats(own.scale());
                float[] mean = Tensors.floats(own.mean());
                float[] variance = Tensors.floats(own.variance());
                int each = weight.length / layer.outputs();
                for (int o = 0; o < layer.outputs(); o++) {
                    double factor = scale[o] / Math.sqrt(variance[o] + EPSILON);
                    for (int i = o * each; i < (o + 1) * each; i++) {
                        weight[i] = (float) (weight[i] * factor);
                    }
                    bias[o] = (float) (bias[o] - mean[o] * factor);
                }
            }
            values.put(layer.weightName(), weight);
            values.put(layer.biasName(), bias);
        });
        return values;
    }

    @Override
    public void close() {
        for (Parameters own : parameters.values()) {
            for (Tensor tensor : new Tensor[] {own.weight(), own.scale(), own.bias(), own.mean(), own.variance()}) {
                if (tensor != null) {
                    tensor.close();
                }
            }
        }
        parameters.clear();
    }
}
