package org.fovea.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.family.ColourFamily;
import org.fovea.codec.io.Sha256;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.codec.pose.PoseColumn;
import org.fovea.codec.pose.PoseTrack;
import org.fovea.codec.weights.CodedTensor;
import org.fovea.codec.weights.WeightSet;
import org.junit.jupiter.api.Test;

class ColourRendererTest {
    private static final int HEIGHT = 40;
    private static final int WIDTH = 52;
    private static final int CLASSES = 3;
    private static final FrameSize SIZE = new FrameSize(90, 75);
    private static final ColourFamily.Grid GRID = new ColourFamily.Grid(3, 4);

    /** First half of the SHA-256 of the frames of {@link #draw}: frames are part of the format. */
    private static final String GOLDEN = "df0491694246e95719d6bbe90847a0a6";

    private record Pair(byte[] first, byte[] second) {}

    private static RendererContent content(long seed) {
        Random random = new Random(seed);
        MaskShape shape = new MaskShape(2, HEIGHT, WIDTH, CLASSES);
        byte[] ids = new byte[(int) shape.total()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = (byte) ((i / 7 + i / (WIDTH * 5)) % CLASSES);
        }
        int[] codes = new int[CLASSES * 3 * GRID.rows() * GRID.columns()];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = random.nextInt(256);
        }
        short lowest = Float.floatToFloat16(-1f);
        short step = Float.floatToFloat16(2f / 255);
        CodedTensor colours = new CodedTensor(
                ColourFamily.COLOURS,
                List.of(CLASSES, 3, GRID.rows(), GRID.columns()),
                8,
                new short[] {lowest},
                new short[] {step},
                codes);
        return new RendererContent(
                new ArchiveHeader(SIZE.width(), SIZE.height(), shape, ColourFamily.ID, GRID.parameters()),
                new MaskTensor(shape, ids),
                new WeightSet(List.of(colours)),
                new PoseTrack(
                        2,
                        3,
                        List.of(
                                new PoseColumn(0, 0.0625f, 0, new int[] {9, -20}),
                                new PoseColumn(2, 1f / 1024, 0, new int[] {0, 33}))),
                Optional.empty(),
                Optional.empty());
    }

    private static Pair draw(RendererContent content, int pair, int threads, KernelChoice kernels, FrameEdits edits) {
        RendererWeights weights = RendererWeights.of(content.weights());
        try (PairRenderer renderer = Renderers.open(content.header(), weights, threads, kernels)) {
            Pair result = new Pair(new byte[SIZE.rgbBytes()], new byte[SIZE.rgbBytes()]);
            byte[] mask = MaskTensor.of(content.masks()).frame(pair);
            renderer.render(
                    new PairInput.Mask(mask), content.poses().pose(pair), edits, result.first(), result.second());
            return result;
        }
    }

    @Test
    void frames_are_those_of_the_format_with_any_kernels_and_threads() {
        for (int threads : new int[] {1, 3}) {
            for (KernelChoice kernels : List.of(KernelChoice.SCALAR, KernelChoice.AUTO)) {
                MessageDigest digest = Sha256.digest();
                for (int pair = 0; pair < 2; pair++) {
                    Pair drawn = draw(content(5), pair, threads, kernels, new FrameEdits(List.of(), pair * 3));
                    digest.update(drawn.first());
                    digest.update(drawn.second());
                }
                assertThat(Sha256.of(digest))
                        .as("%d threads, %s", threads, kernels)
                        .startsWith(GOLDEN);
            }
        }
    }

    @Test
    void far_poses_show_the_edge_and_wrong_sizes_are_refused() {
        RendererContent content = content(5);
        RendererWeights weights = RendererWeights.of(content.weights());
        byte[] mask = MaskTensor.of(content.masks()).frame(0);
        byte[] first = new byte[SIZE.rgbBytes()];
        byte[] second = new byte[SIZE.rgbBytes()];
        try (PairRenderer renderer = Renderers.open(content.header(), weights, 1, KernelChoice.SCALAR)) {
            float far = Float.MAX_VALUE;
            renderer.render(new PairInput.Mask(mask), new float[] {far, far, -far}, FrameEdits.NONE, first, second);
            assertThat(second)
                    .isEqualTo(draw(content, 0, 1, KernelChoice.SCALAR, FrameEdits.NONE)
                            .second());
            assertThatThrownBy(() ->
                            renderer.render(new PairInput.Mask(mask), new float[6], FrameEdits.NONE, first, second))
                    .hasMessage("a pose of 6 numbers, 3 expected");
        }
        assertThatThrownBy(() -> new ColourFamily.Grid(0, 4)).hasMessage("grid of 4×0 colours");
        assertThatThrownBy(() -> ColourFamily.Grid.of(List.of(1))).hasMessageContaining("2 parameters");
    }
}
