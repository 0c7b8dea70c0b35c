package org.fovea.encode.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.family.CompactFamily;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompactTwinTest {
    private static final int WIDTH = 150;
    private static final int HEIGHT = 110;

    /**
     * The frame that is drawn differs from the decoder's in single values by a rounding; the size of the mask is no
     * multiple of the cell's.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void draws_what_the_decoder_draws(int drawn) {
        MaskShape shape = new MaskShape(1, 46, 61, 5);
        ArchiveHeader header =
                new ArchiveHeader(WIDTH, HEIGHT, shape, CompactFamily.ID, List.of(12, 2, 4, 3, 5, 7, drawn));
        List<TensorSpec> specs = header.tensors();
        byte[] mask = mask(shape);
        RendererWeights.Builder builder = RendererWeights.builder();
        List<float[]> weights = new ArrayList<>();
        for (int i = 0; i < specs.size(); i++) {
            float[] values = Initialisation.values(specs.get(i), i, 7);
            for (int j = 0; j < values.length; j++) {
                values[j] *= 2;
            }
            weights.add(values);
            builder.add(specs.get(i).name(), specs.get(i).shape(), values);
        }
        byte[] first = new byte[WIDTH * HEIGHT * 3];
        byte[] second = new byte[first.length];
        try (PairRenderer renderer = Renderers.open(header, builder.build(), 1, KernelChoice.AUTO)) {
            renderer.render(new PairInput.Mask(mask), new float[CompactFamily.POSE], FrameEdits.NONE, first, second);
        }
        byte[] own = TorchRuntime.inNewThread(1, () -> draw(header, specs, weights, mask, drawn));
        byte[] wanted = drawn == 1 ? first : second;
        int differing = 0;
        for (int i = 0; i < own.length; i++) {
            int difference = Math.abs((own[i] & 0xff) - (wanted[i] & 0xff));
            assertThat(difference).isLessThanOrEqualTo(1);
            differing += difference;
        }
        assertThat(differing).isLessThan(own.length / 1000);
        assertThat(spread(wanted)).as("a picture, not one colour").isGreaterThan(20);
    }

    private static byte[] draw(
            ArchiveHeader header, List<TensorSpec> specs, List<float[]> weights, byte[] mask, int drawn) {
        try (PointerScope scope = new PointerScope()) {
            TrainableRenderer trainable = TrainableRenderer.of(header).orElseThrow();
            List<Tensor> tensors = new ArrayList<>();
            for (int i = 0; i < specs.size(); i++) {
                tensors.add(Tensors.of(
                        weights.get(i),
                        specs.get(i).shape().stream()
                                .mapToLong(Integer::longValue)
                                .toArray()));
            }
            TrainableRenderer.Drawing drawing = trainable.draw(
                    tensors, trainable.input(mask), Tensors.of(new float[CompactFamily.POSE], 1, CompactFamily.POSE));
            Tensor frame = (drawn == 1 ? drawing.first() : drawing.second()).orElseThrow();
            Tensor large = torch.upsample_bilinear2d(frame, new long[] {HEIGHT, WIDTH}, false);
            return Tensors.bytes(large.round().to(torch.ScalarType.Byte).permute(0, 2, 3, 1));
        }
    }

    private static byte[] mask(MaskShape shape) {
        SplittableRandom random = new SplittableRandom(3);
        byte[] mask = new byte[shape.pixels()];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = i > 0 && random.nextInt(20) > 0 ? mask[i - 1] : (byte) random.nextInt(shape.classes());
        }
        return mask;
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
