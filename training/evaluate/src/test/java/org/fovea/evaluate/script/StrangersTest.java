package org.fovea.evaluate.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fovea.testkit.Thrown.assertThrown;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.SegmentationEvaluator;
import org.fovea.evaluate.selftest.Check.Outcome;
import org.fovea.evaluate.selftest.SelfTest;
import org.fovea.evaluate.selftest.SyntheticPairs;
import org.fovea.evaluate.torch.Tensors;
import org.fovea.evaluate.torch.TorchRuntime;
import org.fovea.testkit.Resources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Files that other people's tools wrote in other ways: channels last, one channel, numbers of classes, for a graphics
 * card, in halves, in training mode.
 */
class StrangersTest extends PairFiles {
    private static final FramePair PAIR =
            SyntheticPairs.of(new FrameSize(128, 96), 1, 3).getFirst();

    private ScriptPair open(String file, String keys) throws IOException {
        Files.write(folder.resolve(file), Resources.bytes(StrangersTest.class, "/strangers/" + file));
        return described(file, "input: 128x96, rgb: 0..1" + keys);
    }

    private ScriptPair described(String file, String keys) throws IOException {
        String format = file.endsWith(".onnx") ? "onnx" : "torchscript";
        return open("segmentation: { " + format + ": " + file + ", " + keys + " }\npose: none\n");
    }

    private byte[] classes(String file, String keys) throws IOException {
        try (ScriptPair pair = open(file, keys)) {
            return pair.segmentation().classMaps(PAIR);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nhwcout.pt| |cannot be [N, classes, rows, columns]; write layout: nhwc",
                "nchw_in_nhwc_out.onnx| |cannot be [N, classes, rows, columns]; write layout: nhwc",
                "nchw_in_nhwc_out.onnx|, classes: 5|cannot be [N, classes, rows, columns]; write layout: nhwc",
                "plain.onnx|, layout: nhwc|cannot be",
                "plain.onnx|, input-layout: nhwc|the description gives [1, 96, 128, 3]",
                "binary.onnx| |it returns one channel, not a logit for each class; write classes: sigmoid",
                "plain.onnx|, classes: sigmoid|instead of one channel",
                "u8.onnx| |write output: \"/Resize_output_0\" for the logits before its argmax",
                "u8.onnx|, output: 25|there is no output 25, they are",
                "train.onnx| |batch normalisation in training mode, which depends on the picture's other pixels; "
                        + "call model.eval()",
                "trainmode.pt| |batch normalisation in training mode, which depends on the picture's other pixels; "
                        + "call model.eval()",
                "whole.pt| |torch.load(\"whole.pt\", map_location=\"cpu\", weights_only=False)"
            })
    void what_cannot_be_read_as_it_is_says_what_to_write(String file, String keys, String message) {
        assertThatThrownBy(() -> open(file, keys == null ? "" : keys))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("fetch it again");
    }

    @Test
    void an_answer_with_its_classes_last_is_read_where_the_description_says_so() throws IOException {
        byte[] plain = classes("plain.onnx", "");
        assertThat(classes("nchw_in_nhwc_out.onnx", ", layout: nhwc")).isEqualTo(plain);
        assertThat(plain).hasSize(96 * 128);
        try (ScriptPair pair = open("nhwcout.pt", ", layout: nhwc")) {
            assertThat(pair.segmentation().classes()).isEqualTo(5);
            assertThat(pair.canonicalForm()).contains("segmentation layout=nhwc\n");
            assertThat(pair.segmentation().rows()).isEqualTo(96);
        }
    }

    @Test
    void an_input_with_its_channels_last_is_given_where_the_description_says_so() throws IOException {
        TinyNetworks.segmentation(folder);
        TinyNetworks.save(
                folder,
                "last.pt",
                TinyNetworks.SEGMENTATION.replace("avg_pool2d(x,", "avg_pool2d(x.permute([0, 3, 1, 2]),"));
        String keys = "input: 64x48, rgb: 0..255";
        try (ScriptPair plain = described("seg.pt", keys);
                ScriptPair last = described("last.pt", keys + ", input-layout: nhwc")) {
            assertThat(last.segmentation().classMaps(PAIR))
                    .isEqualTo(plain.segmentation().classMaps(PAIR));
            assertThat(last.canonicalForm()).contains("segmentation input-layout=nhwc\n");
        }
        assertThrown(FormatException.class, () -> described("last.pt", keys));
    }

    @Test
    void logits_before_an_argmax_are_those_of_the_file_without_it() throws IOException {
        assertThat(classes("u8.onnx", ", output: \"/Resize_output_0\"")).isEqualTo(classes("plain.onnx", ""));
    }

