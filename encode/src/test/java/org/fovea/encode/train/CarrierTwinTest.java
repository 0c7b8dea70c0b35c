package org.fovea.encode.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.CodedShape;
import org.fovea.codec.family.Carrier;
import org.fovea.codec.family.CompactFamily;
import org.fovea.codec.family.DuetFamily;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CarrierTwinTest {
    private static final int WIDTH = 150;
    private static final int HEIGHT = 110;
    private static final float[] LATENTS = {0.7f, -1.2f};
    private static final float[] POSE = {1.5f, -0.5f, 0.25f, 2, -1};

    /** Both frames differ from the decoder's in single values by a rounding, and only the drawn one shows the clip. */
    @ParameterizedTest
    @CsvSource({"1,1,true", "2,3,true", "2,1,false", "1,3,false"})
    void draws_what_the_decoder_draws(int drawn, int colours, boolean masked) {
        Carrier carrier = new Carrier(POSE.length, 5, 7, colours);
        LatentFamily.Grid grid = new LatentFamily.Grid(2, 3, 4);
        ArchiveHeader header = masked
                ? new ArchiveHeader(
                        WIDTH,
                        HEIGHT,
                        new MaskShape(1, 46, 61, 5),
                        DuetFamily.ID,
                        new DuetFamily.Layout(new CompactFamily.Layout(12, 2, 4, 3, 5, 7, drawn), carrier).parameters())
                : new ArchiveHeader(
                        WIDTH,
                        HEIGHT,
                        CodedShape.ofPictures(1, 46, 61),
                        LatentFamily.ID,
                        new LatentFamily.Layout(
                                        2,
                                        12,
                                        2,
                                        4,
                                        grid,
                                        grid,
                                        drawn,
                                        LatentFamily.Geometry.NONE,
                                        Optional.of(carrier))
                                .parameters());
        byte[] mask = new byte[masked ? 46 * 61 : 0];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = (byte) (i / 97 % 5);
        }
        List<TensorSpec> specs = header.tensors();
        RendererWeights.Builder builder = RendererWeights.builder();
        List<float[]> weights = new ArrayList<>();
        for (int i = 0; i < specs.size(); i++) {
            weights.add(Initialisation.values(specs.get(i), i, 7));
            builder.add(specs.get(i).name(), specs.get(i).shape(), weights.getLast());
        }
        byte[][] wanted = new byte[2][WIDTH * HEIGHT * 3];
        try (PairRenderer renderer = Renderers.open(header, builder.build(), 1, KernelChoice.AUTO)) {
            PairInput input = masked ? new PairInput.Mask(mask) : new PairInput.Latents(LATENTS);
            renderer.render(input, POSE, FrameEdits.NONE, wanted[0], wanted[1]);
        }
        byte[][] own = TorchRuntime.inNewThread(1, () -> draw(header, weights, mask, drawn));
        for (int frame = 0; frame < 2; frame++) {
            int differing = 0;
            for (int i = 0; i < own[frame].length; i++) {
                int difference = Math.abs((own[frame][i] & 0xff) - (wanted[frame][i] & 0xff));
                assertThat(difference).isLessThanOrEqualTo(1);
                differing += difference;
            }
            assertThat(differing).isLessThan(own[frame].length / 1000);
        }
        assertThat(own[0]).isNotEqualTo(own[1]);
    }

    private static byte[][] draw(ArchiveHeader header, List<float[]> weights, byte[] mask, int drawn) {
        try (PointerScope scope = new PointerScope()) {
            List<Tensor> tensors = Leaves.of(header.tensors(), weights.toArray(float[][]::new));
            int latents = header.hasLatents() ? LATENTS.length : 0;
            float[] numbers = new float[latents + POSE.length];
            System.arraycopy(LATENTS, 0, numbers, 0, latents);
            System.arraycopy(POSE, 0, numbers, latents, POSE.length);
            Tensor given = Tensors.of(numbers, 1, numbers.length).set_requires_grad(true);
            TrainableRenderer alone = TrainableRenderers.of(header).orElseThrow();
            assertThat(alone.learnsPoses()).isFalse();
            TrainableRenderer.Drawing one = alone.draw(tensors, alone.input(mask), given);
            assertThat(drawn == 1 ? one.second() : one.first()).isEmpty();

            TrainableRenderer twin = TrainableRenderers.of(header, true).orElseThrow();
            assertThat(twin.learnsPoses()).isTrue();
            TrainableRenderer.Drawing drawing = twin.draw(tensors, twin.input(mask), given);
            assertThat(drawing.pictures()).hasSize(1);
            Tensor carrier = (drawn == 1 ? drawing.second() : drawing.first()).orElseThrow();
            carrier.sum().backward();
            float[] slopes = Tensors.floats(given.grad());
            for (int i = 0; i < numbers.length; i++) {
                // The carrier depends on the pose and on nothing else of the pair.
                assertThat(slopes[i] != 0).isEqualTo(i >= latents);
            }
            for (int i = 0; i < tensors.size(); i++) {
                assertThat(tensors.get(i).grad().defined()).isEqualTo(i < 2);
            }
            return new byte[][] {bytes(drawing.first()), bytes(drawing.second())};
        }
    }

    private static byte[] bytes(Optional<Tensor> frame) {
        Tensor large = torch.upsample_bilinear2d(frame.orElseThrow(), new long[] {HEIGHT, WIDTH}, false);
        return Tensors.bytes(large.round().to(torch.ScalarType.Byte).permute(0, 2, 3, 1));
    }
}
