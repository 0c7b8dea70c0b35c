package org.fovea.app.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.CodedShape;
import org.fovea.codec.family.ColourFamily;
import org.fovea.codec.family.CompactFamily;
import org.fovea.codec.family.LatentFamily;
import org.fovea.codec.mask.MaskShape;
import org.fovea.render.FrameEdits;
import org.fovea.render.KernelChoice;
import org.fovea.render.PairInput;
import org.fovea.render.PairRenderer;
import org.fovea.render.RendererWeights;
import org.fovea.render.Renderers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The second decoder's renderers against the program's, bit by bit, on networks that {@code conformance/} does not
 * hold: channels that fill no vector, sides that no fold and no reduction divides, outputs smaller than the picture,
 * grids finer than the cells, vanishing points outside the picture.
 */
class PlainRenderersTest {
    /** A network with random weights, the size of what it draws, and the size of its frames. */
    private record Case(int family, List<Integer> parameters, int[] picture, int width, int height) {
        private boolean drawsLatents() {
            return family == LatentFamily.ID;
        }

        ArchiveHeader header() {
            return drawsLatents()
                    ? new ArchiveHeader(
                            width, height, CodedShape.ofPictures(1, picture[0], picture[1]), family, parameters)
                    : new ArchiveHeader(
                            width, height, new MaskShape(1, picture[0], picture[1], picture[2]), family, parameters);
        }

        /** The tensors of the documents, filled with halves. */
        List<PlainTensor> tensors(Random random) {
            List<PlainTensor> tensors = PlainTensor.of(family, parameters, picture.length > 2 ? picture[2] : 0);
            for (PlainTensor tensor : tensors) {
                tensor.encoding = new PlainTensor.Encoding('H', 0, false);
                double scale = 2 / Math.sqrt(Math.max(tensor.fanIn, 1));
                for (int i = 0; i < tensor.count; i++) {
                    float value = (float) (scale * (2 * random.nextFloat() - 1));
                    tensor.stored[i] = Float.floatToFloat16(value);
                }
            }
            return tensors;
        }

        byte[] mask(Random random) {
            byte[] mask = new byte[picture[0] * picture[1]];
            for (int i = 0; i < mask.length; i++) {
                int patch = (i / picture[1] / 9 + i % picture[1] / 13) % picture[2];
                mask[i] = (byte) (random.nextInt(20) == 0 ? random.nextInt(picture[2]) : patch);
            }
            return mask;
        }

        byte[][] plain(List<PlainTensor> tensors, byte[] mask, float[] latents, float[] pose) {
            int rows = picture[0];
            int columns = picture[1];
            return new PlainFrames(family, parameters, tensors, rows, columns)
                    .pair(mask, latents, pose).stream()
                            .map(each -> PlainPicture.frame(each, height, width))
                            .toArray(byte[][]::new);
        }
    }

    private static Case compact(List<Integer> layout, int rows, int columns, int classes, int width, int height) {
        return new Case(CompactFamily.ID, layout, new int[] {rows, columns, classes}, width, height);
    }

    private static Case latent(List<Integer> layout, int rows, int columns, int width, int height) {
        return new Case(LatentFamily.ID, layout, new int[] {rows, columns}, width, height);
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case(ColourFamily.ID, List.of(3, 4), new int[] {40, 52, 3}, 90, 75),
                compact(List.of(20, 3, 4, 4, 12, 16, 2), 96, 128, 3, 480, 270),
                compact(List.of(8, 1, 4, 2, 3, 5, 1), 37, 50, 5, 33, 21),
                compact(List.of(13, 2, 2, 1, 1, 1, 2), 31, 67, 2, 67, 31),
                compact(List.of(17, 2, 8, 3, 20, 9, 1), 61, 43, 16, 40, 100),
                compact(List.of(1, 1, 1, 1, 2, 2, 2), 9, 70, 4, 71, 10),
                compact(List.of(33, 1, 1, 2, 2, 3, 1), 1, 1, 2, 2, 3),
                latent(List.of(6, 20, 3, 4, 4, 12, 16, 6, 5, 7, 2, 9, 66, 37), 96, 128, 480, 270),
                latent(List.of(1, 8, 1, 4, 2, 3, 5, 1, 2, 2, 1), 37, 50, 33, 21),
                latent(List.of(3, 13, 2, 2, 1, 1, 1, 3, 4, 3, 2, 16, 200, 300), 31, 67, 67, 31),
                latent(List.of(64, 17, 2, 8, 3, 20, 9, 2, 11, 13, 1, 3, 20, 20), 61, 43, 40, 100),
                latent(List.of(2, 1, 1, 1, 2, 2, 2, 1, 1, 1, 2, 2, 30, 4), 9, 70, 71, 10),
                latent(List.of(5, 33, 1, 1, 2, 2, 3, 1, 1, 1, 1, 1, 1, 65535), 1, 1, 2, 3));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void both_draw_the_same_frames(Case each) {
        Random random = new Random(each.parameters().hashCode());
        ArchiveHeader header = each.header();
        List<PlainTensor> tensors = each.tensors(random);
        byte[] mask = each.drawsLatents() ? new byte[0] : each.mask(random);
        float[] latents = new float[each.drawsLatents() ? each.parameters().getFirst() : 0];
        for (int i = 0; i < latents.length; i++) {
            latents[i] = (float) random.nextGaussian();
        }
        float[] pose = new float[header.poseDimensions()];
        for (int i = 0; i < pose.length; i++) {
            pose[i] = (i < 2 ? 2f : i < 8 ? 0.5f : 6f) * (2 * random.nextFloat() - 1);
        }
        RendererWeights weights = new RendererWeights();
        for (int i = 0; i < tensors.size(); i++) {
            PlainTensor tensor = tensors.get(i);
            weights.add(tensor.name, header.tensors().get(i).shape(), tensor.floats());
        }
        byte[][] drawn = new byte[2][3 * each.width() * each.height()];
        try (PairRenderer renderer = Renderers.open(header, weights, 1, KernelChoice.AUTO)) {
            PairInput input = each.drawsLatents() ? new PairInput.Latents(latents) : new PairInput.Mask(mask);
            renderer.render(input, pose, FrameEdits.NONE, drawn[0], drawn[1]);
        }
        byte[][] plain = each.plain(tensors, mask, latents, pose);
        assertThat(plain[0]).isEqualTo(drawn[0]);
        assertThat(plain[1]).isEqualTo(drawn[1]);
    }
}
