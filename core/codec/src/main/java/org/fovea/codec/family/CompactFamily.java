package org.fovea.codec.family;

import java.util.ArrayList;
import java.util.List;

/**
 * A small network at one resolution, a fraction of the mask's: the class mask, folded into cells, goes through a few
 * residual blocks and is unfolded into one frame of the pair. The other frame is that one, moved by twelve numbers in a
 * way that pose networks see and eyes hardly do. Layer by layer: {@code docs/rendering.md}.
 */
public final class CompactFamily extends RendererFamily {
    public static final int ID = 3;

    /** Dimensions of a pose: see {@code docs/rendering.md}. */
    public static final int POSE = 12;

    /** The drawn frame where no frame is a rendered picture itself: each is moved, by a pose of its own. */
    public static final int NEITHER = 3;

    /** Coordinate planes besides the classes. */
    public static final int COORDINATES = 2;

    public static final int COLOURS = 3;

    /** What the weight coder takes. */
    static final int MAX_WEIGHTS = 300_000;

    private static final int MAX_CHANNELS = 256;
    private static final int MAX_BLOCKS = 16;
    private static final int MAX_MAP_CHANNELS = 64;
    private static final int MAX_NODES = 128;
    private static final List<String> NAMES =
            List.of("channels", "blocks", "fold", "map channels", "map rows", "map columns", "drawn frame");

    /**
     * A network of this family.
     *
     * @param channels of all layers but the first and the last, 1..256
     * @param blocks residual blocks, 1..16
     * @param fold side of the squares of mask pixels that are one cell of the network: 1, 2, 4 or 8
     * @param mapChannels channels of the learnt map that is the same for all pairs, 1..64
     * @param mapRows its rows, 1..128
     * @param mapColumns its columns, 1..128
     * @param drawn which frame of a pair is rendered from the mask, 1 or 2; the other one is warped from it. 3 where
     *     both are warped from what is rendered
     */
    public record Layout(int channels, int blocks, int fold, int mapChannels, int mapRows, int mapColumns, int drawn) {
        public static Layout of(List<Integer> parameters) {
            if (parameters.size() != NAMES.size()) {
                throw new IllegalArgumentException("renderer family compact has " + NAMES.size() + " parameters ("
                        + String.join(", ", NAMES) + "), not " + parameters.size());
            }
            return new Layout(
                    parameters.get(0),
                    parameters.get(1),
                    parameters.get(2),
                    parameters.get(3),
                    parameters.get(4),
                    parameters.get(5),
                    parameters.get(6));
        }

        public Layout {
            check(channels, MAX_CHANNELS, 0);
            check(blocks, MAX_BLOCKS, 1);
            RendererFamily.checkFold("compact", fold);
            check(mapChannels, MAX_MAP_CHANNELS, 3);
            check(mapRows, MAX_NODES, 4);
            check(mapColumns, MAX_NODES, 5);
            check(drawn, NEITHER, 6);
        }

        private static void check(int value, int most, int index) {
            RendererFamily.check("compact", NAMES.get(index), value, 1, most);
        }

        public List<Integer> parameters() {
            return List.of(channels, blocks, fold, mapChannels, mapRows, mapColumns, drawn);
        }

        private Layout ofSequence() {
            return new Layout(channels, blocks, fold, mapChannels, mapRows, mapColumns, NEITHER);
        }

        /** Input channels: one per class and pixel of a cell, then the coordinates. */
        public int inputs(int classes) {
            return classes * fold * fold + COORDINATES;
        }

        /** Output channels: one per colour and pixel of a cell. */
        public int outputs() {
            return COLOURS * fold * fold;
        }
    }

    public CompactFamily() {
        super(ID, "compact", Input.MASKS, POSE, NAMES);
    }

    @Override
    public int poseDimensions(List<Integer> parameters) {
        return poseDimensions(Layout.of(parameters).drawn());
    }

    static int poseDimensions(int drawn) {
        return drawn == NEITHER ? 2 * POSE : POSE;
    }

    @Override
    public List<Integer> ofSequence(List<Integer> parameters) {
        return Layout.of(parameters).ofSequence().parameters();
    }

    @Override
    public List<TensorSpec> tensors(List<Integer> parameters, int classes) {
        Layout layout = Layout.of(parameters);
        int channels = layout.channels();
        int maps = layout.mapChannels();
        List<TensorSpec> all = new ArrayList<>();
        pointwise(all, "input", layout.inputs(classes), channels);
        all.add(new TensorSpec("map", List.of(maps, layout.mapRows(), layout.mapColumns()), TensorRole.EMBEDDING, 0));
        pointwise(all, "map", maps, channels);
        for (int block = 0; block < layout.blocks(); block++) {
            block(all, "block" + block, channels);
        }
        head(all, layout.outputs(), channels);
        return limited(all);
    }

    static void block(List<TensorSpec> all, String name, int channels) {
        for (int i = 1; i <= 2; i++) {
            List<Integer> kernels = List.of(channels, 1, 3, 3);
            all.add(new TensorSpec(name + ".dw" + i + ".weight", kernels, TensorRole.DEPTHWISE, 9));
            pointwise(all, name + ".pw" + i, channels, channels);
        }
    }

    static void head(List<TensorSpec> all, int outputs, int channels) {
        all.add(new TensorSpec("output.weight", List.of(outputs, channels, 1, 1), TensorRole.HEAD_WEIGHT, channels));
        all.add(new TensorSpec("output.bias", List.of(outputs), TensorRole.HEAD_BIAS, channels));
    }

    static void pointwise(List<TensorSpec> all, String name, int in, int out) {
        all.add(new TensorSpec(name + ".weight", List.of(out, in, 1, 1), TensorRole.POINTWISE, in));
        all.add(new TensorSpec(name + ".bias", List.of(out), TensorRole.CONVOLUTION_BIAS, in));
    }
}
