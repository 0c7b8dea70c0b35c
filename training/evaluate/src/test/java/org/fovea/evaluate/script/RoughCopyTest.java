package org.fovea.evaluate.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.fovea.evaluate.Shared;
import org.fovea.evaluate.torch.Bfloat16;
import org.fovea.evaluate.torch.Tensors;
import org.fovea.evaluate.torch.TorchRuntime;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Gradients in bfloat16 point where exact ones do; on any processor, because those without units compute the same
 * slowly.
 */
@Tag("slow")
class RoughCopyTest {
    @TempDir
    private Path folder;

    @Test
    void gradients_of_a_tiny_network_point_the_same_way() throws IOException {
        assertThat(cosine(TinyNetworks.segmentation(folder), 24, 32)).isGreaterThan(0.99);
    }

    @Test
    void gradients_of_a_real_network_point_the_same_way() throws IOException {
        assertThat(cosine(Shared.file("evaluators/roadseg.pt"), 384, 512)).isGreaterThan(0.9);
    }

    private static double cosine(Path network, int rows, int columns) {
        float[] pixels = new float[3 * rows * columns];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < pixels.length; i++) {
            // Blocks of eight pixels: neither a flat picture nor noise.
            pixels[i] = (i / 8 * 37 % 200) + 50 * (float) random.nextDouble();
        }
        return TorchRuntime.inNewThread(1, () -> {
            float[] exact = gradient(TrainingCopy.of(network).orElseThrow(), pixels, rows, columns, false);
            float[] rough = gradient(TrainingCopy.roughOf(network).orElseThrow(), pixels, rows, columns, true);
            return TinyNetworks.cosine(exact, rough);
        });
    }

    private static float[] gradient(JitModule network, float[] pixels, int rows, int columns, boolean rough) {
        boolean optimised = torch.getGraphExecutorOptimize();
        torch.setGraphExecutorOptimize(false);
        try (PointerScope scope = new PointerScope()) {
            Tensor leaf = Tensors.of(pixels, 1, 3, rows, columns).set_requires_grad(true);
            Tensor input = rough ? Bfloat16.of(leaf) : leaf;
            Tensor logits = network.forward(new IValueVector(new IValue(input))).toTensor();
            torch.log_softmax(Bfloat16.toFloat(logits), 1)
                    .narrow(1, 0, 1)
                    .mean()
                    .backward();
            return Tensors.floats(leaf.grad());
        } finally {
            torch.setGraphExecutorOptimize(optimised);
        }
    }
}
