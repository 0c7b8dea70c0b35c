package org.fovea.evaluate.official;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** Every operation as it was trained, one by one; shows what each computes. */
final class TrainedLayers implements Layers {
    private final Weights weights;
    private final Probe probe;
    private final LayerTensors tensors = new LayerTensors();

    TrainedLayers(Weights weights, Probe probe) {
        this.weights = weights;
        this.probe = probe;
    }

    @Override
    public Layer convolution(String name, int stride, int groups) {
        Tensor bias = weights.has(name + ".bias") ? tensor(name + ".bias") : null;
        return shown(name, tensors.convolution(tensor(name + ".weight"), bias, stride, groups));
    }

    @Override
    public Layer convolution(String name, String norm, int stride, int groups) {
        Layer convolution = convolution(name, stride, groups);
        Layer normed = norm(norm, EPSILON);
        return x -> normed.apply(convolution.apply(x));
    }

    @Override
    public MergingLayer upsampledConvolution(String name, String norm, int skipChannels) {
        Layer convolution = convolution(name, norm, 1, 1);
        return (x, skip) -> {
            Tensor doubled = torch.upsample_nearest2d(x, 2 * x.size(2), 2 * x.size(3));
            return convolution.apply(skip == null ? doubled : torch.cat(new TensorVector(doubled, skip), 1));
        };
    }

    @Override
    public Layer branches(@Nullable String identity, List<String> branches, int stride, int groups) {
        List<Layer> all = new ArrayList<>();
        if (identity != null) {
            all.add(norm(identity, EPSILON));
        }
        for (String name : branches) {
            all.add(shown(name, convolution(name + ".conv", name + ".bn", stride, groups)));
        }
        return x ->
                all.stream().map(branch -> branch.apply(x)).reduce(Tensor::add).orElseThrow();
    }

    @Override
    public Layer tokenMixer(String name, int channels) {
        Layer mixer = shown(
                name + ".mixer",
                branches(
                        name + ".mixer.identity",
                        List.of(name + ".mixer.conv_scale", name + ".mixer.conv_kxk.0"),
                        1,
                        channels));
        Layer norm = shown(name + ".norm", norm(name + ".norm.identity", EPSILON));
        Tensor factors = tensor(name + ".layer_scale.gamma");
        return x -> x.add(mixer.apply(x).sub(norm.apply(x)).mul(factors));
    }

    @Override
    public Layer scaledConvolution(String name, String factors, String shown) {
        Layer convolution = shown(shown, convolution(name, 1, 1));
        Tensor scale = tensor(factors);
        return x -> convolution.apply(x).mul(scale);
    }

    @Override
    public Layer linear(String name) {
        return shown(name, tensors.linear(tensor(name + ".weight"), tensor(name + ".bias")));
    }

    @Override
    public Layer linear(String name, String norm) {
        Layer linear = linear(name);
        Layer normed = norm(norm, SINGLE_EPSILON);
        // One channel for all values: the values of a sample become rows and columns of that channel.
        return x -> {
            Tensor y = linear.apply(x);
            return normed.apply(y.reshape(-1, 1)).reshape(y.size(0), y.size(1));
        };
    }

    @Override
    public Tensor constant(String name) {
        return tensor(name);
    }

    private Layer norm(String name, double epsilon) {
        TensorOptional gain = optional(name + ".weight");
        TensorOptional shift = optional(name + ".bias");
        TensorOptional mean = optional(name + ".running_mean");
        TensorOptional variance = optional(name + ".running_var");
        return x -> torch.batch_norm(x, gain, shift, mean, variance, false, 0, epsilon, false);
    }

    private Layer shown(String name, Layer layer) {
        return x -> {
            Tensor y = layer.apply(x);
            probe.seen(name, y);
            return y;
        };
    }

    private Tensor tensor(String name) {
        return tensors.tensor(weights.values(name), weights.shape(name));
    }

    private TensorOptional optional(String name) {
        return tensors.optional(tensor(name));
    }

    @Override
    public void close() {
        tensors.close();
    }
}
