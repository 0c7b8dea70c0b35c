package org.fovea.encode.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.CodedShape;
import org.fovea.codec.family.CompactFamily;
import org.fovea.codec.family.LatentFamily;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.weights.Initialisation;
import org.fovea.evaluate.torch.Tensors;
import org.fovea.evaluate.torch.TorchRuntime;
import org.fovea.render.FrameEdits;
import org.fovea.render.KernelChoice;
import org.fovea.render.PairInput;
import org.fovea.render.PairRenderer;
import org.fovea.render.RendererWeights;
import org.fovea.render.Renderers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What training draws against what the decoder draws. */
class TwinTest {
    private static final int WIDTH = 150;
    private static final int HEIGHT = 110;

    private static List<float[]> weights(ArchiveHeader header) {
        List<TensorSpec> specs = header.tensors();
        List<float[]> weights = new ArrayList<>();
        for (int i = 0; i < specs.size(); i++) {
            float[] values = Initialisation.values(specs.get(i), i, 7);
            for (int j = 0; j < values.length; j++) {
                values[j] *= 2;
            }
            weights.add(values);
        }
        return weights;
    }

    private static List<byte[]> decoded(ArchiveHeader header, List<float[]> weights, PairInput input, float[] pose) {
        RendererWeights builder = new RendererWeights();
        List<TensorSpec> specs = header.tensors();
        for (int i = 0; i < specs.size(); i++) {
            builder.add(specs.get(i).name(), specs.get(i).shape(), weights.get(i));
        }
        byte[] first = new byte[WIDTH * HEIGHT * 3];
        byte[] second = new byte[first.length];
        try (PairRenderer renderer = Renderers.open(header, builder, 1, KernelChoice.AUTO)) {
            renderer.render(input, pose, FrameEdits.NONE, first, second);
        }
        return List.of(first, second);
    }

    /** Frames of both kinds, where training draws them. */
    private static List<Optional<byte[]>> own(
            ArchiveHeader header, boolean moves, List<float[]> weights, byte[] mask, float[] numbers) {
        return TorchRuntime.inNewThread(1, () -> {
            try (PointerScope scope = new PointerScope()) {
                TrainableRenderer trainable =
                        TrainableRenderer.of(header, moves).orElseThrow();
                List<Tensor> tensors = new ArrayList<>();
                for (TensorSpec spec : header.tensors()) {
                    tensors.add(Tensors.of(weights.get(tensors.size()), sides(spec)));
                }
                TrainableRenderer.Drawing drawing =
                        trainable.draw(tensors, trainable.input(mask), Tensors.of(numbers, 1, numbers.length));
                return List.of(
                        drawing.first().map(TwinTest::frame), drawing.second().map(TwinTest::frame));
            }
        });
    }

    private static long[] sides(TensorSpec spec) {
        return spec.shape().stream().mapToLong(Integer::longValue).toArray();
    }

    private static byte[] frame(Tensor drawn) {
        Tensor large = torch.upsample_bilinear2d(drawn, new long[] {HEIGHT, WIDTH}, false);
        return Tensors.bytes(large.round().to(torch.ScalarType.Byte).permute(0, 2, 3, 1));
    }

    /** Single values differ by a rounding. */
    static void agrees(byte[] own, byte[] wanted) {
        int differing = 0;
        for (int i = 0; i < own.length; i++) {
            int difference = Math.abs((own[i] & 0xff) - (wanted[i] & 0xff));
            assertThat(difference).isLessThanOrEqualTo(1);
            differing += difference;
        }
        assertThat(differing).isLessThan(own.length / 1000);
    }

    private static void isPicture(byte[] rgb) {
        assertThat(spread(rgb)).as("a picture, not one colour").isGreaterThan(20);
    }

