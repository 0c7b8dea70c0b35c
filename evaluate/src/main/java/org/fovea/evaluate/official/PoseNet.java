package org.fovea.evaluate.official;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The pose network: twelve colour planes of two frames to twelve numbers. */
final class PoseNet implements AutoCloseable {
    private static final long[] PLACES = {2, 3};

    private final Layers layers;
    private final Probe probe;
    private final Tensor mean;
    private final Tensor deviation;
    private final Layer vision;
    private final Layer summarizer;
    private final Layer hydra;

    /**
     * The network.
     *
     * @param layers makes the layers; closed with the network
     */
    PoseNet(Layers layers, Probe probe) {
        this.layers = layers;
        this.probe = probe;
        mean = layers.constant("_mean");
        deviation = layers.constant("_std");
        vision = vision();
        summarizer = summarizer();
        hydra = hydra();
    }

    /**
     * Computes.
     *
     * @param planes float [N, 12, 192, 256], values 0..255
     * @return float [N, 12]
     */
    Tensor apply(Tensor planes) {
        Tensor input = Operations.quotient(planes.sub(mean), deviation).contiguous(torch.MemoryFormat.ChannelsLast);
        return hydra.apply(summarizer.apply(vision.apply(input)));
    }

    private Layer vision() {
        List<Layer> parts = new ArrayList<>();
        parts.add(activated("vision.stem.0", false, true, 2, 1));
        parts.add(activated("vision.stem.1", false, true, 2, PoseNetTensors.WIDTHS[0]));
        parts.add(activated("vision.stem.2", true, false, 1, 1));
        for (int stage = 0; stage < PoseNetTensors.WIDTHS.length; stage++) {
            parts.add(stage("vision.stages." + stage, stage));
        }
        parts.add(finalConvolution("vision.final_conv"));
        Layer head = layers.linear("vision.head.fc");
        parts.add(x -> {
            Tensor pooled = x.mean(PLACES, false, new ScalarTypeOptional());
            probe.seen("vision.head.global_pool", pooled);
            return head.apply(pooled);
        });
        return shown("vision", inTurn(parts));
    }

    private Layer stage(String name, int stage) {
        List<Layer> parts = new ArrayList<>();
        int width = PoseNetTensors.WIDTHS[stage];
        if (stage > 0) {
            parts.add(downsampling(name + ".downsample", width / 2));
        }
        for (int j = 0; j < PoseNetTensors.BLOCKS[stage]; j++) {
            parts.add(block(name + ".blocks." + j, width));
        }
        return shown(name, inTurn(parts));
    }

    private Layer downsampling(String name, int inputs) {
        Layer large = shown(
                name + ".proj.0",
                layers.branches(null, List.of(name + ".proj.0.large_conv", name + ".proj.0.small_conv"), 2, inputs));
        return shown(name, inTurn(List.of(large, activated(name + ".proj.1", true, false, 1, 1))));
    }

    private Layer block(String name, int width) {
        Layer mixer = shown(name + ".token_mixer", layers.tokenMixer(name + ".token_mixer", width));
        Layer convolution =
                shown(name + ".mlp.conv", layers.convolution(name + ".mlp.conv.conv", name + ".mlp.conv.bn", 1, width));
        Layer expansion = layers.convolution(name + ".mlp.fc1", 1, 1);
        Layer reduction = layers.scaledConvolution(name + ".mlp.fc2", name + ".layer_scale.gamma", name + ".mlp");
        return shown(name, x -> {
            Tensor mixed = mixer.apply(x);
            Tensor hidden = Operations.gelu(expansion.apply(convolution.apply(mixed)));
            probe.seen(name + ".mlp.act", hidden);
            return Operations.sum(reduction.apply(hidden), mixed);
        });
    }

    private Layer finalConvolution(String name) {
        int groups = PoseNetTensors.WIDTHS[PoseNetTensors.WIDTHS.length - 1];
        Layer convolution = layers.branches(null, List.of(name + ".conv_scale", name + ".conv_kxk.0"), 1, groups);
        Layer reduce = layers.convolution(name + ".se.fc1", 1, 1);
        Layer expand = layers.convolution(name + ".se.fc2", 1, 1);
        return shown(name, x -> {
            Tensor features = convolution.apply(x);
            Tensor pooled = features.mean(PLACES, true, new ScalarTypeOptional());
            Tensor gates = Operations.sigmoid(expand.apply(Operations.relu(reduce.apply(pooled))));
            Tensor gated = Operations.product(features, gates);
            probe.seen(name + ".se", gated);
            return Operations.gelu(gated);
        });
    }

    /** A block of parallel branches and an activation. */
    private Layer activated(String name, boolean identity, boolean scale, int stride, int groups) {
        List<String> branches =
                scale ? List.of(name + ".conv_scale", name + ".conv_kxk.0") : List.of(name + ".conv_kxk.0");
        Layer sum = layers.branches(identity ? name + ".identity" : null, branches, stride, groups);
        return shown(name, x -> Operations.gelu(sum.apply(x)));
    }

    private Layer summarizer() {
        Layer linear = layers.linear("summarizer.0");
        Layer rectified = shown("summarizer.1", x -> Operations.relu(linear.apply(x)));
        return shown("summarizer", inTurn(List.of(rectified, residual("summarizer.2"))));
    }

    private Layer hydra() {
        Layer residual = shown("hydra.resblock", residual("hydra.resblock"));
        Layer in = layers.linear("hydra.in_layer.pose");
        Layer first = layers.linear("hydra.res_layer.pose.0");
        Layer second = layers.linear("hydra.res_layer.pose.2");
        Layer last = layers.linear("hydra.final_layer.pose");
        return x -> {
            Tensor hidden = Operations.relu(in.apply(residual.apply(x)));
            Tensor branch = second.apply(Operations.relu(first.apply(hidden)));
            probe.seen("hydra.res_layer.pose", branch);
            return last.apply(Operations.relu(Operations.sum(branch, hidden)));
        };
    }

    /**
     * Two residual branches. The network's authors begin the second one with a ReLU that overwrites its input, so that
     * what is added to its result is the rectified value as well.
     */
    private Layer residual(String name) {
        Layer a = inTurn(List.of(
                layers.linear(name + ".block_a.0", name + ".block_a.1.bn"),
                Operations::relu,
                layers.linear(name + ".block_a.3", name + ".block_a.4.bn")));
        Layer b = inTurn(List.of(
                layers.linear(name + ".block_b.1", name + ".block_b.2.bn"),
                Operations::relu,
                layers.linear(name + ".block_b.4", name + ".block_b.5.bn")));
        Layer shownA = shown(name + ".block_a", a);
        Layer shownB = shown(name + ".block_b", b);
        return x -> {
            Tensor rectified = Operations.relu(Operations.sum(shownA.apply(x), x));
            return Operations.relu(Operations.sum(shownB.apply(rectified), rectified));
        };
    }

    private static Layer inTurn(List<Layer> parts) {
        return x -> {
            Tensor y = x;
            for (Layer part : parts) {
                y = part.apply(y);
            }
            return y;
        };
    }

    private Layer shown(String name, Layer layer) {
        return x -> {
            Tensor y = layer.apply(x);
            probe.seen(name, y);
            return y;
        };
    }

    @Override
    public void close() {
        layers.close();
    }
}
