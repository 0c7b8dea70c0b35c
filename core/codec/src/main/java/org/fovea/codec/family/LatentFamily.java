package org.fovea.codec.family;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * A network without masks: a few latent numbers of a pair blend learnt planes and steer residual blocks, at a fraction
 * of the picture's resolution, that render one frame of the pair. The other frame is that one, moved by a pose as in
 * {@link CompactFamily}. Layer by layer: {@code docs/rendering.md} §10.
 */
public final class LatentFamily extends RendererFamily {
    public static final int ID = 6;

    /** Dimensions of a pose that moves a frame, those of {@link CompactFamily}. */
    public static final int POSE = CompactFamily.POSE;

    /** Fixed input planes: see {@code docs/rendering.md} §10. */
    public static final int COORDINATES = 11;

    public static final int COLOURS = 3;

    private static final int MAX_LATENTS = 64;
    private static final int MAX_CHANNELS = 256;
    private static final int MAX_BLOCKS = 16;
    private static final int MAX_PLANES = 64;
    private static final int MAX_NODES = 128;
    private static final int MAX_PLACE = 65535;
    private static final List<String> NAMES = List.of(
            "latent numbers",
            "channels",
            "blocks",
            "fold",
            "map channels",
            "map rows",
            "map columns",
            "planes",
            "plane rows",
            "plane columns",
            "drawn frame",
            "first row of planes",
            "vanishing column",
            "vanishing row");

    /** Parameters of a header without geometry. */
    private static final int PLAIN = 11;

    /**
     * Coarse grids of learnt numbers that are stretched over the picture.
     *
     * @param channels how many, 1..64
     * @param rows of each, 1..128
     * @param columns of each, 1..128
     */
    public record Grid(int channels, int rows, int columns) {
        public int count() {
            return channels * rows * columns;
        }

        public int nodes() {
            return rows * columns;
        }
    }

    /**
     * Where in the picture things are.
     *
     * @param firstRow first row of cells that planes reach, counted from 1
     * @param column of the point where the road's lines meet, in pixels of the picture, 1..65535
     * @param row of that point
     */
    public record Geometry(int firstRow, int column, int row) {
        /** The default of a header without it: planes reach all rows, lines meet at the top left. */
        public static final Geometry NONE = new Geometry(1, 1, 1);
    }

