package org.fovea.app.conformance;

import java.util.ArrayList;
import java.util.List;

/** A tensor: docs/format.md §3 and docs/weight-operations.md §1; and, while a stream is read, what is known of it. */
final class PlainTensor {
    enum Role {
        EMBEDDING,
        DEPTHWISE,
        POINTWISE,
        CONVOLUTION,
        CONVOLUTION_BIAS,
        NORM_WEIGHT,
        NORM_BIAS,
        LINEAR_WEIGHT,
        LINEAR_BIAS,
        HEAD_WEIGHT,
        HEAD_BIAS
    }

    /** Number format; {@code parameter} is the block size or the bits of a code. */
    record Encoding(char kind, int parameter, boolean perRow) {}

    final String name;
    final Role role;
    final int fanIn;
    final int[] shape;
    final int count;
    final int rows;
    final int columns;
    Encoding encoding;
    /** Code, bits of a half, or four bits of each weight. */
    final int[] stored;
    /** What is known of the weights, as statistics take it. */
    final double[] values;
    /** Bits of halves: scales of blocks, or minima of ranges. */
    short[] scales;

    short[] steps;
    boolean[] constant;

    private PlainTensor(String name, Role role, int fanIn, int... shape) {
        this.name = name;
        this.role = role;
        this.fanIn = fanIn;
        this.shape = shape;
        int all = 1;
        for (int size : shape) {
            all *= size;
        }
        count = all;
        rows = shape[0];
        columns = all / shape[0];
        stored = new int[all];
        values = new double[all];
    }

    /** Whether a weight is in a constant column. */
    boolean known(int i) {
        return constant != null && constant[i % columns];
    }

    int live(int from, int to) {
        int live = 0;
        for (int i = from; i < to; i++) {
            live += known(i) ? 0 : 1;
        }
        return live;
    }

    /** docs/conformance.md: the weights as floats. */
    float[] floats() {
        float[] magnitudes = {0, 0.5f, 1, 1.5f, 2, 3, 4, 6};
        float[] all = new float[count];
        for (int i = 0; i < count; i++) {
            switch (encoding.kind) {
                case 'H' -> all[i] = Float.float16ToFloat((short) stored[i]);
                case 'F' -> {
                    float magnitude = magnitudes[stored[i] & 7] * Float.float16ToFloat(scales[i / encoding.parameter]);
                    all[i] = (stored[i] & 8) != 0 ? -magnitude : magnitude;
                }
                default -> {
                    int range = i / (count / scales.length);
                    float step = Math.max(Float.float16ToFloat(steps[range]), 1e-8f);
                    float product = stored[i] * step;
                    all[i] = Float.float16ToFloat(scales[range]) + product;
                }
            }
        }
        return all;
    }

    // ---- the lists of the families

    static List<PlainTensor> of(int family, List<Integer> parameters, int classes) {
        Builder all = new Builder();
        int[] p = parameters.stream().mapToInt(Integer::intValue).toArray();
        switch (family) {
            case 1 -> all.qzs3(classes, p);
            case 2 -> all.add("colours", Role.EMBEDDING, 0, classes, 3, p[0], p[1]);
            case 3 -> all.compact(classes, p);
            case 4 -> all.filter(p);
            case 5 -> all.hnerv(p);
            case 6 -> all.latent(p);
            default -> throw new IllegalStateException("family " + family);
        }
        return all.tensors;
    }

    private static final class Builder {
        private final List<PlainTensor> tensors = new ArrayList<>();

        void add(String name, Role role, int fanIn, int... shape) {
            tensors.add(new PlainTensor(name, role, fanIn, shape));
        }

        private void pointwise(String name, int in, int out) {
            add(name + ".weight", Role.POINTWISE, in, out, in, 1, 1);
            add(name + ".bias", Role.CONVOLUTION_BIAS, in, out);
        }

        private void linear(String name, int in, int out) {
            add(name + ".weight", Role.LINEAR_WEIGHT, in, out, in);
            add(name + ".bias", Role.LINEAR_BIAS, in, out);
        }

        private void norm(String name, int channels) {
            add(name + ".weight", Role.NORM_WEIGHT, 0, channels);
            add(name + ".bias", Role.NORM_BIAS, 0, channels);
        }

        private void separable(String name, int in, int out, boolean normalised) {
            add(name + ".dw.weight", Role.DEPTHWISE, 9, in, 1, 3, 3);
            pointwise(name + ".pw", in, out);
            if (normalised) {
                norm(name + ".norm", out);
            }
        }

        private void residual(String name, int channels, boolean film) {
            separable(name + ".conv1", channels, channels, true);
            separable(name + ".conv2", channels, channels, false);
            norm(name + ".norm2", channels);
            if (film) {
                linear(name + ".film_proj", 48, 2 * channels);
            }
        }

