package org.fovea.evaluate.official;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.pixel.ResizedSegmentation;

/** The segmentation network: a frame to the logits of five classes for each of its pixels. */
final class SegNet extends ResizedSegmentation implements AutoCloseable {
    private static final long[] PLACES = {2, 3};

    /**
     * A stage of the encoder.
     *
     * @param repeats number of blocks
     * @param size of the depthwise kernel
     * @param stride of the first block
     * @param width output channels
     * @param skip whether its output goes to the decoder
     */
    private record Stage(int repeats, int size, int stride, int width, boolean skip) {}

    /** The stages; the first one has depthwise-separable blocks, the others inverted residuals. */
    private static final List<Stage> STAGES = List.of(
            new Stage(2, 3, 1, 16, true),
            new Stage(3, 3, 2, 24, true),
            new Stage(3, 5, 2, 48, true),
            new Stage(4, 3, 2, 88, false),
            new Stage(4, 5, 1, 120, true),
            new Stage(5, 5, 2, 208, false),
            new Stage(2, 3, 1, 352, true));

    /** Output channels of the decoder's blocks. */
    private static final int[] DECODER = {256, 128, 64, 32, 16};

    /** Channels of the encoder's outputs that are concatenated to the inputs of the decoder's blocks. */
    private static final int[] SKIPS = {120, 48, 24, 16, 0};

    private static final int STEM = 32;
    private static final int EXPANSION = 6;
    private static final int CLASSES = 5;
    private static final double SQUEEZE = 0.25;

    private record Upsampling(UpsampledConvolution first, UnaryOperator<Tensor> second) {}

    private final Layers layers;
    private final UnaryOperator<Tensor> stem;
    private final List<List<UnaryOperator<Tensor>>> stages = new ArrayList<>();
    private final List<Upsampling> decoder = new ArrayList<>();
    private final UnaryOperator<Tensor> head;

    SegNet(Weights weights) {
        super(new FrameSize(512, 384));
        layers = new Layers(weights);
        stem = activated("encoder.model.conv_stem", "encoder.model.bn1", STEM, 3, 3, 2, 1);
        int width = STEM;
        for (int i = 0; i < STAGES.size(); i++) {
            Stage stage = STAGES.get(i);
            List<UnaryOperator<Tensor>> blocks = new ArrayList<>();
            for (int j = 0; j < stage.repeats(); j++) {
                blocks.add(block("encoder.model.blocks." + i + "." + j, i == 0, stage, width, j == 0));
                width = stage.width();
            }
            stages.add(blocks);
        }
        for (int i = 0; i < DECODER.length; i++) {
            String first = "decoder.blocks." + i + ".conv1";
            String second = "decoder.blocks." + i + ".conv2";
            Kernel kernel = layers.normed(first + ".0", first + ".1", DECODER[i], width + SKIPS[i], 3);
            width = DECODER[i];
            UnaryOperator<Tensor> convolution =
                    layers.convolution(layers.normed(second + ".0", second + ".1", width, width, 3), 1, 1);
            decoder.add(new Upsampling(
                    new UpsampledConvolution(layers, kernel, SKIPS[i]), x -> torch.relu(convolution.apply(x))));
        }
        head = layers.convolution(layers.biased("segmentation_head.0", CLASSES, width, 3), 1, 1);
    }

    /**
     * @param frames float [N, 3, height, width], RGB 0..255, sides multiples of 32
     * @return float [N, 5, height, width]
     */
    @Override
    public Tensor logits(Tensor frames) {
        Tensor x = stem.apply(frames.contiguous(torch.MemoryFormat.ChannelsLast));
        List<Tensor> skips = new ArrayList<>();
        for (int i = 0; i < stages.size(); i++) {
            for (UnaryOperator<Tensor> block : stages.get(i)) {
                x = block.apply(x);
            }
            if (STAGES.get(i).skip()) {
                skips.add(x);
            }
        }
        skips.removeLast();
        for (Upsampling step : decoder) {
            Tensor skip = skips.isEmpty() ? null : skips.removeLast();
            x = step.second().apply(torch.relu(step.first().apply(x, skip)));
        }
        return head.apply(x);
    }

    /**
     * A depthwise convolution, a gate and a 1×1 convolution; where it is inverted, behind a 1×1 convolution to six
     * times the width.
     */
    private UnaryOperator<Tensor> block(String name, boolean separable, Stage stage, int inputs, boolean first) {
        int stride = first ? stage.stride() : 1;
        int inner = separable ? inputs : EXPANSION * inputs;
        int norms = separable ? 1 : 2;
        UnaryOperator<Tensor> expand =
                separable ? x -> x : activated(name + ".conv_pw", name + ".bn1", inner, inputs, 1, 1, 1);
        UnaryOperator<Tensor> depthwise =
                activated(name + ".conv_dw", name + ".bn" + norms, inner, 1, stage.size(), stride, inner);
        UnaryOperator<Tensor> gate = gate(name + ".se", (int) Math.round(inputs * SQUEEZE), inner);
        String last = name + (separable ? ".conv_pw" : ".conv_pwl");
        UnaryOperator<Tensor> project =
                layers.convolution(layers.normed(last, name + ".bn" + (norms + 1), stage.width(), inner, 1), 1, 1);
        boolean residual = stride == 1 && inputs == stage.width();
        return x -> {
            Tensor y = project.apply(gate.apply(depthwise.apply(expand.apply(x))));
            return residual ? y.add(x) : y;
        };
    }

    private UnaryOperator<Tensor> activated(
            String name, String norm, int outputs, int inputs, int size, int stride, int groups) {
        UnaryOperator<Tensor> convolution =
                layers.convolution(layers.normed(name, norm, outputs, inputs, size), stride, groups);
        return x -> torch.silu(convolution.apply(x));
    }

    /** Multiplies every channel by a number that depends on the means of all channels. */
    private UnaryOperator<Tensor> gate(String name, int squeezed, int inner) {
        UnaryOperator<Tensor> reduce =
                layers.convolution(layers.biased(name + ".conv_reduce", squeezed, inner, 1), 1, 1);
        UnaryOperator<Tensor> expand =
                layers.convolution(layers.biased(name + ".conv_expand", inner, squeezed, 1), 1, 1);
        return x -> {
            Tensor pooled = x.mean(PLACES, true, new ScalarTypeOptional());
            return x.mul(torch.sigmoid(expand.apply(torch.silu(reduce.apply(pooled)))));
        };
    }

    @Override
    public void close() {
        layers.close();
    }
}
