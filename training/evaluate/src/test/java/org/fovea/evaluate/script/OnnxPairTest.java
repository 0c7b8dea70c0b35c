package org.fovea.evaluate.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.fovea.evaluate.onnx.Models.ints;
import static org.fovea.testkit.Thrown.assertThrown;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.codec.io.Sha256;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.SegmentationEvaluator;
import org.fovea.evaluate.Shared;
import org.fovea.evaluate.onnx.Models;
import org.fovea.evaluate.selftest.Check;
import org.fovea.evaluate.selftest.Check.Outcome;
import org.fovea.evaluate.selftest.SelfTest;
import org.fovea.evaluate.selftest.SelfTestReport;
import org.fovea.evaluate.selftest.SyntheticPairs;
import org.fovea.evaluate.torch.Tensors;
import org.fovea.evaluate.torch.TorchRuntime;
import org.fovea.testkit.Resources;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Pairs of networks in ONNX files. */
@Tag("slow")
class OnnxPairTest extends PairFiles {
    private static final FrameSize SIZE = new FrameSize(65, 50);
    private static final String SEGMENTATION = "segmentation: { onnx: seg.onnx, input: 64x48, rgb: 0..255 }\n";
    private static final String POSE = "pose: { onnx: pose.onnx, input: 64x48, rgb: 0..255, output: motion }\n";

    /** Three classes by colour, from a blurred picture; as TinyNetworks.SEGMENTATION. */
    private static Models segmentation() {
        return Models.of(13, -1, 3, 48, 64)
                .node("AveragePool", "x", "blurred", "kernel_shape", ints(3, 3), "pads", ints(1, 1, 1, 1))
                .number("grey", 110)
                .number("contrast", 0.02)
                .node("Sub", "blurred grey", "centred")
                .node("Mul", "centred contrast", "small")
                .node("Tanh", "small", "bounded")
                .floats("colours", 1, -0.5, 0.2, -0.3, 1, -0.6, -0.7, 0.1, 1)
                .longs("shape", 3, 3, 1, 1)
                .node("Reshape", "colours shape", "w")
                .node("Conv", "bounded w", "logits")
                .number("gain", 4)
                .node("Mul", "logits gain", "y");
    }

    /** Four numbers from where and how the second frame is brighter; [N, 2, C, H, W]. */
    private static Models pose() {
        return Models.of(13, 1, 2, 3, 48, 64)
                .number("grey", 0.01)
                .node("Mul", "x grey", "small")
                .node("Tanh", "small", "bounded")
                .node("ReduceMean", "bounded", "bright", "axes", ints(2), "keepdims", 0)
                .node("AveragePool", "bright", "places", "kernel_shape", ints(24, 32), "strides", ints(24, 32))
                .node("Split", "places", "a b", "axis", 1)
                .node("Mul", "a b", "product")
                .node("Sub", "b a", "difference")
                .node("Sum", "difference product a", "sum")
                .node("Flatten", "sum", "flat")
                .number("gain", 10)
                .node("Mul", "flat gain", "motion")
                .node("Neg", "motion", "y");
    }

    private void networks() {
        segmentation().write(folder.resolve("seg.onnx"));
        pose().write(folder.resolve("pose.onnx"));
    }

    @Test
    void a_pair_of_onnx_files_passes_every_check() throws IOException {
        networks();
        try (ScriptPair pair = open(SEGMENTATION + POSE)) {
            assertThat(pair.identity().name()).isEqualTo("seg + pose");
            assertThat(pair.segmentation().classes()).isEqualTo(3);
            assertThat(pair.pose().outputs()).isEqualTo(4);

            SelfTestReport report = SelfTest.run(pair, SyntheticPairs.of(SIZE, 2, 3), 1, _ -> {});

            assertThat(report.checks()).extracting(Check::outcome).containsOnly(Outcome.HOLDS);
            assertThat(report.checks()).extracting(Check::name).contains("pose: batches");
        }
    }

    @Test
    void the_identity_names_the_files_and_the_outputs() throws IOException {
        networks();
        try (ScriptPair pair = open(SEGMENTATION + POSE);
                ScriptPair other = open(SEGMENTATION + POSE.replace("motion", "0"))) {
            assertThat(pair.canonicalForm())
                    .contains(
                            "segmentation onnx=" + Sha256.of(folder.resolve("seg.onnx")) + "\nsegmentation output=y\n")
                    .contains("pose onnx=" + Sha256.of(folder.resolve("pose.onnx")) + "\npose output=motion\n")
                    .doesNotContain("library");
            assertThat(other.identity().hash()).isNotEqualTo(pair.identity().hash());
        }
    }

