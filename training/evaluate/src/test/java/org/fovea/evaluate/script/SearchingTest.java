package org.fovea.evaluate.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.Shared;
import org.fovea.evaluate.selftest.SyntheticPairs;
import org.fovea.evaluate.torch.Tensors;
import org.junit.jupiter.api.Test;

/** What the networks answer where changes are looked for. */
class SearchingTest extends PairFiles {
    /** Of a network with a branch that a copy leaves out, since its gain is tiny, although its values are not. */
    private static final String MISLEADING = """
            def forward(self, x):
                gain = torch.reshape(self.w, [1, 9, 1, 1])[:, 0:3] * 1e-19
                return torch.conv2d(torch.tanh((x - 110.0) * 0.02), self.w) + gain * (x * 1e18)
            """;

    @Test
    void a_tiny_network_sees_the_same_classes() throws IOException {
        TinyNetworks.segmentation(folder);
        TinyNetworks.pose(folder);
        same("segmentation: { torchscript: seg.pt, input: 64x48, rgb: 0..255, frame: second }\n"
                + "pose: { torchscript: pose.pt, input: native, rgb: 0..255 }\n");
    }

    @Test
    void a_real_network_sees_the_same_classes() throws IOException {
        same("segmentation: { torchscript: %s, input: 512x384, rgb: 0..255, frame: second }\n"
                        .formatted(Shared.file("evaluators/roadseg.pt").toAbsolutePath())
                + "pose: { torchscript: %s, input: native, rgb: 0..255, frames: both }\n"
                        .formatted(Shared.file("evaluators/egomotion.pt").toAbsolutePath()));
    }

    private void same(String yaml) throws IOException {
        try (ScriptPair exact = open(yaml)) {
            EvaluatorPair searching = exact.searching();
            for (FramePair frames : SyntheticPairs.of(new FrameSize(320, 240), 2, 5)) {
                byte[] wanted = exact.segmentation().classMaps(frames);
                int differing = exact.segmentation()
                        .differing(wanted, searching.segmentation().classMaps(frames));
                assertThat(differing).isLessThanOrEqualTo(wanted.length / 20_000);
                assertThat(searching.pose().pose(frames)).isEqualTo(exact.pose().pose(frames));
            }
            assertThat(searching.identity()).isEqualTo(exact.identity());
            // It has nothing of its own to close.
            searching.close();
            assertThat(exact.segmentation()
                            .classMaps(SyntheticPairs.of(new FrameSize(64, 48), 1, 5)
                                    .getFirst()))
                    .isNotEmpty();
        }
    }

    @Test
    void a_copy_that_answers_otherwise_is_not_asked() throws IOException {
        Path file = TinyNetworks.save(folder, "misleading.pt", MISLEADING);
        float[] pixels = TinyNetworks.pixels(3 * 8 * 8);
        try (ScriptNetwork network = ScriptNetwork.open(file, Optional.empty(), Optional.empty());
                PointerScope scope = new PointerScope()) {
            Tensor input = Tensors.of(pixels, 1, 3, 8, 8);
            float[] exact = Tensors.floats(network.forward(input));
            // Where a gradient is asked for, the copy answers, and it does mislead.
            float[] copied = Tensors.floats(
                    network.forward(input.clone().set_requires_grad(true)).detach());
            assertThat(copied).isNotEqualTo(exact);
            assertThat(Tensors.floats(network.nearForward(input))).isEqualTo(exact);
        }
    }
}
