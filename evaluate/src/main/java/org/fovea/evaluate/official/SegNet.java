package org.fovea.evaluate.official;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The segmentation network: a frame to the logits of five classes for each of its pixels. */
final class SegNet implements AutoCloseable {
    private static final long[] PLACES = {2, 3};

    private record Stage(List<Layer> blocks, boolean skip) {}

    private record Upsampling(MergingLayer first, Layer second) {}

    private final Layers layers;
    private final Probe probe;
    private final Layer stem;
    private final List<Stage> stages = new ArrayList<>();
    private final List<Upsampling> decoder = new ArrayList<>();
    private final Layer head;

    /**
     * The network.
     *
     * @param layers makes the layers; closed with the network
     */
    SegNet(Layers layers, Probe probe) {
        this.layers = layers;
        this.probe = probe;
        stem = activated("encoder.model.conv_stem", "encoder.model.bn1", 2, 1);
        int width = SegNetTensors.STEM;
        for (int i = 0; i < SegNetTensors.STAGES.size(); i++) {
            SegNetTensors.Stage shape = SegNetTensors.STAGES.get(i);
            List<Layer> blocks = new ArrayList<>();
            for (int j = 0; j < shape.repeats(); j++) {
                String name = "encoder.model.blocks." + i + "." + j;
                int stride = j == 0 ? shape.stride() : 1;
                blocks.add(
                        i == 0 ? separable(name, width, shape.width()) : inverted(name, width, shape.width(), stride));
                width = shape.width();
            }
            stages.add(new Stage(blocks, shape.skip()));
        }
        for (int i = 0; i < SegNetTensors.DECODER.length; i++) {
            String block = "decoder.blocks." + i;
            decoder.add(new Upsampling(doubled(block + ".conv1", SegNetTensors.SKIPS[i]), rectified(block + ".conv2")));
        }
        head = layers.convolution("segmentation_head.0", 1, 1);
    }

    /**
     * Computes.
     *
     * @param frames float [N, 3, height, width], RGB 0..255, sides multiples of 32
     * @return float [N, 5, height, width]
     */
    Tensor apply(Tensor frames) {
        Tensor x = stem.apply(frames.contiguous(torch.MemoryFormat.ChannelsLast));
        List<Tensor> skips = new ArrayList<>();
        for (int i = 0; i < stages.size(); i++) {
            for (Layer block : stages.get(i).blocks()) {
                x = block.apply(x);
            }
            probe.seen("encoder.model.blocks." + i, x);
            if (stages.get(i).skip()) {
                skips.add(x);
            }
        }
        skips.removeLast();
        for (int i = 0; i < decoder.size(); i++) {
            Tensor skip = skips.isEmpty() ? null : skips.removeLast();
            x = decoder.get(i).second().apply(decoder.get(i).first().apply(x, skip));
            probe.seen("decoder.blocks." + i, x);
        }
        Tensor logits = head.apply(x);
        probe.seen("segmentation_head", logits);
        return logits;
    }

    /** Depthwise convolution, gate, 1×1 convolution. */
    private Layer separable(String name, int inputs, int outputs) {
        Layer depthwise = activated(name + ".conv_dw", name + ".bn1", 1, inputs);
        Layer gate = gate(name + ".se");
        Layer project = projection(name + ".conv_pw", name + ".bn2");
        return residual(name, inputs == outputs, x -> project.apply(gate.apply(depthwise.apply(x))));
    }

    /** 1×1 convolution to six times the width, depthwise convolution, gate, 1×1 convolution back. */
    private Layer inverted(String name, int inputs, int outputs, int stride) {
        Layer expand = activated(name + ".conv_pw", name + ".bn1", 1, 1);
        Layer depthwise = activated(name + ".conv_dw", name + ".bn2", stride, SegNetTensors.EXPANSION * inputs);
        Layer gate = gate(name + ".se");
        Layer project = projection(name + ".conv_pwl", name + ".bn3");
        return residual(
                name,
                stride == 1 && inputs == outputs,
                x -> project.apply(gate.apply(depthwise.apply(expand.apply(x)))));
    }

    private Layer residual(String name, boolean skip, Layer block) {
        return x -> {
            Tensor y = block.apply(x);
            Tensor sum = skip ? Operations.sum(y, x) : y;
            probe.seen(name, sum);
            return sum;
        };
    }

    private Layer activated(String name, String norm, int stride, int groups) {
        Layer convolution = layers.convolution(name, norm, stride, groups);
        return x -> {
            Tensor y = Operations.silu(convolution.apply(x));
            probe.seen(norm, y);
            return y;
        };
    }

    private Layer projection(String name, String norm) {
        Layer convolution = layers.convolution(name, norm, 1, 1);
        return x -> {
            Tensor y = convolution.apply(x);
            probe.seen(norm, y);
            return y;
        };
    }

    /** Multiplies every channel by a number that depends on the means of all channels. */
    private Layer gate(String name) {
        Layer reduce = layers.convolution(name + ".conv_reduce", 1, 1);
        Layer expand = layers.convolution(name + ".conv_expand", 1, 1);
        return x -> {
            Tensor pooled = x.mean(PLACES, true, new ScalarTypeOptional());
            Tensor gates = Operations.sigmoid(expand.apply(Operations.silu(reduce.apply(pooled))));
            Tensor gated = Operations.product(x, gates);
            probe.seen(name, gated);
            return gated;
        };
    }

    private MergingLayer doubled(String name, int skipChannels) {
        MergingLayer convolution = layers.upsampledConvolution(name + ".0", name + ".1", skipChannels);
        return (x, skip) -> {
            Tensor y = Operations.relu(convolution.apply(x, skip));
            probe.seen(name, y);
            return y;
        };
    }

    private Layer rectified(String name) {
        Layer convolution = layers.convolution(name + ".0", name + ".1", 1, 1);
        return x -> {
            Tensor y = Operations.relu(convolution.apply(x));
            probe.seen(name, y);
            return y;
        };
    }

    @Override
    public void close() {
        layers.close();
    }
}
