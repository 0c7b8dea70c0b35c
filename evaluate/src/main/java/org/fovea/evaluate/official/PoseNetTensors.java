package org.fovea.evaluate.official;

import org.fovea.evaluate.safetensors.TensorInventory;

/** The tensors of the pose network. */
final class PoseNetTensors {
    /** Channels of the four stages. */
    static final int[] WIDTHS = {64, 128, 256, 512};

    /** Blocks of the four stages. */
    static final int[] BLOCKS = {2, 2, 6, 2};

    static final int PLANES = 12;
    static final int OUTPUTS = 12;

    private static final int FINAL = 1024;
    private static final int SQUEEZED = 64;
    private static final int FEATURES = 2048;
    private static final int SUMMARY = 512;
    private static final int HIDDEN = 1024;
    private static final int HEAD = 32;

    private final TensorInventory.Builder tensors = new TensorInventory.Builder();

    private PoseNetTensors() {}

    static TensorInventory inventory() {
        return new PoseNetTensors().all();
    }

    private TensorInventory all() {
        tensors.floats("_mean", 1, PLANES, 1, 1).floats("_std", 1, PLANES, 1, 1);
        convolution("vision.stem.0.conv_kxk.0", WIDTHS[0], PLANES, 3);
        convolution("vision.stem.0.conv_scale", WIDTHS[0], PLANES, 1);
        convolution("vision.stem.1.conv_kxk.0", WIDTHS[0], 1, 3);
        convolution("vision.stem.1.conv_scale", WIDTHS[0], 1, 1);
        norm("vision.stem.2.identity", WIDTHS[0]);
        convolution("vision.stem.2.conv_kxk.0", WIDTHS[0], WIDTHS[0], 1);
        for (int stage = 0; stage < WIDTHS.length; stage++) {
            stage("vision.stages." + stage, stage);
        }
        linear("vision.final_conv.se.fc1", SQUEEZED, FINAL, 1, 1);
        linear("vision.final_conv.se.fc2", FINAL, SQUEEZED, 1, 1);
        convolution("vision.final_conv.conv_kxk.0", FINAL, 1, 3);
        convolution("vision.final_conv.conv_scale", FINAL, 1, 1);
        linear("vision.head.fc", FEATURES, FINAL);
        linear("summarizer.0", SUMMARY, FEATURES);
        residual("summarizer.2");
        residual("hydra.resblock");
        linear("hydra.in_layer.pose", HEAD, SUMMARY);
        linear("hydra.res_layer.pose.0", HEAD, HEAD);
        linear("hydra.res_layer.pose.2", HEAD, HEAD);
        linear("hydra.final_layer.pose", OUTPUTS, HEAD);
        return tensors.build();
    }

    private void stage(String name, int stage) {
        int width = WIDTHS[stage];
        if (stage > 0) {
            convolution(name + ".downsample.proj.0.large_conv", width, 1, 7);
            convolution(name + ".downsample.proj.0.small_conv", width, 1, 3);
            norm(name + ".downsample.proj.1.identity", width);
            convolution(name + ".downsample.proj.1.conv_kxk.0", width, width, 1);
        }
        for (int j = 0; j < BLOCKS[stage]; j++) {
            String block = name + ".blocks." + j;
            norm(block + ".token_mixer.norm.identity", width);
            norm(block + ".token_mixer.mixer.identity", width);
            convolution(block + ".token_mixer.mixer.conv_kxk.0", width, 1, 3);
            convolution(block + ".token_mixer.mixer.conv_scale", width, 1, 1);
            tensors.floats(block + ".token_mixer.layer_scale.gamma", width, 1, 1);
            convolution(block + ".mlp.conv", width, 1, 7);
            linear(block + ".mlp.fc1", 3 * width, width, 1, 1);
            linear(block + ".mlp.fc2", width, 3 * width, 1, 1);
            tensors.floats(block + ".layer_scale.gamma", width, 1, 1);
        }
    }

    private void residual(String name) {
        linear(name + ".block_a.0", HIDDEN, SUMMARY);
        norm(name + ".block_a.1.bn", 1);
        linear(name + ".block_a.3", SUMMARY, HIDDEN);
        norm(name + ".block_a.4.bn", 1);
        linear(name + ".block_b.1", HIDDEN, SUMMARY);
        norm(name + ".block_b.2.bn", 1);
        linear(name + ".block_b.4", SUMMARY, HIDDEN);
        norm(name + ".block_b.5.bn", 1);
    }

    private void convolution(String name, int outputs, int inputs, int size) {
        tensors.floats(name + ".conv.weight", outputs, inputs, size, size);
        norm(name + ".bn", outputs);
    }

    private void linear(String name, long... shape) {
        tensors.floats(name + ".weight", shape).floats(name + ".bias", shape[0]);
    }

    private void norm(String name, int channels) {
        tensors.floats(name + ".weight", channels)
                .floats(name + ".bias", channels)
                .floats(name + ".running_mean", channels)
                .floats(name + ".running_var", channels)
                .counter(name + ".num_batches_tracked");
    }
}
