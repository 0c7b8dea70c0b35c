package org.fovea.encode.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.fovea.codec.FrameSize;
import org.fovea.codec.family.FilterFamily;
import org.fovea.codec.family.TensorSpec;
import org.fovea.evaluate.torch.Tensors;
import org.fovea.evaluate.torch.TorchRuntime;
import org.fovea.render.KernelChoice;
import org.fovea.render.RendererWeights;
import org.fovea.render.restore.PostFilter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FilterTwinTest {
    private static final FrameSize SIZE = new FrameSize(83, 61);

    private static final List<byte[]> FRAMES =
            IntStream.range(0, 12).mapToObj(FilterTwinTest::frame).toList();

    static List<FilterFamily.Layout> layouts() {
        List<FilterFamily.Layout> all = new ArrayList<>();
        for (int members : new int[] {1, 2}) {
            for (int hidden : new int[] {8, 16}) {
                for (List<Integer> dilations : List.of(List.of(1, 2, 1), List.of(1, 4, 2, 1))) {
                    all.add(new FilterFamily.Layout(members, hidden, dilations));
                }
            }
        }
        return all;
    }

    private static List<TensorSpec> specs(FilterFamily.Layout layout) {
        return new FilterFamily().tensors(layout.parameters(), 0);
    }

    /** Numbers that neither vanish nor grow from layer to layer. */
    private static float[][] weights(FilterFamily.Layout layout) {
        SplittableRandom random = new SplittableRandom(5);
        return specs(layout).stream()
                .map(spec -> {
                    float[] values = new float[spec.count()];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = (float)
                                (spec.name().equals(FilterFamily.MIX)
                                        ? 0.8 - 0.3 * i
                                        : random.nextDouble(-1.8, 1.8) / Math.sqrt(spec.fanIn()));
                    }
                    return values;
                })
                .toArray(float[][]::new);
    }

    /** Slopes, blocks and noise. */
    private static byte[] frame(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] rgb = new byte[SIZE.rgbBytes()];
        for (int i = 0; i < rgb.length; i++) {
            int x = i / 3 % SIZE.width();
            int y = i / 3 / SIZE.width();
            int block = x / 16 % 2 == y / 12 % 2 ? 60 : 0;
            rgb[i] = (byte) (20 + x + y + block * (i % 3) / 2 + random.nextInt(30));
        }
        return rgb;
    }

    private static byte[] decoded(FilterFamily.Layout layout, float[][] weights, byte[] frame) {
        RendererWeights builder = new RendererWeights();
        List<TensorSpec> specs = specs(layout);
        for (int i = 0; i < weights.length; i++) {
            builder.add(specs.get(i).name(), specs.get(i).shape(), weights[i]);
        }
        byte[] out = new byte[frame.length];
        new PostFilter(layout, builder, SIZE, KernelChoice.AUTO).apply(frame, out);
        return out;
    }

    private static byte[] restored(FilterFamily.Layout layout, float[][] weights, byte[] frame) {
        return TorchRuntime.inNewThread(1, () -> {
            try (PointerScope _ = new PointerScope()) {
                Tensor restored = new TrainableFilter(layout)
                        .restore(
                                Leaves.of(specs(layout), weights).stream()
                                        .map(Tensor::detach)
                                        .toList(),
                                Tensors.ofFrames(SIZE, List.of(frame)));
                return Tensors.bytes(restored.to(torch.ScalarType.Byte).permute(0, 2, 3, 1));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void restores_what_the_decoder_restores(FilterFamily.Layout layout) {
        float[][] weights = weights(layout);
        byte[] frame = frame(1);
        byte[] wanted = decoded(layout, weights, frame);
        TwinTest.agrees(restored(layout, weights, frame), wanted);
        int changed = 0;
        for (int i = 0; i < frame.length; i++) {
            changed += frame[i] == wanted[i] ? 0 : 1;
        }
        assertThat(changed).as("samples that the filter changes").isGreaterThan(frame.length / 2);
    }

    @Test
    void a_filter_whose_last_layer_is_zero_changes_nothing() {
        FilterFamily.Layout layout = new FilterFamily.Layout(2, 8, List.of(1, 2, 1));
        float[][] weights = weights(layout);
        List<TensorSpec> specs = specs(layout);
        for (int i = 0; i < weights.length; i++) {
            if (specs.get(i).name().contains(".layer2.")) {
                Arrays.fill(weights[i], 0);
            }
        }
        assertThat(restored(layout, weights, frame(2))).isEqualTo(frame(2));
    }

    /** Rounding is a step function; over many samples its steps average out, so the loss takes a mean of all. */
    @ParameterizedTest
    @MethodSource("layouts")
    void gradients_are_those_of_finite_differences(FilterFamily.Layout layout) {
        float[][] weights = weights(layout);
        TorchRuntime.inNewThread(1, () -> {
            float[][] gradients;
            try (PointerScope _ = new PointerScope()) {
                List<Tensor> leaves = Leaves.of(specs(layout), weights);
                loss(layout, leaves).backward();
                gradients = Leaves.gradients(leaves);
            }
            for (int tensor = 0; tensor < weights.length; tensor++) {
                slope_fits(layout, weights, tensor, gradients[tensor]);
            }
            return null;
        });
    }

    /** Along a tensor's own gradient the loss rises by its length. */
    private static void slope_fits(FilterFamily.Layout layout, float[][] weights, int tensor, float[] gradient) {
        double length = 0;
        for (float value : gradient) {
            length += (double) value * value;
        }
        length = Math.sqrt(length);
        String name = specs(layout).get(tensor).name();
        assertThat(length).as(name).isPositive().isFinite();
        double step = 1e-2;
        double[] losses = new double[2];
        for (int side = 0; side < 2; side++) {
            float[][] moved = weights.clone();
            moved[tensor] = weights[tensor].clone();
            for (int j = 0; j < gradient.length; j++) {
                moved[tensor][j] += (float) ((side == 0 ? -step : step) * gradient[j] / length);
            }
            try (PointerScope _ = new PointerScope()) {
                losses[side] = loss(layout, Leaves.of(specs(layout), moved)).item_double();
            }
        }
        double slope = (losses[1] - losses[0]) / (2 * step);
        assertThat(slope).as("slope along the gradient of %s", name).isCloseTo(length, within(0.03 * length + 0.02));
    }

    private static Tensor loss(FilterFamily.Layout layout, List<Tensor> weights) {
        Tensor restored = new TrainableFilter(layout).restore(weights, Tensors.ofFrames(SIZE, FRAMES));
        Tensor wide = restored.to(torch.ScalarType.Double);
        return wide.mul(wide).mean().mul(new Scalar(1e-3));
    }
}
