package org.fovea.evaluate.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.fovea.testkit.Thrown.assertThrown;

import java.util.List;
import java.util.random.RandomGenerator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.InputFrames;
import org.fovea.evaluate.Shared;
import org.fovea.evaluate.torch.Tensors;
import org.fovea.evaluate.torch.TorchRuntime;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PixelsTest {
    /** What two orders of the same sums differ by in PyTorch itself, twice. */
    private static final float RESIZE_TOLERANCE = 3e-5f;

    @Test
    void colour_planes_equal_the_reference_to_the_last_bit() {
        for (JsonNode example : Shared.json("evaluators/pixels.json").get("rgb_to_yuv6")) {
            JsonNode shape = example.get("shape_in");
            Planes rgb = new Planes(3, shape.get(1).asInt(), shape.get(2).asInt(), floats(example.get("input")));
            Planes planes = ColourPlanes.of(rgb);
            assertThat(planes.height())
                    .isEqualTo(example.get("shape_out").get(1).asInt());
            assertThat(planes.width()).isEqualTo(example.get("shape_out").get(2).asInt());
            assertThat(planes.values()).isEqualTo(floats(example.get("output")));
        }
    }

    @Test
    void shrinking_agrees_with_the_reference() {
        JsonNode example = Shared.json("evaluators/pixels.json").get("resize_874x1164_to_384x512");
        compare(example, FramePixels.resized(InputFrames.truthFrame(0), InputFrames.SIZE, 384, 512));
    }

    @Test
    void enlarging_agrees_with_the_reference() {
        JsonNode example = Shared.json("evaluators/pixels.json").get("resize_384x512_to_874x1164");
        byte[] frame = InputFrames.truthFrame(0);
        byte[] crop = new byte[384 * 512 * 3];
        for (int y = 0; y < 384; y++) {
            System.arraycopy(frame, y * 1164 * 3, crop, y * 512 * 3, 512 * 3);
        }
        compare(example, FramePixels.resized(crop, new FrameSize(512, 384), 874, 1164));
    }

    @Test
    void a_frame_of_the_wanted_size_stays_as_it_is() {
        FrameSize size = new FrameSize(5, 4);
        byte[] frame = frame(RandomGenerator.of("L64X128MixRandom"), size);
        Planes planes = FramePixels.resized(frame, size, size.height(), size.width());
        for (int i = 0; i < size.pixels(); i++) {
            for (int c = 0; c < 3; c++) {
                assertThat(planes.values()[c * size.pixels() + i]).isEqualTo(frame[i * 3 + c] & 0xff);
            }
        }
    }

    @Test
    void tensors_give_the_same_bits_as_plain_java() {
        RandomGenerator random = new java.util.SplittableRandom(7);
        for (int round = 0; round < 40; round++) {
            FrameSize size = new FrameSize(random.nextInt(1, 40), random.nextInt(1, 40));
            int height = random.nextInt(2, 40);
            int width = random.nextInt(2, 40);
            byte[] first = frame(random, size);
            byte[] second = frame(random, size);
            TorchRuntime.scoring(() -> {
                Tensor resized = TensorPixels.resized(Tensors.ofFrames(size, List.of(first, second)), height, width);
                float[] planes = Tensors.floats(TensorPixels.colourPlanes(resized));
                float[] values = Tensors.floats(resized);
                for (int i = 0; i < 2; i++) {
                    Planes expected = FramePixels.resized(i == 0 ? first : second, size, height, width);
                    assertThat(half(values, i)).isEqualTo(expected.values());
                    assertThat(half(planes, i))
                            .isEqualTo(ColourPlanes.of(expected).values());
                }
                return null;
            });
        }
    }

    @Test
    void tensors_give_the_same_bits_on_a_frame_of_the_official_size() {
        byte[] frame = frame(new java.util.SplittableRandom(8), InputFrames.SIZE);
        float[] values = TorchRuntime.scoring(() -> Tensors.floats(TensorPixels.colourPlanes(
                TensorPixels.resized(Tensors.ofFrames(InputFrames.SIZE, List.of(frame)), 384, 512))));
        assertThat(values)
                .isEqualTo(ColourPlanes.of(FramePixels.resized(frame, InputFrames.SIZE, 384, 512))
                        .values());
    }

    @Test
    void the_gradient_is_the_transposed_map() {
        // Inside the clamps the whole path is affine: f(p + d) - f(p) = <gradient, d>, for a step that needs no
        // rounding luck.
        RandomGenerator random = new java.util.SplittableRandom(9);
        try (PointerScope scope = new PointerScope()) {
            TorchRuntime.load();
            float[] pixels = new float[3 * 11 * 13];
            float[] weights = new float[6 * 4 * 3];
            fill(random, pixels, 90, 160);
            fill(random, weights, -1, 1);
            Tensor input = Tensors.of(pixels, 1, 3, 11, 13).set_requires_grad(true);
            Tensor loss = path(input, weights);
            loss.backward();
            float[] gradient = Tensors.floats(input.grad());
            double base = loss.item_float();
            for (int i = 0; i < pixels.length; i += 5) {
                float[] moved = pixels.clone();
                moved[i] += 16;
                double expected =
                        (path(Tensors.of(moved, 1, 3, 11, 13), weights).item_float() - base) / 16;
                assertThat((double) gradient[i]).isCloseTo(expected, within(2e-5));
            }
            assertThat(gradient).isNotEqualTo(new float[gradient.length]);
        }
    }

    @Test
    void a_clamped_value_passes_no_gradient_and_all_others_do() {
        try (PointerScope scope = new PointerScope()) {
            TorchRuntime.load();
            // Beyond 255: luma and its share of the gradient are cut off. At 100: everything passes.
            for (float value : new float[] {300, 100}) {
                float[] pixels = new float[3 * 2 * 2];
                java.util.Arrays.fill(pixels, value);
                Tensor input = Tensors.of(pixels, 1, 3, 2, 2).set_requires_grad(true);
                TensorPixels.colourPlanes(input).narrow(1, 0, 4).sum().backward();
                float expected = value > 255 ? 0 : ColourPlanes.GREEN;
                assertThat(Tensors.floats(input.grad())[4]).isEqualTo(expected);
            }
        }
    }

    @Test
    void what_does_not_fit_is_refused() {
        FrameSize size = new FrameSize(4, 4);
        assertThrown(
                IllegalArgumentException.class,
                () -> FramePixels.resized(new byte[47], size, size.height(), size.width()));
        assertThrown(IllegalArgumentException.class, () -> new Planes(3, 2, 2, new float[11]));
        assertThrown(IllegalArgumentException.class, () -> ColourPlanes.of(new Planes(3, 1, 4, new float[12])));
        assertThrown(IllegalArgumentException.class, () -> ColourPlanes.of(new Planes(1, 2, 2, new float[4])));
    }

    private static Tensor path(Tensor input, float[] weights) {
        Tensor planes = TensorPixels.colourPlanes(TensorPixels.resized(input, 8, 6));
        return planes.mul(Tensors.of(weights, 1, 6, 4, 3)).sum().mul(new Scalar(0.01));
    }

    private static void compare(JsonNode example, Planes planes) {
        double worst = 0;
        for (JsonNode value : example.get("values_c_y_x_v")) {
            float actual = planes.at(
                    value.get(0).asInt(), value.get(1).asInt(), value.get(2).asInt());
            worst = Math.max(worst, Math.abs(actual - value.get(3).asDouble()));
        }
        assertThat(worst).isLessThanOrEqualTo(RESIZE_TOLERANCE);
        double sum = 0;
        for (float value : planes.values()) {
            sum += value;
        }
        assertThat(sum).isCloseTo(example.get("sum_f64").asDouble(), within(1e-7 * sum));
    }

    private static float[] half(float[] values, int index) {
        int half = values.length / 2;
        return java.util.Arrays.copyOfRange(values, index * half, (index + 1) * half);
    }

    private static void fill(RandomGenerator random, float[] values, float low, float high) {
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat(low, high);
        }
    }

    private static byte[] frame(RandomGenerator random, FrameSize size) {
        byte[] frame = new byte[size.rgbBytes()];
        random.nextBytes(frame);
        return frame;
    }

    private static float[] floats(JsonNode values) {
        float[] array = new float[values.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = (float) values.get(i).asDouble();
        }
        return array;
    }
}
