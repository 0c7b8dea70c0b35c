package org.fovea.codec.family;

import java.util.ArrayList;
import java.util.List;

/**
 * A network without masks: a few latent numbers of a pair grow, in six doublings of the size, into both of its frames.
 * The family of the challenge's HNeRV submissions. Layer by layer: {@code docs/rendering.md} §9.
 */
public final class HnervFamily extends RendererFamily {
    public static final int ID = 5;

    /** Doublings of the size between the first layer and the picture. */
    public static final int BLOCKS = 6;

    /** Distance of the taps of the first refining convolution. */
    public static final int REFINE_DILATION = 2;

    public static final int COLOURS = 3;

    public static final int FRAMES = 2;

    private static final double[] SHARES = {1, 1, 1, 0.75, 0.58, 0.5, 0.5};
    private static final int MAX_LATENTS = 64;
    private static final int MIN_CHANNELS = 4;
    private static final int MAX_CHANNELS = 64;
    private static final int MAX_CELLS = 64;
    private static final int NUDGES = FRAMES * COLOURS;
    private static final int NUDGE_OFFSET = 16;
    private static final int MAX_NUDGE = NUDGE_OFFSET - 1;
    private static final int KERNEL = 9;
    private static final List<String> NAMES = List.of(
            "latent numbers",
            "channels",
            "rows",
            "columns",
            "nudge of red 1",
            "nudge of green 1",
            "nudge of blue 1",
            "nudge of red 2",
            "nudge of green 2",
            "nudge of blue 2");

    /**
     * A network of this family.
     *
     * @param latents numbers of a pair, 1..64
     * @param channels of the first layers, 4..64; later ones have fewer
     * @param rows of the first layer, 1..64; the picture has 64 times as many
     * @param columns of the first layer, 1..64; the picture has 64 times as many
     * @param nudges what is added to each colour of frame 1, then of frame 2, before frames are rounded, -15..15
     */
    public record Layout(int latents, int channels, int rows, int columns, List<Integer> nudges) {
        public static final List<Integer> STILL = List.of(0, 0, 0, 0, 0, 0);

        /** Reads the header's parameters; those of the nudges may be absent. */
        public static Layout of(List<Integer> parameters) {
            if (parameters.size() != NAMES.size() && parameters.size() != NAMES.size() - NUDGES) {
                throw new IllegalArgumentException("renderer family hnerv has " + (NAMES.size() - NUDGES) + " or "
                        + NAMES.size() + " parameters (" + String.join(", ", NAMES) + "), not " + parameters.size());
            }
            List<Integer> nudges = new ArrayList<>();
            for (int i = NAMES.size() - NUDGES; i < parameters.size(); i++) {
                nudges.add(parameters.get(i) - NUDGE_OFFSET);
            }
            return new Layout(
                    parameters.get(0),
                    parameters.get(1),
                    parameters.get(2),
                    parameters.get(3),
                    nudges.isEmpty() ? STILL : nudges);
        }

        public Layout {
            check(latents, 1, MAX_LATENTS, 0);
            check(channels, MIN_CHANNELS, MAX_CHANNELS, 1);
            check(rows, 1, MAX_CELLS, 2);
            check(columns, 1, MAX_CELLS, 3);
            nudges = List.copyOf(nudges);
            if (nudges.size() != NUDGES) {
                throw new IllegalArgumentException(nudges.size() + " nudges of renderer family hnerv");
            }
            for (int i = 0; i < NUDGES; i++) {
                check(nudges.get(i), -MAX_NUDGE, MAX_NUDGE, NAMES.size() - NUDGES + i);
            }
        }

        private static void check(int value, int least, int most, int index) {
            RendererFamily.check("hnerv", NAMES.get(index), value, least, most);
        }

        public List<Integer> parameters() {
            List<Integer> parameters = new ArrayList<>(List.of(latents, channels, rows, columns));
            if (!nudges.equals(STILL)) {
                nudges.forEach(nudge -> parameters.add(nudge + NUDGE_OFFSET));
            }
            return parameters;
        }

        /** Rows of the picture that is rendered, before it is enlarged. */
        public int height() {
            return rows << BLOCKS;
        }

        public int width() {
            return columns << BLOCKS;
        }

        /** Channels after this number of doublings, 0..6. */
        public int channels(int doublings) {
            return (int) (channels * SHARES[doublings]);
        }

        public int refined() {
            return channels(BLOCKS) / 2;
        }

        /** Whether what goes past a block has a convolution of its own, since the number of channels changes. */
        public boolean skips(int block) {
            return channels(block) != channels(block + 1);
        }
    }

    public HnervFamily() {
        super(ID, "hnerv", Input.LATENTS, 0, NAMES);
    }

    @Override
    public int latentDimensions(List<Integer> parameters) {
        return Layout.of(parameters).latents();
    }

    @Override
    public List<TensorSpec> tensors(List<Integer> parameters, int classes) {
        Layout layout = Layout.of(parameters);
        List<TensorSpec> all = new ArrayList<>();
        int first = layout.channels(0) * layout.rows() * layout.columns();
        all.add(new TensorSpec(
                "stem.weight", List.of(first, layout.latents()), TensorRole.LINEAR_WEIGHT, layout.latents()));
        all.add(new TensorSpec("stem.bias", List.of(first), TensorRole.LINEAR_BIAS, layout.latents()));
        for (int block = 0; block < BLOCKS; block++) {
            convolution(all, "blocks." + block, layout.channels(block), 4 * layout.channels(block + 1), 3);
        }
        for (int block = 0; block < BLOCKS; block++) {
            if (layout.skips(block)) {
                convolution(all, "skips." + block, layout.channels(block), layout.channels(block + 1), 1);
            }
        }
        int last = layout.channels(BLOCKS);
        convolution(all, "refine.0", last, layout.refined(), 3);
        convolution(all, "refine.1", layout.refined(), last, 3);
        for (int frame = 0; frame < FRAMES; frame++) {
            List<Integer> head = List.of(COLOURS, last, 3, 3);
            all.add(new TensorSpec("rgb_" + frame + ".weight", head, TensorRole.HEAD_WEIGHT, KERNEL * last));
            all.add(new TensorSpec("rgb_" + frame + ".bias", List.of(COLOURS), TensorRole.HEAD_BIAS, KERNEL * last));
        }
        return limited(all);
    }

    private static void convolution(List<TensorSpec> all, String name, int in, int out, int side) {
        TensorRole role = side == 1 ? TensorRole.POINTWISE : TensorRole.CONVOLUTION;
        int inputs = in * side * side;
        all.add(new TensorSpec(name + ".weight", List.of(out, in, side, side), role, inputs));
        all.add(new TensorSpec(name + ".bias", List.of(out), TensorRole.CONVOLUTION_BIAS, inputs));
    }
}