    /** The size of the mask is no multiple of the cell's. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void the_compact_family_draws_what_the_decoder_draws(int drawn) {
        MaskShape shape = new MaskShape(1, 46, 61, 5);
        ArchiveHeader header =
                new ArchiveHeader(WIDTH, HEIGHT, shape, CompactFamily.ID, List.of(12, 2, 4, 3, 5, 7, drawn));
        SplittableRandom random = new SplittableRandom(3);
        byte[] mask = new byte[shape.pixels()];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = i > 0 && random.nextInt(20) > 0 ? mask[i - 1] : (byte) random.nextInt(shape.classes());
        }
        List<float[]> weights = weights(header);
        float[] pose = new float[CompactFamily.POSE];
        byte[] wanted = decoded(header, weights, new PairInput.Mask(mask), pose).get(drawn - 1);
        agrees(own(header, false, weights, mask, pose).get(drawn - 1).orElseThrow(), wanted);
        isPicture(wanted);
    }

    /** The size of the picture is no multiple of the cell's. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void the_latent_family_draws_what_the_decoder_draws(int drawn) {
        LatentFamily.Layout layout = new LatentFamily.Layout(
                5,
                12,
                2,
                4,
                new LatentFamily.Grid(3, 5, 7),
                new LatentFamily.Grid(2, 3, 4),
                drawn,
                new LatentFamily.Geometry(4, 33, 11));
        ArchiveHeader header = new ArchiveHeader(
                WIDTH, HEIGHT, CodedShape.ofPictures(1, 46, 61), LatentFamily.ID, layout.parameters());
        float[] latents = Arrays.copyOf(
                new float[] {0.7f, -1.2f, 0.1f, 2, -0.4f, 1, -1.5f, 0, 1.2f, 0.3f}, 5 * layout.pictures());
        float[] moved = {
            1.5f, -0.5f, 0.25f, 0, 0, 0.5f, 0.1f, 0, 6, 2, 0, 0.05f, -0.7f, 1, 0, 0.2f, 0, 0, 0, 0, -5, 0, 3, 0
        };
        float[] pose = Arrays.copyOf(moved, header.poseDimensions());
        float[] numbers = Arrays.copyOf(latents, latents.length + pose.length);
        System.arraycopy(pose, 0, numbers, latents.length, pose.length);
        List<float[]> weights = weights(header);
        List<byte[]> wanted = decoded(header, weights, new PairInput.Latents(latents), pose);
        List<Optional<byte[]>> own = own(header, true, weights, new byte[0], numbers);
        agrees(own.get(0).orElseThrow(), wanted.get(0));
        agrees(own.get(1).orElseThrow(), wanted.get(1));
        isPicture(wanted.get(Math.min(drawn, 2) - 1));
    }

    /**
     * Rows drawn alone are those of the whole picture but for what the stretched planes and the layers' edges make of
     * the first and last cells.
     */
    @Test
    void some_rows_are_drawn_as_in_the_whole_picture() {
        LatentFamily.Layout layout = new LatentFamily.Layout(
                2,
                8,
                1,
                4,
                new LatentFamily.Grid(1, 2, 2),
                new LatentFamily.Grid(1, 2, 2),
                2,
                new LatentFamily.Geometry(8, 32, 20));
        ArchiveHeader header =
                new ArchiveHeader(128, 192, CodedShape.ofPictures(1, 96, 64), LatentFamily.ID, layout.parameters());
        TorchRuntime.inNewThread(1, () -> {
            try (PointerScope scope = new PointerScope()) {
                TrainableRenderer trainable =
                        TrainableRenderer.of(header, false).orElseThrow();
                List<Tensor> weights = new ArrayList<>();
                for (TensorSpec spec : header.tensors()) {
                    weights.add(Tensors.of(Initialisation.values(spec, weights.size(), 3), sides(spec)));
                }
                Tensor numbers = Tensors.of(new float[] {1, -2}, 1, 2);
                Tensor input = trainable.input(new byte[0]);
                Tensor whole = trainable.draw(weights, input, numbers).second().orElseThrow();
                Tensor some = trainable
                        .drawRows(weights, input, numbers, new RowBand(96, 160), 192)
                        .orElseThrow();
                assertThat(Tensors.shape(some)).containsExactly(1, 3, 32, 64);
                assertThat(Tensors.floats(some))
                        .containsExactly(Tensors.floats(whole.narrow(2, 48, 32)), within(1e-3f));
                assertThat(trainable.drawRows(weights, input, numbers, new RowBand(0, 191), 192))
                        .as("half a row of the drawing")
                        .isEmpty();
            }
            return null;
        });
    }

    private static int spread(byte[] rgb) {
        int least = 255;
        int most = 0;
        for (byte value : rgb) {
            least = Math.min(least, value & 0xff);
            most = Math.max(most, value & 0xff);
        }
        return most - least;
    }
}
