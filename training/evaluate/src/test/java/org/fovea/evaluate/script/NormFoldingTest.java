package org.fovea.evaluate.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.Tensor;
import org.fovea.evaluate.torch.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NormFoldingTest {
    private static final String NUMBERS = """
                n = torch.reshape(self.w, [9])
                mean = n[0:3]
                variance = torch.abs(n[3:6]) + 0.5
                weight = n[6:9]
                bias = n[2:5]
            """;

    /** Behind a sum, where freezing cannot fold it. */
    private static final String PICTURES = """
            def forward(self, x):
            """ + NUMBERS + """
                y = torch.conv2d(x * 0.01, self.w)
                return torch.batch_norm(y + torch.tanh(y), weight, bias, mean, variance, False, 0.1, 0.001, False)
            """;

    /** Of three numbers for each place, not of pictures. */
    private static final String ROWS = """
            def forward(self, x):
            """ + NUMBERS + """
                y = torch.mean(torch.mean(x * 0.01, 3), 2)
                return torch.batch_norm(y + torch.tanh(y), weight, bias, mean, variance, False, 0.1, 0.001, False)
            """;

    @TempDir
    private Path folder;

    @Test
    void norms_of_pictures_are_products_with_the_same_answers_and_gradients() throws IOException {
        assertThat(norms(PICTURES)).isZero();
    }

    @Test
    void other_norms_stay() throws IOException {
        assertThat(norms(ROWS)).isEqualTo(1);
    }

    /** How many a copy has, when its answers were compared with the network's. */
    private int norms(String program) throws IOException {
        Path file = TinyNetworks.save(folder, "norm.pt", program);
        float[] pixels = TinyNetworks.pixels(3 * 8 * 8);
        try (ScriptNetwork network = ScriptNetwork.open(file, Optional.empty(), Optional.empty());
                PointerScope scope = new PointerScope()) {
            Tensor input = Tensors.of(pixels, 1, 3, 8, 8);
            float[] exact = Tensors.floats(network.forward(input));
            Tensor leaf = input.clone().set_requires_grad(true);
            Tensor copied = network.forward(leaf);
            assertThat(Tensors.floats(copied)).containsExactly(exact, within(1e-5f));
            copied.mul(copied).sum().backward();
            float[] slopes = Tensors.floats(leaf.grad());
            // Along the slopes the sum of squares rises as they say.
            double steepness = sum(slopes);
            double wanted = 0.01 * sum(exact);
            float[] moved = pixels.clone();
            for (int i = 0; i < moved.length; i++) {
                moved[i] += (float) (wanted / steepness * slopes[i]);
            }
            double rise = sum(Tensors.floats(network.forward(Tensors.of(moved, 1, 3, 8, 8)))) - sum(exact);
            assertThat(rise).isCloseTo(wanted, within(0.05 * wanted));
            return count(TrainingCopy.of(file).orElseThrow());
        }
    }

    private static double sum(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return sum;
    }

    private static int count(JitModule copy) {
        return (int) GraphNodes.of(copy.get_method("forward").graph()).stream()
                .filter(node -> GraphNodes.kind(node).equals("aten::batch_norm"))
                .count();
    }
}
