package org.fovea.codec.family;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The network of the QZS3 submissions at any width: an embedded class mask goes through a two-scale trunk; two heads,
 * the first conditioned on the pose by FiLM, render the two frames. Layer by layer: {@code docs/rendering.md}.
 */
public final class QzsFamily extends RendererFamily {
    public static final int ID = 1;

    public static final int EMBEDDING = 6;

    /** Coordinate planes besides the embedding. */
    public static final int COORDINATES = 2;

    /** Length of the conditioning vector. */
    public static final int CONDITION = 48;

    public static final int POSE = 6;

    private static final int MAX_CHANNELS = 1024;

    /**
     * Widths of a network of this family, and the resolution at which it runs.
     *
     * @param c1 channels at full resolution
     * @param c2 channels at half resolution
     * @param hidden channels before each frame's last layer
     * @param reduction rows and columns of the mask that are one row and column of the network: 1, 2 or 4
     */
    public record Widths(int c1, int c2, int hidden, int reduction) {
        /**
         * Reads the header's parameters.
         *
         * @throws IllegalArgumentException where there are not 3 or 4, or one is not possible
         */
        public static Widths of(List<Integer> parameters) {
            if (parameters.size() != 3 && parameters.size() != 4) {
                throw new IllegalArgumentException(
                        "renderer family qzs3 has 3 parameters (c1, c2, hidden) or 4 (reduction), not "
                                + parameters.size());
            }
            int reduction = parameters.size() == 4 ? parameters.get(3) : 1;
            return new Widths(parameters.get(0), parameters.get(1), parameters.get(2), reduction);
        }

        /** At the resolution of the mask. */
        public Widths(int c1, int c2, int hidden) {
            this(c1, c2, hidden, 1);
        }

        public Widths {
            if (reduction != 1 && reduction != 2 && reduction != 4) {
                throw new IllegalArgumentException("reduction " + reduction + " is not 1, 2 or 4");
            }
            for (int width : new int[] {c1, c2, hidden}) {
                if (width < 2 || width > MAX_CHANNELS || width % 2 != 0) {
                    throw new IllegalArgumentException(
                            "renderer width " + width + " is not an even number in 2.." + MAX_CHANNELS);
                }
            }
        }

        /** The header's parameters, as short as they can be. */
        public List<Integer> parameters() {
            return reduction == 1 ? List.of(c1, c2, hidden) : List.of(c1, c2, hidden, reduction);
        }

        /**
         * Rows or columns of the network for a side of the mask: an even number, because the network has a half
         * resolution. It may reach beyond the mask by less than 2·reduction pixels.
         *
         * @throws IllegalArgumentException where there is no reduction and the side is odd
         */
        public int cells(int side) {
            if (reduction == 1 && side % 2 != 0) {
                throw new IllegalArgumentException(
                        "masks with a side of " + side + " pixels: this family needs even sizes");
            }
            return 2 * Math.ceilDiv(side, 2 * reduction);
        }
    }

    public QzsFamily() {
        super(ID, "qzs3", Input.MASKS, POSE, List.of("c1", "c2", "hidden", "reduction"));
    }

    @Override
    public Optional<String> poseMatrix() {
        return Optional.of("pose_mlp.0.weight");
    }

    @Override
    public List<TensorSpec> tensors(List<Integer> parameters, int classes) {
        Widths widths = Widths.of(parameters);
        List<TensorSpec> all = new ArrayList<>();
        int c1 = widths.c1();
        int c2 = widths.c2();
        String trunk = "shared_trunk.";
        all.add(new TensorSpec(
                trunk + "embedding.weight", List.of(classes, EMBEDDING), TensorRole.EMBEDDING, EMBEDDING));
        separable(all, trunk + "stem_conv", EMBEDDING + COORDINATES, c1, true);
        residual(all, trunk + "stem_block", c1, false);
        separable(all, trunk + "down_conv", c1, c2, true);
        residual(all, trunk + "down_block", c2, false);
        separable(all, trunk + "up.1", c2, c1, true);
        separable(all, trunk + "fuse", 2 * c1, c1, true);
        residual(all, trunk + "fuse_block", c1, false);
        linear(all, "pose_mlp.0", POSE, CONDITION);
        linear(all, "pose_mlp.2", CONDITION, CONDITION);
        for (String head : List.of("frame1_head.", "frame2_head.")) {
            residual(all, head + "block1", c1, head.startsWith("frame1"));
            residual(all, head + "block2", c1, false);
            separable(all, head + "pre", c1, widths.hidden(), true);
            all.add(new TensorSpec(
                    head + "head.weight", List.of(3, widths.hidden(), 1, 1), TensorRole.HEAD_WEIGHT, widths.hidden()));
            all.add(new TensorSpec(head + "head.bias", List.of(3), TensorRole.HEAD_BIAS, widths.hidden()));
        }
        return List.copyOf(all);
    }

    private static void residual(List<TensorSpec> all, String name, int channels, boolean film) {
        separable(all, name + ".conv1", channels, channels, true);
        separable(all, name + ".conv2", channels, channels, false);
        norm(all, name + ".norm2", channels);
        if (film) {
            linear(all, name + ".film_proj", CONDITION, 2 * channels);
        }
    }

    private static void separable(List<TensorSpec> all, String name, int in, int out, boolean normalised) {
        all.add(new TensorSpec(name + ".dw.weight", List.of(in, 1, 3, 3), TensorRole.DEPTHWISE, 9));
        all.add(new TensorSpec(name + ".pw.weight", List.of(out, in, 1, 1), TensorRole.POINTWISE, in));
        all.add(new TensorSpec(name + ".pw.bias", List.of(out), TensorRole.CONVOLUTION_BIAS, in));
        if (normalised) {
            norm(all, name + ".norm", out);
        }
    }

    private static void norm(List<TensorSpec> all, String name, int channels) {
        all.add(new TensorSpec(name + ".weight", List.of(channels), TensorRole.NORM_WEIGHT, 0));
        all.add(new TensorSpec(name + ".bias", List.of(channels), TensorRole.NORM_BIAS, 0));
    }

    private static void linear(List<TensorSpec> all, String name, int in, int out) {
        all.add(new TensorSpec(name + ".weight", List.of(out, in), TensorRole.LINEAR_WEIGHT, in));
        all.add(new TensorSpec(name + ".bias", List.of(out), TensorRole.LINEAR_BIAS, in));
    }
}
