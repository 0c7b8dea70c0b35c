package org.fovea.evaluate.selftest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.EvaluatorIdentity;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.PoseEvaluator;
import org.fovea.evaluate.SegmentationEvaluator;
import org.fovea.evaluate.script.ScriptPair;
import org.fovea.evaluate.script.TinyNetworks;
import org.fovea.evaluate.selection.EvaluatorFile;
import org.fovea.evaluate.selftest.Check.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelfTestTest {
    private static final List<FramePair> SAMPLES = SyntheticPairs.of(new FrameSize(97, 74), 3, 5);

    @TempDir
    private Path folder;

    private static SelfTestReport run(EvaluatorPair pair) {
        return SelfTest.run(pair, SAMPLES, 11, _ -> {});
    }

    /** A pair whose networks are given as source, the pose network stacked RGB at native size. */
    private ScriptPair pair(String segmentation, String pose) throws IOException {
        TinyNetworks.save(folder, "seg.pt", segmentation);
        TinyNetworks.save(folder, "pose.pt", pose);
        return open("rgb: 0..255");
    }

    private ScriptPair open(String poseColour) throws IOException {
        Path yaml = folder.resolve("tiny.yaml");
        Files.writeString(
                yaml,
                "segmentation: { torchscript: seg.pt, input: 64x48, rgb: 0..255 }\n"
                        + "pose: { torchscript: pose.pt, input: native, " + poseColour + " }\n");
        return ScriptPair.open(EvaluatorFile.read(yaml));
    }

    private Check failing(SelfTestReport report, String name) {
        assertThat(report.holds()).isFalse();
        Check check = check(report, name).orElseThrow(() -> new AssertionError(name + " is not in " + report.checks()));
        assertThat(check.outcome()).as("%s", report.checks()).isEqualTo(Outcome.FAILS);
        return check;
    }

    @Test
    void right_networks_pass_every_check() throws IOException {
        try (ScriptPair pair = pair(TinyNetworks.SEGMENTATION, TinyNetworks.POSE)) {
            SelfTestReport report = run(pair);

            assertThat(report.checks()).allSatisfy(check -> {
                assertThat(check.outcome()).as("%s", check).isEqualTo(Outcome.HOLDS);
                assertThat(check.explanation()).isEmpty();
            });
            assertThat(report.checks().stream().map(Check::name))
                    .contains(
                            "segmentation: output shape",
                            "pose: output shape",
                            "answers are finite",
                            "answers repeat",
                            "answers do not depend on threads",
                            "segmentation: batches",
                            "pose: batches",
                            "segmentation: classes",
                            "pose: range",
                            "segmentation: gradient exists",
                            "segmentation: gradient along itself",
                            "segmentation: gradient in brightness of the second frame",
                            "segmentation: gradient in colour of the second frame",
                            "pose: gradient exists",
                            "pose: gradient is finite",
                            "pose: gradient is not zero",
                            "pose: gradient along itself",
                            "pose: gradient in brightness of the first frame",
                            "pose: gradient in colour of the second frame");
            assertThat(check(report, "pose: gradient along itself")
                            .orElseThrow()
                            .figures()
                            .get("relativeError"))
                    .isLessThan(0.01);
        }
    }

    /** The fault of the published code: colour planes of the pose network computed without gradients. */
    @Test
    void colour_planes_without_gradients_are_named() throws IOException {
        TinyNetworks.segmentation(folder);
        TinyNetworks.save(folder, "pose.pt", TinyNetworks.CHANNELS_POSE);
        try (ScriptPair pair = open("yuv6: 0..255, layout: channels")) {
            assertThat(run(pair).holds()).isTrue();
            EvaluatorPair faulty = new Altered(pair, new AlteredPose(pair.pose()) {
                @Override
                public Tensor prepare(Tensor first, Tensor second) {
                    try (NoGradGuard guard = new NoGradGuard()) {
                        return super.prepare(first, second);
                    }
                }
            });

            Check check = failing(run(faulty), "pose: gradient exists");

            assertThat(check.explanation())
                    .isEqualTo("pose: pixels change the answer but no gradient reaches them: the colour conversion or "
                            + "a later step is detached");
            assertThat(check.measured()).isEqualTo("none, lost before the network");
            assertThat(check(run(faulty), "segmentation: gradient exists")
                            .orElseThrow()
                            .outcome())
                    .isEqualTo(Outcome.HOLDS);
        }
    }

    /** What is replaced in the networks' source, by what, the check that fails, and what it says. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            x[:,        | x.detach()[:,            | pose: gradient exists                | no gradient reaches them
            x[:, 0]     | x.detach()[:, 0]         | pose: gradient is not zero           | pixels of the first frame
            conv2d(     | conv2d(torch.round(y * 0.1) + 0.0 * | segmentation: gradient is not zero | zero everywhere
            # Luma passes its gradient on, differences of colours do not.
            y =         | m = torch.mean(x, 1, True); x = m + (x - m).detach(); y = | segmentation: gradient in colour \
            of the second frame | misses what colour of the second frame does
            # The value is 0, its gradient 0 · ∞.
            a =         | x = x + torch.sqrt(torch.mean(x * 0.0)); a = | pose: gradient is finite | not a finite number
            * 10.0      | * 1e30 * 1e30            | answers are finite                   | pose: output 0
            * 4.0       | * 4.0 + torch.rand_like(x) * 3.0 | answers repeat                | segmentation: two calls
            * 10.0      | * 10.0 + torch.mean(x[0, 0]) | pose: batches                     | what else is in the batch
            * 10.0      | * 0.0                    | pose: gradient is not zero          | does not depend on the pixels
            """)
    void a_fault_is_named(String was, String is, String name, String explanation) throws IOException {
        String source = is.replace("; ", "\n    ");
        try (ScriptPair pair =
                pair(TinyNetworks.SEGMENTATION.replace(was, source), TinyNetworks.POSE.replace(was, source))) {
            assertThat(failing(run(pair), name).explanation()).contains(explanation);
        }
    }

    @Test
    void a_wrong_scale_is_named_with_its_factor() throws IOException {
        // The value of x, with twice its gradient.
        String twice = TinyNetworks.POSE.replace("    a =", "    x = x * 2.0 - x.detach()\n    a =");
        try (ScriptPair pair = pair(TinyNetworks.SEGMENTATION, twice)) {
            Check check = failing(run(pair), "pose: gradient along itself");

            assertThat(check.explanation()).startsWith("pose: the gradient has the wrong scale, it is ");
            assertThat(check.figures().get("ratio")).isCloseTo(0.5, within(0.005));
        }
    }

    @Test
    void an_answer_that_depends_on_threads_is_named() throws IOException {
        try (ScriptPair pair = pair(TinyNetworks.SEGMENTATION, TinyNetworks.POSE)) {
            Thread main = Thread.currentThread();
            PoseEvaluator shaky = new AlteredPose(pair.pose()) {
                @Override
                public float[] pose(FramePair frames) {
                    float[] answer = super.pose(frames);
                    answer[1] += Thread.currentThread() == main ? 0 : 1e-6f;
                    return answer;
                }
            };

            Check check = failing(run(new Altered(pair, shaky)), "answers do not depend on threads");

            assertThat(check.explanation()).isEqualTo("pose: answers change with the number of threads");
        }
    }

    @Test
    void a_shape_that_was_not_promised_ends_the_test() throws IOException {
        try (ScriptPair pair = pair(TinyNetworks.SEGMENTATION, TinyNetworks.POSE)) {
            PoseEvaluator short1 = new AlteredPose(pair.pose()) {
                @Override
                public Tensor pose(Tensor prepared) {
                    return super.pose(prepared).narrow(1, 0, 3);
                }
            };

            SelfTestReport report = run(new Altered(pair, short1));

            assertThat(failing(report, "pose: output shape").measured()).isEqualTo("[1, 3]");
            assertThat(report.checks()).hasSize(2);
        }
    }

    @Test
    void constant_answers_raise_doubts() throws IOException {
        String oneClass = TinyNetworks.SEGMENTATION.replace(
                "* 4.0",
                "* torch.tensor([1.0, 0.0, 0.0]).reshape([1, 3, 1, 1]) + torch.tensor([9.0, 0.0, 0.0]).reshape([1, "
                        + "3, 1, 1])");
        String constant = TinyNetworks.POSE.replace("* 10.0", "* torch.tensor([1.0, 1.0, 1.0, 0.0])");
        try (ScriptPair pair = pair(oneClass, constant)) {
            SelfTestReport report = run(pair);

            assertThat(check(report, "segmentation: classes").orElseThrow().outcome())
                    .isEqualTo(Outcome.DOUBTFUL);
            assertThat(check(report, "pose: range").orElseThrow().explanation())
                    .startsWith("pose: 1 of 4 outputs are the same");
            assertThat(report.holds()).as("%s", report.checks()).isTrue();
        }
    }

    @Test
    void the_same_seed_gives_the_same_figures_and_groups_of_checks_are_announced() throws IOException {
        AtomicInteger groups = new AtomicInteger();
        try (ScriptPair pair = pair(TinyNetworks.SEGMENTATION, TinyNetworks.POSE)) {
            SelfTestReport again = SelfTest.run(pair, SAMPLES, 11, _ -> groups.incrementAndGet());
            assertThat(again.checks()).isEqualTo(run(pair).checks());
        }
        assertThat(groups).hasValue(3);
    }

    /** A pair with another pose network. */
    private record Altered(EvaluatorPair pair, PoseEvaluator pose) implements EvaluatorPair {
        @Override
        public EvaluatorIdentity identity() {
            return pair.identity();
        }

        @Override
        public SegmentationEvaluator segmentation() {
            return pair.segmentation();
        }

        @Override
        public void close() {}
    }

    private static class AlteredPose implements PoseEvaluator {
        private final PoseEvaluator whole;

        AlteredPose(PoseEvaluator whole) {
            this.whole = whole;
        }

        @Override
        public int outputs() {
            return whole.outputs();
        }

        @Override
        public int counted() {
            return whole.counted();
        }

        @Override
        public Tensor prepare(Tensor first, Tensor second) {
            return whole.prepare(first, second);
        }

        @Override
        public Tensor pose(Tensor prepared) {
            return whole.pose(prepared);
        }

        @Override
        public float[] pose(FramePair pair) {
            return whole.pose(pair);
        }
    }

    private static Optional<Check> check(SelfTestReport report, String name) {
        return report.checks().stream()
                .filter(check -> check.name().equals(name))
                .findFirst();
    }
}
