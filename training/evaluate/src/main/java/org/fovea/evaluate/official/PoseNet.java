package org.fovea.evaluate.official;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.pixel.ColourPlanes;
import org.fovea.evaluate.pixel.ResizedPose;
import org.fovea.evaluate.torch.Constant;

/** The pose network: twelve colour planes of two frames to twelve numbers, the first six of which count. */
final class PoseNet extends ResizedPose implements AutoCloseable {
    private static final long[] PLACES = {2, 3};

    private static final int[] WIDTHS = {64, 128, 256, 512};

    private static final int[] BLOCKS = {2, 2, 6, 2};

    private static final int PLANES = 2 * ColourPlanes.COUNT;
    private static final int OUTPUTS = 12;
    private static final int COUNTED = 6;
    private static final int FINAL = 1024;
    private static final int SQUEEZED = 64;
    private static final int FEATURES = 2048;
    private static final int SUMMARY = 512;
    private static final int HIDDEN = 1024;
    private static final int HEAD = 32;

    private final Layers layers;
    private final Constant mean;
    private final Constant deviation;
    private final UnaryOperator<Tensor> all;

    PoseNet(Weights weights) {
        super(new FrameSize(512, 384));
        layers = new Layers(weights);
        mean = layers.constant("_mean", 1, PLANES, 1, 1);
        deviation = layers.constant("_std", 1, PLANES, 1, 1);
        all = inTurn(List.of(vision(), summarizer(), hydra()));
    }

    @Override
    public int outputs() {
        return OUTPUTS;
    }

    @Override
    public int counted() {
        return COUNTED;
    }

    @Override
    public Tensor pose(Tensor planes) {
        return all.apply(planes.sub(mean.beside(planes))
                .div(deviation.beside(planes))
                .contiguous(torch.MemoryFormat.ChannelsLast));
    }

    private UnaryOperator<Tensor> vision() {
        List<UnaryOperator<Tensor>> parts = new ArrayList<>();
        parts.add(activated(branches("vision.stem.0", WIDTHS[0], PLANES, 3), 2, 1));
        parts.add(activated(branches("vision.stem.1", WIDTHS[0], 1, 3), 2, WIDTHS[0]));
        parts.add(pointwise("vision.stem.2", WIDTHS[0]));
        for (int stage = 0; stage < WIDTHS.length; stage++) {
            String name = "vision.stages." + stage;
            int width = WIDTHS[stage];
            if (stage > 0) {
                String down = name + ".downsample.proj";
                Kernel large = normed(down + ".0.large_conv", width, 1, 7);
                parts.add(layers.convolution(
                        large.plus(normed(down + ".0.small_conv", width, 1, 3)), 2, WIDTHS[stage - 1]));
                parts.add(pointwise(down + ".1", width));
            }
            for (int j = 0; j < BLOCKS[stage]; j++) {
                parts.add(block(name + ".blocks." + j, width));
            }
        }
        parts.add(finalConvolution("vision.final_conv"));
        UnaryOperator<Tensor> head = layers.linear("vision.head.fc", FEATURES, FINAL);
        parts.add(x -> head.apply(x.mean(PLACES, false, new ScalarTypeOptional())));
        return inTurn(parts);
    }

    private Kernel normed(String name, int outputs, int inputs, int size) {
        return layers.normed(name + ".conv", name + ".bn", outputs, inputs, size);
    }

    /** A 1×1 convolution and one of the given size, in parallel. */
    private Kernel branches(String name, int outputs, int inputs, int size) {
        Kernel small = normed(name + ".conv_scale", outputs, inputs, 1);
        return small.plus(normed(name + ".conv_kxk.0", outputs, inputs, size));
    }

    private static Tensor gelu(Tensor x) {
        return torch.gelu(x, "tanh");
    }

    private UnaryOperator<Tensor> activated(Kernel kernel, int stride, int groups) {
        UnaryOperator<Tensor> convolution = layers.convolution(kernel, stride, groups);
        return x -> gelu(convolution.apply(x));
    }

    /** A 1×1 convolution with an identity branch. */
    private UnaryOperator<Tensor> pointwise(String name, int width) {
        Kernel kernel = normed(name + ".conv_kxk.0", width, width, 1);
        return activated(kernel.plus(layers.identity(name + ".identity", kernel)), 1, 1);
    }