    /** Scores work, training is refused by name. */
    @Test
    void a_network_without_gradient_can_be_scored_with() throws IOException {
        networks();
        Models.of(13, 1, 3, 48, 64).node("Hardmax", "x", "y", "axis", 1).write(folder.resolve("seg.onnx"));
        try (ScriptPair pair = open(SEGMENTATION + POSE)) {
            FramePair frames = SyntheticPairs.of(SIZE, 1, 3).getFirst();
            assertThat(pair.answer(frames).classes()).hasSize(64 * 48);
            assertThat(pair.segmentation().withoutGradient()).isPresent();
            assertThat(pair.pose().withoutGradient()).isEmpty();
            assertThat(pair.canonicalForm()).contains("segmentation library=ONNX Runtime 1.");

            SelfTestReport report = SelfTest.run(pair, List.of(frames), 1, _ -> {});

            assertThat(report.checks().stream()
                            .filter(check -> check.outcome() == Outcome.FAILS)
                            .map(Check::explanation))
                    .singleElement()
                    .asString()
                    .contains(
                            "there is no gradient through it: node 0 /y/Hardmax (Hardmax): this operator is not known");
        }
    }

    @Test
    void other_input_than_described_is_refused_with_what_to_write() {
        networks();
        assertThrown(
                FormatException.class,
                () -> open(SEGMENTATION.replace("64x48", "128x96") + POSE),
                "it takes x [?, 3, 48, 64], the description gives [1, 3, 96, 128]; write input: 64x48");
        assertThatThrownBy(() -> open(SEGMENTATION + POSE.replace("rgb", "layout: channels, rgb")))
                .hasMessageContaining("it takes x [1, 2, 3, 48, 64], the description gives [1, 6, 48, 64]");
    }

    private static Tensor gradient(SegmentationEvaluator network, Tensor prepared) {
        Tensor x = prepared.detach().clone().set_requires_grad(true);
        // The logarithm of each pixel's largest probability: reaches every logit.
        network.logits(x).log_softmax(1).amax(new long[] {1}, false).sum().backward();
        return x.grad();
    }

    private static double relative(Tensor found, Tensor expected) {
        return found.sub(expected).abs().max().item_double()
                / expected.abs().max().item_double();
    }

    /** The same network in both formats, on a real frame. */
    @Test
    void roadseg_is_the_same_in_both_formats() throws IOException {
        Path onnx = Shared.file("evaluators/roadseg.onnx").toAbsolutePath();
        Path script = Shared.file("evaluators/roadseg.pt").toAbsolutePath();
        String pose = "pose: { torchscript: %s, input: native, rgb: 0..255 }\n"
                .formatted(Shared.file("evaluators/egomotion.pt").toAbsolutePath());
        FramePair frames = Shared.pairs("data/footage/solidWhiteRight.mp4", 1).getFirst();
        try (ScriptPair one = open("segmentation: { onnx: %s, input: 512x384, rgb: 0..255 }\n".formatted(onnx) + pose);
                ScriptPair other = open(
                        "segmentation: { torchscript: %s, input: 512x384, rgb: 0..255 }\n".formatted(script) + pose)) {
            assertThat(one.segmentation().withoutGradient()).isEmpty();
            assertThat(one.segmentation()
                            .differing(
                                    one.segmentation().classMaps(frames),
                                    other.segmentation().classMaps(frames)))
                    .isLessThan(10);
            TorchRuntime.inNewThread(1, () -> {
                try (PointerScope scope = new PointerScope()) {
                    Tensor prepared =
                            one.segmentation().prepare(Tensors.ofFrames(frames.size(), List.of(frames.second())));
                    try (NoGradGuard guard = new NoGradGuard()) {
                        Tensor logits = one.segmentation().logits(prepared);
                        assertThat(relative(logits, other.segmentation().logits(prepared)))
                                .isLessThan(1e-4);
                    }
                    assertThat(relative(
                                    gradient(one.segmentation(), prepared), gradient(other.segmentation(), prepared)))
                            .isLessThan(1e-3);
                }
                return null;
            });
        }
    }

    /**
     * A twin of egomotion.pt that solves its equations step by step. They are badly conditioned: rounding moves an
     * answer by thousandths of it, differently from run to run.
     */
    @Test
    void egomotion_is_the_same_in_both_formats() throws IOException {
        Files.write(folder.resolve("egomotion.onnx"), Resources.bytes(OnnxPairTest.class, "/onnx/egomotion.onnx"));
        segmentation().write(folder.resolve("seg.onnx"));
        Path script = Shared.file("evaluators/egomotion.pt").toAbsolutePath();
        FramePair frames = Shared.pairs("data/footage/solidWhiteRight.mp4", 1).getFirst();
        try (ScriptPair one = open(SEGMENTATION + "pose: { onnx: egomotion.onnx, input: native, rgb: 0..255 }\n");
                ScriptPair other = open(
                        SEGMENTATION + "pose: { torchscript: %s, input: native, rgb: 0..255 }\n".formatted(script))) {
            float[] found = one.pose().pose(frames);
            float[] expected = other.pose().pose(frames);
            assertThat(found).hasSize(6);
            for (int i = 0; i < 6; i++) {
                assertThat((double) found[i]).isCloseTo(expected[i], within(5e-3));
            }
        }
    }
}