    /**
     * A network of this family.
     *
     * @param latents numbers of a pair, 1..64
     * @param channels of all layers but the first and the last, 1..256
     * @param blocks residual blocks, 1..16
     * @param fold side of the squares of pixels that are one cell of the network: 1, 2, 4 or 8
     * @param map learnt, the same for all pairs
     * @param planes that latent numbers blend
     * @param drawn which frame of a pair is rendered, 1 or 2; {@link CompactFamily#NEITHER} where each is, from numbers
     *     of its own, and moved
     * @param geometry where planes begin and lines meet
     */
    public record Layout(
            int latents, int channels, int blocks, int fold, Grid map, Grid planes, int drawn, Geometry geometry) {
        /** Reads the header's parameters; those of the geometry may be absent. */
        public static Layout of(List<Integer> parameters) {
            boolean placed = parameters.size() == NAMES.size();
            if (!placed && parameters.size() != PLAIN) {
                throw new IllegalArgumentException("renderer family latent has " + PLAIN + " or " + NAMES.size()
                        + " parameters (" + String.join(", ", NAMES) + "), not " + parameters.size());
            }
            return new Layout(
                    parameters.get(0),
                    parameters.get(1),
                    parameters.get(2),
                    parameters.get(3),
                    new Grid(parameters.get(4), parameters.get(5), parameters.get(6)),
                    new Grid(parameters.get(7), parameters.get(8), parameters.get(9)),
                    parameters.get(10),
                    placed ? new Geometry(parameters.get(11), parameters.get(12), parameters.get(13)) : Geometry.NONE);
        }

        /** @throws IllegalArgumentException where a number is out of its range */
        public Layout {
            check(latents, MAX_LATENTS, 0);
            check(channels, MAX_CHANNELS, 1);
            check(blocks, MAX_BLOCKS, 2);
            RendererFamily.checkFold("latent", fold);
            check(map, 4);
            check(planes, 7);
            check(drawn, CompactFamily.NEITHER, 10);
            check(geometry.firstRow(), MAX_PLACE, 11);
            check(geometry.column(), MAX_PLACE, 12);
            check(geometry.row(), MAX_PLACE, 13);
        }

        private static void check(Grid grid, int index) {
            check(grid.channels(), MAX_PLANES, index);
            check(grid.rows(), MAX_NODES, index + 1);
            check(grid.columns(), MAX_NODES, index + 2);
        }

        private static void check(int value, int most, int index) {
            RendererFamily.check("latent", NAMES.get(index), value, 1, most);
        }

        public List<Integer> parameters() {
            List<Integer> parameters = new ArrayList<>(List.of(
                    latents,
                    channels,
                    blocks,
                    fold,
                    map.channels(),
                    map.rows(),
                    map.columns(),
                    planes.channels(),
                    planes.rows(),
                    planes.columns(),
                    drawn));
            if (!geometry.equals(Geometry.NONE)) {
                parameters.addAll(List.of(geometry.firstRow(), geometry.column(), geometry.row()));
            }
            return parameters;
        }

        /** Pictures that are rendered for a pair, 1 or 2. */
        public int pictures() {
            return drawn == CompactFamily.NEITHER ? 2 : 1;
        }

        /** Cells of the network that cover {@code pixels} pixels of a picture's side. */
        public int cells(int pixels) {
            return Math.ceilDiv(pixels, fold);
        }

        /** Output channels: one per colour and pixel of a cell. */
        public int outputs() {
            return COLOURS * fold * fold;
        }

        private Layout ofSequence() {
            return new Layout(latents, channels, blocks, fold, map, planes, CompactFamily.NEITHER, geometry);
        }

        public Layout with(Geometry other) {
            return new Layout(latents, channels, blocks, fold, map, planes, drawn, other);
        }
    }

    public LatentFamily() {
        super(ID, "latent", Input.LATENTS, POSE, NAMES);
    }

    @Override
    public int poseDimensions(List<Integer> parameters) {
        return CompactFamily.poseDimensions(Layout.of(parameters).drawn());
    }

    @Override
    public List<Integer> ofSequence(List<Integer> parameters) {
        return Layout.of(parameters).ofSequence().parameters();
    }

    @Override
    public int pictures(List<Integer> parameters) {
        return Layout.of(parameters).pictures();
    }

    @Override
    public int latentDimensions(List<Integer> parameters) {
        return Layout.of(parameters).latents();
    }

    @Override
    public OptionalInt usual(int index) {
        return index >= PLAIN ? OptionalInt.of(1) : OptionalInt.empty();
    }

    @Override
    public List<TensorSpec> tensors(List<Integer> parameters, int classes) {
        Layout layout = Layout.of(parameters);
        int channels = layout.channels();
        int latents = layout.latents();
        Grid map = layout.map();
        Grid planes = layout.planes();
        List<TensorSpec> all = new ArrayList<>();
        CompactFamily.pointwise(all, "input", COORDINATES, channels);
        List<Integer> mapShape = List.of(map.channels(), map.rows(), map.columns());
        all.add(new TensorSpec("map", mapShape, TensorRole.EMBEDDING, 0));
        all.add(matrix("map.weight", channels, map.channels()));
        all.add(new TensorSpec("planes", List.of(planes.count(), latents), TensorRole.LINEAR_WEIGHT, latents));
        all.add(matrix("planes.weight", channels, planes.channels()));
        for (int block = 0; block < layout.blocks(); block++) {
            String name = "block" + block;
            all.add(new TensorSpec(name + ".film", List.of(2 * channels, latents), TensorRole.LINEAR_WEIGHT, latents));
            CompactFamily.block(all, name, channels);
        }
        CompactFamily.head(all, layout.outputs(), channels);
        return limited(all);
    }

    private static TensorSpec matrix(String name, int out, int in) {
        return new TensorSpec(name, List.of(out, in, 1, 1), TensorRole.POINTWISE, in);
    }
}