    private UnaryOperator<Tensor> block(String name, int width) {
        UnaryOperator<Tensor> mixer = tokenMixer(name + ".token_mixer", width);
        UnaryOperator<Tensor> convolution = layers.convolution(normed(name + ".mlp.conv", width, 1, 7), 1, width);
        UnaryOperator<Tensor> expansion =
                layers.convolution(layers.biased(name + ".mlp.fc1", 3 * width, width, 1), 1, 1);
        Kernel reduced = layers.biased(name + ".mlp.fc2", width, 3 * width, 1);
        UnaryOperator<Tensor> reduction =
                layers.convolution(reduced.scaled(layers.factors(name + ".layer_scale.gamma", width)), 1, 1);
        return x -> {
            Tensor mixed = mixer.apply(x);
            Tensor hidden = gelu(expansion.apply(convolution.apply(mixed)));
            return reduction.apply(hidden).add(mixed);
        };
    }

    /** The input plus the scaled difference of a depthwise convolution's branches and a batch norm. */
    private UnaryOperator<Tensor> tokenMixer(String name, int width) {
        Kernel sum = branches(name + ".mixer", width, 1, 3);
        Kernel mixer = sum.plus(layers.identity(name + ".mixer.identity", sum));
        Kernel difference =
                mixer.plus(layers.identity(name + ".norm.identity", mixer).negated());
        double[] factors = layers.factors(name + ".layer_scale.gamma", width);
        return layers.convolution(difference.scaled(factors).plus(Kernel.identity(width, 1)), 1, width);
    }

    private UnaryOperator<Tensor> finalConvolution(String name) {
        UnaryOperator<Tensor> convolution =
                layers.convolution(branches(name, FINAL, 1, 3), 1, WIDTHS[WIDTHS.length - 1]);
        UnaryOperator<Tensor> reduce = layers.convolution(layers.biased(name + ".se.fc1", SQUEEZED, FINAL, 1), 1, 1);
        UnaryOperator<Tensor> expand = layers.convolution(layers.biased(name + ".se.fc2", FINAL, SQUEEZED, 1), 1, 1);
        return x -> {
            Tensor features = convolution.apply(x);
            Tensor pooled = features.mean(PLACES, true, new ScalarTypeOptional());
            Tensor gates = torch.sigmoid(expand.apply(torch.relu(reduce.apply(pooled))));
            return gelu(features.mul(gates));
        };
    }

    private UnaryOperator<Tensor> summarizer() {
        return inTurn(List.of(layers.linear("summarizer.0", SUMMARY, FEATURES), torch::relu, residual("summarizer.2")));
    }

    private UnaryOperator<Tensor> hydra() {
        UnaryOperator<Tensor> residual = residual("hydra.resblock");
        UnaryOperator<Tensor> in = layers.linear("hydra.in_layer.pose", HEAD, SUMMARY);
        UnaryOperator<Tensor> first = layers.linear("hydra.res_layer.pose.0", HEAD, HEAD);
        UnaryOperator<Tensor> second = layers.linear("hydra.res_layer.pose.2", HEAD, HEAD);
        UnaryOperator<Tensor> last = layers.linear("hydra.final_layer.pose", OUTPUTS, HEAD);
        return x -> {
            Tensor hidden = torch.relu(in.apply(residual.apply(x)));
            Tensor branch = second.apply(torch.relu(first.apply(hidden)));
            return last.apply(torch.relu(branch.add(hidden)));
        };
    }

    /**
     * Two residual branches. The network's authors begin the second one with a ReLU that overwrites its input, so that
     * what is added to its result is the rectified value as well.
     */
    private UnaryOperator<Tensor> residual(String name) {
        UnaryOperator<Tensor> a = inTurn(List.of(
                layers.linear(name + ".block_a.0", name + ".block_a.1.bn", HIDDEN, SUMMARY),
                torch::relu,
                layers.linear(name + ".block_a.3", name + ".block_a.4.bn", SUMMARY, HIDDEN)));
        UnaryOperator<Tensor> b = inTurn(List.of(
                layers.linear(name + ".block_b.1", name + ".block_b.2.bn", HIDDEN, SUMMARY),
                torch::relu,
                layers.linear(name + ".block_b.4", name + ".block_b.5.bn", SUMMARY, HIDDEN)));
        return x -> {
            Tensor rectified = torch.relu(a.apply(x).add(x));
            return torch.relu(b.apply(rectified).add(rectified));
        };
    }

    private static UnaryOperator<Tensor> inTurn(List<UnaryOperator<Tensor>> parts) {
        return x -> {
            Tensor y = x;
            for (UnaryOperator<Tensor> part : parts) {
                y = part.apply(y);
            }
            return y;
        };
    }

    @Override
    public void close() {
        layers.close();
    }
}