        void qzs3(int classes, int... p) {
            add("shared_trunk.embedding.weight", Role.EMBEDDING, 6, classes, 6);
            separable("shared_trunk.stem_conv", 8, p[0], true);
            residual("shared_trunk.stem_block", p[0], false);
            separable("shared_trunk.down_conv", p[0], p[1], true);
            residual("shared_trunk.down_block", p[1], false);
            separable("shared_trunk.up.1", p[1], p[0], true);
            separable("shared_trunk.fuse", 2 * p[0], p[0], true);
            residual("shared_trunk.fuse_block", p[0], false);
            linear("pose_mlp.0", 6, 48);
            linear("pose_mlp.2", 48, 48);
            for (int frame = 1; frame <= 2; frame++) {
                String head = "frame" + frame + "_head.";
                residual(head + "block1", p[0], frame == 1);
                residual(head + "block2", p[0], false);
                separable(head + "pre", p[0], p[2], true);
                add(head + "head.weight", Role.HEAD_WEIGHT, p[2], 3, p[2], 1, 1);
                add(head + "head.bias", Role.HEAD_BIAS, p[2], 3);
            }
        }

        private void blocks(int channels, int blocks, int outputs, int film) {
            for (int block = 0; block < blocks; block++) {
                String name = "block" + block;
                if (film > 0) {
                    add(name + ".film", Role.LINEAR_WEIGHT, film, 2 * channels, film);
                }
                for (int i = 1; i <= 2; i++) {
                    add(name + ".dw" + i + ".weight", Role.DEPTHWISE, 9, channels, 1, 3, 3);
                    pointwise(name + ".pw" + i, channels, channels);
                }
            }
            add("output.weight", Role.HEAD_WEIGHT, channels, outputs, channels, 1, 1);
            add("output.bias", Role.HEAD_BIAS, channels, outputs);
        }

        void compact(int classes, int... p) {
            pointwise("input", classes * p[2] * p[2] + 2, p[0]);
            add("map", Role.EMBEDDING, 0, p[3], p[4], p[5]);
            pointwise("map", p[3], p[0]);
            blocks(p[0], p[1], 3 * p[2] * p[2], 0);
        }

        void latent(int... p) {
            pointwise("input", 11, p[1]);
            add("map", Role.EMBEDDING, 0, p[4], p[5], p[6]);
            add("map.weight", Role.POINTWISE, p[4], p[1], p[4], 1, 1);
            add("planes", Role.LINEAR_WEIGHT, p[0], p[7] * p[8] * p[9], p[0]);
            add("planes.weight", Role.POINTWISE, p[7], p[1], p[7], 1, 1);
            blocks(p[1], p[2], 3 * p[3] * p[3], p[0]);
        }

        private void convolution(String name, int in, int out, int side) {
            Role role = side == 1 ? Role.POINTWISE : Role.CONVOLUTION;
            add(name + ".weight", role, in * side * side, out, in, side, side);
            add(name + ".bias", Role.CONVOLUTION_BIAS, in * side * side, out);
        }

        void filter(int... p) {
            if (p.length == 0) {
                return;
            }
            int layers = p.length - 2;
            for (int member = 0; member < p[0]; member++) {
                for (int layer = 0; layer < layers; layer++) {
                    convolution(
                            "member" + member + ".layer" + layer,
                            layer == 0 ? 3 : p[1],
                            layer == layers - 1 ? 3 : p[1],
                            3);
                }
            }
            if (p[0] > 1) {
                add("mix", Role.LINEAR_BIAS, 0, p[0]);
            }
        }

        void hnerv(int... p) {
            double[] shares = {1, 1, 1, 0.75, 0.58, 0.5, 0.5};
            int[] c = new int[7];
            for (int i = 0; i < 7; i++) {
                c[i] = (int) (p[1] * shares[i]);
            }
            linear("stem", p[0], c[0] * p[2] * p[3]);
            for (int block = 0; block < 6; block++) {
                convolution("blocks." + block, c[block], 4 * c[block + 1], 3);
            }
            for (int block = 0; block < 6; block++) {
                if (c[block] != c[block + 1]) {
                    convolution("skips." + block, c[block], c[block + 1], 1);
                }
            }
            convolution("refine.0", c[6], c[6] / 2, 3);
            convolution("refine.1", c[6] / 2, c[6], 3);
            for (int frame = 0; frame < 2; frame++) {
                add("rgb_" + frame + ".weight", Role.HEAD_WEIGHT, 9 * c[6], 3, c[6], 3, 3);
                add("rgb_" + frame + ".bias", Role.HEAD_BIAS, 9 * c[6], 3);
            }
        }
    }
}
