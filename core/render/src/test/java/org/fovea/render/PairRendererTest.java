package org.fovea.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.testkit.Thrown.assertThrown;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.codec.correction.TileAction;
import org.fovea.codec.family.QzsFamily;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.mask.MaskShape;
import org.junit.jupiter.api.Test;

class PairRendererTest {
    private static final FrameSize SMALL = new FrameSize(51, 37);

    /**
     * Widths and sizes that fill blocks, tiles and vectors, and such that do not. {c1, c2, hidden, height, width,
     * classes}
     */
    static final int[][] SHAPES = {
        {56, 64, 52, 24, 32, 5},
        {56, 64, 52, 10, 18, 5},
        {8, 8, 8, 2, 2, 2},
        {2, 2, 2, 4, 2, 2},
        {2, 6, 10, 6, 14, 16},
        {6, 4, 2, 8, 26, 3},
        {10, 12, 14, 14, 22, 4},
        {16, 24, 8, 12, 16, 5},
        {26, 30, 28, 6, 34, 5},
        {32, 40, 36, 10, 10, 5},
        {40, 48, 44, 8, 12, 5},
        {58, 66, 60, 6, 6, 5},
        {64, 56, 62, 4, 20, 5},
        {72, 80, 70, 6, 8, 5},
        {112, 120, 104, 4, 6, 5},
    };

    /**
     * Networks that run on reduced masks, some of which are no multiple of anything. The seventh number is the
     * reduction.
     */
    static final int[][] REDUCED = {
        {8, 10, 6, 24, 32, 5, 2},
        {16, 24, 8, 33, 47, 5, 2},
        {10, 12, 14, 50, 35, 4, 4},
        {6, 4, 2, 3, 5, 3, 4},
    };

    static RandomNetwork network(int[] shape) {
        FrameSize size = new FrameSize(shape[4] * 3 - 1, shape[3] * 2 + 3);
        QzsFamily.Widths widths = new QzsFamily.Widths(shape[0], shape[1], shape[2], shape.length > 6 ? shape[6] : 1);
        return RandomNetwork.of(widths, shape[3], shape[4], shape[5], size);
    }

    private static List<int[]> allShapes() {
        return Stream.concat(Arrays.stream(SHAPES), Arrays.stream(REDUCED)).toList();
    }

    @Test
    void vectors_and_scalars_give_the_same_bits_for_every_shape_and_number_of_threads() {
        for (int[] shape : allShapes()) {
            RandomNetwork network = network(shape);
            byte[] expected = network.draw(1, KernelChoice.SCALAR, 1);
            for (int threads : new int[] {1, 2, 3, 7}) {
                assertThat(Arrays.hashCode(network.draw(threads, KernelChoice.VECTOR, 1)))
                        .as("vectors, %d threads, %s", threads, Arrays.toString(shape))
                        .isEqualTo(Arrays.hashCode(expected));
            }
            assertThat(Arrays.hashCode(network.draw(3, KernelChoice.SCALAR, 1)))
                    .as("scalars, 3 threads, %s", Arrays.toString(shape))
                    .isEqualTo(Arrays.hashCode(expected));
        }
    }

