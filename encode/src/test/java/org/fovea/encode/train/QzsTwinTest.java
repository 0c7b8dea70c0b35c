package org.fovea.encode.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.family.QzsFamily;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.mask.MaskReader;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.evaluate.torch.Tensors;
import org.fovea.evaluate.torch.TorchRuntime;
import org.fovea.interop.Submissions;
import org.fovea.render.FrameEdits;
import org.fovea.render.KernelChoice;
import org.fovea.render.PairInput;
import org.fovea.render.PairRenderer;
import org.fovea.render.RendererWeights;
import org.fovea.render.Renderers;
import org.fovea.testkit.SharedFiles;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QzsTwinTest {
    private static final float[] POSE = {20.5f, 0.3f, -0.1f, 0.2f, 0, 0.05f};

    /** How far frames are apart. */
    private record Distance(double mean, int largest, int spread) {
        static Distance of(byte[] own, byte[] wanted) {
            long sum = 0;
            int largest = 0;
            int least = 255;
            int most = 0;
            for (int i = 0; i < own.length; i++) {
                int difference = Math.abs((own[i] & 0xff) - (wanted[i] & 0xff));
                sum += difference;
                largest = Math.max(largest, difference);
                least = Math.min(least, wanted[i] & 0xff);
                most = Math.max(most, wanted[i] & 0xff);
            }
            return new Distance((double) sum / own.length, largest, most - least);
        }
    }

    private static ArchiveHeader header(int height, int width, List<Integer> parameters) {
        return new ArchiveHeader(150, 110, new MaskShape(1, height, width, 5), QzsFamily.ID, parameters);
    }

    private static List<float[]> weights(List<TensorSpec> specs) {
        SplittableRandom random = new SplittableRandom(5);
        List<float[]> weights = new ArrayList<>();
        for (TensorSpec spec : specs) {
            float[] values = new float[spec.count()];
            for (int i = 0; i < values.length; i++) {
                double uniform = random.nextDouble(-1, 1);
                values[i] = (float)
                        switch (spec.role()) {
                            case EMBEDDING -> 2 * uniform;
                            case NORM_WEIGHT -> 1 + 0.3 * uniform;
                            case NORM_BIAS -> 0.3 * uniform;
                            default -> 2 * uniform / Math.sqrt(spec.fanIn());
                        };
            }
            weights.add(values);
        }
        return weights;
    }

    private static byte[] mask(MaskShape shape) {
        SplittableRandom random = new SplittableRandom(3);
        byte[] mask = new byte[shape.pixels()];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = i > 0 && random.nextInt(20) > 0 ? mask[i - 1] : (byte) random.nextInt(shape.classes());
        }
        return mask;
    }

    /** Both frames, one after the other. */
    private static byte[] decoded(ArchiveHeader header, List<float[]> weights, byte[] mask, float[] pose) {
        RendererWeights.Builder builder = RendererWeights.builder();
        for (int i = 0; i < weights.size(); i++) {
            TensorSpec spec = header.tensors().get(i);
            builder.add(spec.name(), spec.shape(), weights.get(i));
        }
        byte[] first = new byte[header.outputWidth() * header.outputHeight() * 3];
        byte[] second = new byte[first.length];
        try (PairRenderer renderer = Renderers.open(header, builder.build(), 1, KernelChoice.AUTO)) {
            renderer.render(new PairInput.Mask(mask), pose, FrameEdits.NONE, first, second);
        }
        byte[] both = Arrays.copyOf(first, 2 * first.length);
        System.arraycopy(second, 0, both, first.length, first.length);
        return both;
    }

    private static byte[] drawn(ArchiveHeader header, List<float[]> weights, byte[] mask, float[] pose) {
        return TorchRuntime.inNewThread(1, () -> {
            try (PointerScope _ = new PointerScope()) {
                TrainableRenderer twin = TrainableRenderers.of(header).orElseThrow();
                TrainableRenderer.Drawing drawing =
                        twin.draw(tensors(header, weights), twin.input(mask), Tensors.of(pose, 1, pose.length));
                byte[] first = rounded(header, drawing.first().orElseThrow());
                byte[] second = rounded(header, drawing.second().orElseThrow());
                byte[] both = Arrays.copyOf(first, 2 * first.length);
                System.arraycopy(second, 0, both, first.length, first.length);
                return both;
            }
        });
    }

    private static List<Tensor> tensors(ArchiveHeader header, List<float[]> weights) {
        List<Tensor> tensors = new ArrayList<>();
        for (int i = 0; i < weights.size(); i++) {
            List<Integer> shape = header.tensors().get(i).shape();
            tensors.add(Tensors.of(
                    weights.get(i), shape.stream().mapToLong(Integer::longValue).toArray()));
        }
        return tensors;
    }

    private static byte[] rounded(ArchiveHeader header, Tensor picture) {
        Tensor large =
                torch.upsample_bilinear2d(picture, new long[] {header.outputHeight(), header.outputWidth()}, false);
        return Tensors.bytes(large.round().to(torch.ScalarType.Byte).permute(0, 2, 3, 1));
    }

    /** Differences are roundings of single samples, here of 1 to 4 in 100,000. */
    @ParameterizedTest
    @CsvSource({
        "16, 24, 20, 1, 48, 64",
        "8, 10, 6, 2, 48, 64",
        "12, 8, 10, 4, 48, 64",
        "8, 10, 6, 2, 45, 61",
        "10, 6, 8, 4, 50, 35"
    })
    void draws_what_the_decoder_draws(int c1, int c2, int hidden, int reduction, int height, int width) {
        List<Integer> parameters = new QzsFamily.Widths(c1, c2, hidden, reduction).parameters();
        ArchiveHeader header = header(height, width, parameters);
        List<float[]> weights = weights(header.tensors());
        byte[] mask = mask(header.masks());
        Distance distance = Distance.of(drawn(header, weights, mask, POSE), decoded(header, weights, mask, POSE));
        assertThat(distance.largest()).isLessThanOrEqualTo(1);
        assertThat(distance.mean()).isLessThan(0.0002);
        assertThat(distance.spread()).as("a picture, not one colour").isGreaterThan(20);
    }

    @Test
    @Tag("slow")
    void draws_the_published_submission() throws IOException {
        Path file = SharedFiles.file("data/qzs3/pr77_payload.bin");
        RendererContent content =
                Submissions.open(Files.readAllBytes(file), file.toString()).renderer();
        ArchiveHeader header = content.header();
        List<float[]> weights = content.weights().tensors().stream()
                .map(QuantisedTensor::dequantise)
                .toList();
        byte[] mask = new byte[header.masks().pixels()];
        try (MaskReader reader = content.masks().open()) {
            assertThat(reader.next(mask)).isTrue();
        }
        float[] pose = content.poses().pose(0);
        Distance distance = Distance.of(drawn(header, weights, mask, pose), decoded(header, weights, mask, pose));
        assertThat(distance.largest()).isLessThanOrEqualTo(1);
        assertThat(distance.mean()).isLessThan(0.0002);
    }

    @ParameterizedTest
    @CsvSource({"1, 20, 28", "2, 21, 30"})
    void gradients_are_those_of_finite_differences(int reduction, int height, int width) {
        ArchiveHeader header = header(height, width, new QzsFamily.Widths(8, 6, 4, reduction).parameters());
        List<float[]> weights = weights(header.tensors());
        byte[] mask = mask(header.masks());
        TorchRuntime.inNewThread(1, () -> {
            List<float[]> gradients;
            try (PointerScope _ = new PointerScope()) {
                List<Tensor> leaves = tensors(header, weights);
                leaves.forEach(leaf -> leaf.set_requires_grad(true));
                loss(header, leaves, mask).backward();
                gradients =
                        leaves.stream().map(leaf -> Tensors.floats(leaf.grad())).toList();
            }
            for (int i = 0; i < gradients.size(); i++) {
                slopeFits(header, weights, mask, i, gradients.get(i));
            }
            return null;
        });
    }

    /** Along a tensor's own gradient the loss rises by its length. */
    private static void slopeFits(
            ArchiveHeader header, List<float[]> weights, byte[] mask, int tensor, float[] gradient) {
        double length = 0;
        for (float value : gradient) {
            length += (double) value * value;
        }
        length = Math.sqrt(length);
        String name = header.tensors().get(tensor).name();
        assertThat(length).as(name).isPositive().isFinite();
        double rise = length;
        // A kink between the two sides spoils one step, not all; a wrong gradient fits none.
        double nearest = DoubleStream.of(2e-3, 1e-3, 4e-3, 5e-4)
                .mapToObj(step -> slope(header, weights, mask, tensor, gradient, step / rise) / step)
                .min(Comparator.comparingDouble(slope -> Math.abs(slope - rise)))
                .orElseThrow();
        assertThat(nearest).as("slope along the gradient of %s", name).isCloseTo(length, within(0.02 * length + 1e-4));
    }

    private static double slope(
            ArchiveHeader header, List<float[]> weights, byte[] mask, int tensor, float[] gradient, double step) {
        double[] losses = new double[2];
        for (int side = 0; side < 2; side++) {
            List<float[]> moved = new ArrayList<>(weights);
            float[] values = weights.get(tensor).clone();
            for (int j = 0; j < values.length; j++) {
                values[j] += (float) ((side == 0 ? -step : step) * gradient[j]);
            }
            moved.set(tensor, values);
            try (PointerScope _ = new PointerScope()) {
                losses[side] = loss(header, tensors(header, moved), mask).item_double();
            }
        }
        return (losses[1] - losses[0]) / 2;
    }

    private static Tensor loss(ArchiveHeader header, List<Tensor> weights, byte[] mask) {
        TrainableRenderer twin = TrainableRenderers.of(header).orElseThrow();
        TrainableRenderer.Drawing drawing = twin.draw(weights, twin.input(mask), Tensors.of(POSE, 1, POSE.length));
        Tensor first = drawing.first().orElseThrow().to(torch.ScalarType.Double);
        Tensor second = drawing.second().orElseThrow().to(torch.ScalarType.Double);
        return first.mul(first).mean().add(first.mul(second).mean()).mul(new org.bytedeco.pytorch.Scalar(1e-3));
    }
}
