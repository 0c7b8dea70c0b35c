package org.fovea.evaluate.official;

import java.util.List;
import org.fovea.evaluate.safetensors.TensorInventory;

/** The tensors of the segmentation network. */
final class SegNetTensors {
    /**
     * A stage of the encoder.
     *
     * @param repeats number of blocks
     * @param size of the depthwise kernel
     * @param stride of the first block
     * @param width output channels
     * @param skip whether the decoder sees its output
     */
    record Stage(int repeats, int size, int stride, int width, boolean skip) {}

    /** The stages; the first one has depthwise-separable blocks, the others inverted residuals. */
    static final List<Stage> STAGES = List.of(
            new Stage(2, 3, 1, 16, true),
            new Stage(3, 3, 2, 24, true),
            new Stage(3, 5, 2, 48, true),
            new Stage(4, 3, 2, 88, false),
            new Stage(4, 5, 1, 120, true),
            new Stage(5, 5, 2, 208, false),
            new Stage(2, 3, 1, 352, true));

    /** Output channels of the decoder's blocks. */
    static final int[] DECODER = {256, 128, 64, 32, 16};

    static final int STEM = 32;
    static final int EXPANSION = 6;
    static final int CLASSES = 5;

    /** Channels of the encoder's outputs that the decoder's blocks see beside their input. */
    static final int[] SKIPS = {120, 48, 24, 16, 0};

    private static final double SQUEEZE = 0.25;

    private final TensorInventory.Builder tensors = new TensorInventory.Builder();

    private SegNetTensors() {}

    static TensorInventory inventory() {
        return new SegNetTensors().all();
    }

    private TensorInventory all() {
        kernel("encoder.model.conv_stem", STEM, 3, 3);
        norm("encoder.model.bn1", STEM);
        int width = STEM;
        for (int stage = 0; stage < STAGES.size(); stage++) {
            for (int j = 0; j < STAGES.get(stage).repeats(); j++) {
                block("encoder.model.blocks." + stage + "." + j, stage, width);
                width = STAGES.get(stage).width();
            }
        }
        for (int i = 0; i < DECODER.length; i++) {
            String block = "decoder.blocks." + i;
            kernel(block + ".conv1.0", DECODER[i], width + SKIPS[i], 3);
            norm(block + ".conv1.1", DECODER[i]);
            kernel(block + ".conv2.0", DECODER[i], DECODER[i], 3);
            norm(block + ".conv2.1", DECODER[i]);
            width = DECODER[i];
        }
        kernel("segmentation_head.0", CLASSES, width, 3);
        tensors.floats("segmentation_head.0.bias", CLASSES);
        return tensors.build();
    }

    private void block(String name, int stage, int inputs) {
        boolean separable = stage == 0;
        Stage shape = STAGES.get(stage);
        int inner = separable ? inputs : EXPANSION * inputs;
        int next = 1;
        if (!separable) {
            kernel(name + ".conv_pw", inner, inputs, 1);
            norm(name + ".bn" + next++, inner);
        }
        kernel(name + ".conv_dw", inner, 1, shape.size());
        norm(name + ".bn" + next++, inner);
        int squeezed = (int) Math.round(inputs * SQUEEZE);
        kernel(name + ".se.conv_reduce", squeezed, inner, 1);
        tensors.floats(name + ".se.conv_reduce.bias", squeezed);
        kernel(name + ".se.conv_expand", inner, squeezed, 1);
        tensors.floats(name + ".se.conv_expand.bias", inner);
        kernel(name + (separable ? ".conv_pw" : ".conv_pwl"), shape.width(), inner, 1);
        norm(name + ".bn" + next, shape.width());
    }

    private void kernel(String name, int outputs, int inputs, int size) {
        tensors.floats(name + ".weight", outputs, inputs, size, size);
    }

    private void norm(String name, int channels) {
        tensors.floats(name + ".weight", channels)
                .floats(name + ".bias", channels)
                .floats(name + ".running_mean", channels)
                .floats(name + ".running_var", channels)
                .counter(name + ".num_batches_tracked");
    }
}