    /** Tile 5 begins at row 32, column 64; action 1 subtracts (2, 2, 2). */
    @Test
    void tile_actions_edit_the_same_part_of_frame_two_at_any_reduction() {
        for (int reduction : new int[] {1, 2, 4}) {
            QzsFamily.Widths widths = new QzsFamily.Widths(8, 8, 8, reduction);
            FrameSize size = new FrameSize(72 / reduction, 40 / reduction);
            RandomNetwork network = RandomNetwork.of(widths, 40, 72, 5, size);
            byte[] plain = network.draw(1, KernelChoice.AUTO, 1);
            byte[] tiled = network.draw(1, KernelChoice.AUTO, 1, new FrameEdits(List.of(new TileAction(5, 0, 1)), 0));
            for (int i = 0; i < plain.length; i++) {
                int pixel = i % size.rgbBytes() / 3;
                int row = pixel / size.width() * reduction;
                int column = pixel % size.width() * reduction;
                boolean inside = i >= size.rgbBytes() && row >= 32 && column >= 64;
                int expected = inside ? Math.max((plain[i] & 0xff) - 2, 0) : plain[i] & 0xff;
                assertThat(tiled[i] & 0xff)
                        .as("reduction %d, sample %d", reduction, i)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void router_actions_edit_both_frames() {
        RandomNetwork network = RandomNetwork.of(8, 8, 8, 40, 70, 5, new FrameSize(70, 40));
        byte[] plain = network.draw(1, KernelChoice.AUTO, 1);
        byte[] routed = network.draw(1, KernelChoice.AUTO, 1, new FrameEdits(List.of(), 3));
        for (int i = 0; i < plain.length; i++) {
            assertThat(routed[i] & 0xff).isEqualTo(Math.max((plain[i] & 0xff) - 2, 0));
        }
    }

    @Test
    void refuses_what_does_not_fit() {
        RandomNetwork network = network(SHAPES[2]);
        int frame = network.size().rgbBytes();
        byte[] mask = network.mask(1);
        float[] pose = RandomNetwork.pose(1);
        byte[] good = new byte[frame];
        byte[] other = new byte[frame];
        try (PairRenderer renderer = network.open(1, KernelChoice.SCALAR)) {
            refused(
                    "mask of 3 bytes",
                    () -> renderer.render(new PairInput.Mask(new byte[3]), pose, FrameEdits.NONE, good, other));
            refused(
                    "pose of 5",
                    () -> renderer.render(new PairInput.Mask(mask), new float[5], FrameEdits.NONE, good, other));
            float[] notFinite = {1, 2, Float.NaN, 0, 0, 0};
            refused(
                    "not finite",
                    () -> renderer.render(new PairInput.Mask(mask), notFinite, FrameEdits.NONE, good, other));
            refused(
                    "two frames",
                    () -> renderer.render(new PairInput.Mask(mask), pose, FrameEdits.NONE, good, new byte[frame - 1]));
            refused("two frames", () -> renderer.render(new PairInput.Mask(mask), pose, FrameEdits.NONE, good, good));
            byte[] wrong = mask.clone();
            wrong[1] = 2;
            refused(
                    "class 2 is not in 0..1",
                    () -> renderer.render(new PairInput.Mask(wrong), pose, FrameEdits.NONE, good, other));
            wrong[1] = -1;
            refused(
                    "class 255 is not in 0..1",
                    () -> renderer.render(new PairInput.Mask(wrong), pose, FrameEdits.NONE, good, other));
            FrameEdits outside = new FrameEdits(List.of(new TileAction(1, 0, 0)), 0);
            refused("tile 1 is outside", () -> renderer.render(new PairInput.Mask(mask), pose, outside, good, other));
        }
        refused("even sizes", () -> open(network, new MaskShape(1, 3, 2, 2), 1));
        refused("shape [2, 6], not [3, 6]", () -> open(network, new MaskShape(1, 2, 2, 3), 1));
        refused("0 threads", () -> open(network, network.shape(), 0));
        refused("tile action 108", () -> new FrameEdits(List.of(new TileAction(0, 0, 108)), 0));
        refused("router action 8", () -> new FrameEdits(List.of(), 8));
        refused("0×5", () -> new FrameSize(0, 5));
    }

    private static void open(RandomNetwork network, MaskShape masks, int threads) {
        Renderers.open(
                        new QzsFamily(),
                        network.widths().parameters(),
                        network.weights(),
                        masks,
                        SMALL,
                        threads,
                        KernelChoice.SCALAR)
                .close();
    }

    private static void refused(String message, ThrowableAssert.ThrowingCallable call) {
        assertThrown(IllegalArgumentException.class, call, message);
    }

    @Test
    void weights_that_overflow_are_refused_instead_of_drawn() {
        QzsFamily.Widths widths = new QzsFamily.Widths(8, 8, 8);
        RendererWeights builder = new RendererWeights();
        for (TensorSpec spec : new QzsFamily().tensors(widths.parameters(), 2)) {
            float[] values = new float[spec.count()];
            Arrays.fill(values, 1e10f);
            builder.add(spec.name(), spec.shape(), values);
        }
        RandomNetwork network = new RandomNetwork(widths, new MaskShape(1, 4, 4, 2), SMALL, builder);
        for (KernelChoice kernels : KernelChoice.values()) {
            assertThrown(FormatException.class, () -> network.draw(2, kernels, 1), "overflow");
        }
    }

    @Test
    void memory_is_what_the_arrays_take() {
        RandomNetwork network = network(SHAPES[0]);
        long predicted = org.fovea.render.network.QzsRenderer.memory(
                network.widths(), new MaskShape(1, 384, 512, 5), new FrameSize(1164, 874));
        assertThat(predicted).isBetween(150L << 20, 200L << 20);
    }
}