    @Test
    void one_channel_is_two_classes_by_its_threshold_be_it_a_logit_or_a_probability() throws IOException {
        String logit = """
                def forward(self, x):
                    return torch.sum(torch.tanh((torch.avg_pool2d(x, [3, 3], [1, 1], [1, 1]) - 110.0) * 0.02), 1, \
                True) * 4.0
                """;
        TinyNetworks.save(folder, "logit.pt", logit);
        TinyNetworks.save(
                folder,
                "probability.pt",
                logit.replace("return ", "return torch.sigmoid(").stripTrailing() + ")\n");
        TinyNetworks.save(
                folder,
                "squeezed.pt",
                logit.replace("return ", "return torch.squeeze(").stripTrailing() + ", 1)\n");
        String keys = "input: 64x48, rgb: 0..255, classes: sigmoid";
        try (ScriptPair first = described("logit.pt", keys);
                ScriptPair second = described("probability.pt", keys);
                ScriptPair third = described("squeezed.pt", keys)) {
            byte[] classes = first.segmentation().classMaps(PAIR);
            assertThat(classes).contains((byte) 0).contains((byte) 1).hasSize(48 * 64);
            assertThat(second.segmentation().classMaps(PAIR)).isEqualTo(classes);
            assertThat(third.segmentation().classMaps(PAIR)).isEqualTo(classes);
            assertThat(first.canonicalForm()).contains("segmentation threshold=0\n");
            assertThat(second.canonicalForm()).contains("segmentation threshold=0.5\n");
            for (ScriptPair pair : List.of(first, second)) {
                assertThat(SelfTest.run(pair, SyntheticPairs.of(new FrameSize(97, 74), 3, 5), 11, _ -> {})
                                .checks())
                        .allSatisfy(check -> assertThat(check.outcome())
                                .as(check.name() + " " + check.explanation())
                                .isNotEqualTo(Outcome.FAILS));
            }
        }
        assertThat(classes("binary.onnx", ", classes: sigmoid")).hasSize(96 * 128);
    }

    @Test
    void files_that_were_traced_or_saved_on_a_graphics_card_answer_as_on_the_processor() throws IOException {
        float[] traced = logits("cudadev.pt");
        assertThat(logits("cudasave.pt")).isEqualTo(traced);
        float[] half = logits("half.pt");
        float most = 0;
        float largest = 0;
        for (int i = 0; i < half.length; i++) {
            most = Math.max(most, Math.abs(half[i] - traced[i]));
            largest = Math.max(largest, Math.abs(traced[i]));
        }
        assertThat(most).isBetween(0f, 0.01f * largest);
    }

    private float[] logits(String file) throws IOException {
        try (ScriptPair pair = open(file, "")) {
            SegmentationEvaluator network = pair.segmentation();
            return TorchRuntime.scoring(() -> {
                Tensor frame = Tensors.ofFrames(PAIR.size(), List.of(PAIR.second()));
                Tensor answer = network.logits(network.prepare(frame));
                assertThat(Arrays.toString(Tensors.shape(answer))).isEqualTo("[1, 5, 96, 128]");
                return Tensors.floats(answer);
            });
        }
    }

    @Test
    void dropout_that_is_on_is_named() {
        TinyNetworks.save(
                folder,
                "drop.pt",
                "def forward(self, x):\n    return torch.conv2d(torch.dropout(x, 0.5, True), self.w)\n");
        assertThrown(
                FormatException.class,
                () -> described("drop.pt", "input: 64x48, rgb: 0..255"),
                "dropout that is on",
                "call model.eval()");
    }

    @Test
    void a_network_that_magnifies_rounding_is_told_from_one_without_a_gradient() throws IOException {
        TinyNetworks.save(folder, "rounding.pt", """
                def forward(self, x):
                    y = torch.avg_pool2d(x, [3, 3], [1, 1], [1, 1])
                    return torch.conv2d(torch.tanh(torch.sin(y * 1000000.0)), self.w) * 4.0
                """);
        try (ScriptPair pair = described("rounding.pt", "input: 64x48, rgb: 0..255")) {
            var failed =
                    SelfTest.run(pair, SyntheticPairs.of(new FrameSize(97, 74), 3, 5), 11, _ -> {}).checks().stream()
                            .filter(check -> check.outcome() == Outcome.FAILS)
                            .toList();
            assertThat(failed)
                    .anySatisfy(check -> assertThat(check.explanation()).contains("magnifies rounding"));
            assertThat(failed)
                    .noneSatisfy(check -> assertThat(check.explanation()).contains("detached"));
        }
    }
}
