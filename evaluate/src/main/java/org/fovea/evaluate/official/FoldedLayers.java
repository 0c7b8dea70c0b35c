package org.fovea.evaluate.official;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** Batch norms, parallel branches and scales folded into one convolution each, computed in double and rounded once. */
final class FoldedLayers implements Layers {
    private final Weights weights;
    private final LayerTensors tensors = new LayerTensors();

    FoldedLayers(Weights weights) {
        this.weights = weights;
    }

    @Override
    public Layer convolution(String name, int stride, int groups) {
        return tensors.convolution(Kernel.of(weights, name), stride, groups);
    }

    @Override
    public Layer convolution(String name, String norm, int stride, int groups) {
        return tensors.convolution(Kernel.of(weights, name).normed(weights, norm, EPSILON), stride, groups);
    }

    @Override
    public MergingLayer upsampledConvolution(String name, String norm, int skipChannels) {
        return new UpsampledConvolution(tensors, Kernel.of(weights, name).normed(weights, norm, EPSILON), skipChannels);
    }

    @Override
    public Layer branches(@Nullable String identity, List<String> branches, int stride, int groups) {
        return tensors.convolution(sum(identity, branches), stride, groups);
    }

    private Kernel sum(@Nullable String identity, List<String> branches) {
        Kernel sum = branches.stream()
                .map(name -> Kernel.of(weights, name + ".conv").normed(weights, name + ".bn", EPSILON))
                .reduce(Kernel::plus)
                .orElseThrow();
        return identity == null ? sum : sum.plus(norm(identity, sum));
    }

    /** The identity branch as a convolution that fits beside {@code other}. */
    private Kernel norm(String name, Kernel other) {
        return Kernel.identity(other.outputs(), other.inputs()).normed(weights, name, EPSILON);
    }

    @Override
    public Layer tokenMixer(String name, int channels) {
        Kernel mixer = sum(name + ".mixer.identity", List.of(name + ".mixer.conv_scale", name + ".mixer.conv_kxk.0"));
        Kernel difference = mixer.plus(norm(name + ".norm.identity", mixer).negated());
        double[] factors = Kernel.doubles(weights.values(name + ".layer_scale.gamma"));
        return tensors.convolution(difference.scaled(factors).plus(Kernel.identity(channels, 1)), 1, channels);
    }

    @Override
    public Layer scaledConvolution(String name, String factors, String shown) {
        return tensors.convolution(Kernel.of(weights, name).scaled(Kernel.doubles(weights.values(factors))), 1, 1);
    }

    @Override
    public Layer linear(String name) {
        return tensors.linear(Kernel.of(weights, name));
    }

    @Override
    public Layer linear(String name, String norm) {
        return tensors.linear(Kernel.of(weights, name).normed(weights, norm, SINGLE_EPSILON));
    }

    @Override
    public Tensor constant(String name) {
        return tensors.tensor(weights.values(name), weights.shape(name));
    }

    @Override
    public void close() {
        tensors.close();
    }
}
