package org.fovea.encode.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.Pointer;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.family.CompactFamily;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.encode.EncodeLog;
import org.fovea.encode.Encoding;
import org.fovea.encode.StageContext;
import org.fovea.encode.TestRuns;
import org.fovea.encode.start.Untrained;
import org.fovea.evaluate.ClipPart;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FrameOpener;
import org.fovea.evaluate.official.OfficialEvaluators;
import org.fovea.evaluate.score.ScoreFormula;
import org.fovea.evaluate.torch.TorchRuntime;
import org.fovea.evaluate.truth.GroundTruth;
import org.fovea.testkit.SharedFiles;
import org.fovea.video.clip.Clip;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The challenge's networks at full size, with pseudo-random weights, in front of a small renderer on real footage. */
@Tag("slow")
class OfficialTrainingTest {
    private static final int PAIRS = 2;

    /** Of the whole process; 2.4 GB were measured. */
    private static final long MAX_MEMORY = 4L << 30;

    private static double length(Gradient gradient) {
        double sum = 0;
        for (float[] values : gradient.values()) {
            for (float value : values) {
                assertThat(value).isFinite();
                sum += (double) value * value;
            }
        }
        return Math.sqrt(sum);
    }

    @Test
    void three_steps_on_two_pairs_with_gradients_from_both_networks() throws Exception {
        Clip clip = Clip.open(SharedFiles.file("data/footage/comma_head32.mkv"));
        FrameOpener opener = new ClipPart(clip::frames, 0, PAIRS);
        try (EvaluatorPair evaluators = OfficialEvaluators.pseudoRandom()) {
            GroundTruth truth = GroundTruth.compute(opener, evaluators, 1, done -> {});
            Encoding before =
                    new Encoding(truth, Untrained.content(truth, CompactFamily.ID, List.of(8, 1, 4, 2, 6, 8, 2), 5));
            assertThat(before.truth().masks().shape().height()).isEqualTo(384);
            assertThat(before.truth().masks().shape().width()).isEqualTo(512);
            List<Long> memory = new ArrayList<>();
            StageContext context = StageContext.of(opener, evaluators, 1_000_000)
                    .toldTo(EncodeLog.none(), (stage, done, of) -> memory.add(Pointer.physicalBytes()));
            TrainSettings settings = TestRuns.learning(0, 3)
                    .learningRate(1e-3)
                    .averaging(0.5)
                    .hardPairs(0)
                    .learnPoses(true)
                    .build();
            float[][] trained = RendererTraining.of(before, settings, WeightTraining.View.EXACT, context)
                    .run("train")
                    .weights();
            assertThat(memory).hasSize(3);
            assertThat(memory.getLast()).isLessThan(MAX_MEMORY);
            assertThat(memory.getLast() - memory.getFirst())
                    .as("growth from the first step to the third")
                    .isLessThan(512L << 20);
            List<QuantisedTensor> start = before.content().weights().tensors();
            for (int i = 0; i < trained.length; i++) {
                assertThat(trained[i])
                        .as(start.get(i).name())
                        .isNotEqualTo(start.get(i).dequantise());
                for (float weight : trained[i]) {
                    assertThat(weight).isFinite();
                }
            }
            gradientsComeFromBothNetworks(before, evaluators, trained);
        }
    }

    /** Where the pose does not count, the gradient is that of the segmentation network alone. */
    private static void gradientsComeFromBothNetworks(Encoding encoding, EvaluatorPair evaluators, float[][] weights) {
        ArchiveHeader header = encoding.content().header();
        Objective objective = new Objective(
                TrainableRenderer.of(header, true).orElseThrow(),
                new NetworkLoss(evaluators, ScoreFormula.COMMA),
                encoding.truth().size());
        TrainingPair pair = new TrainingPair(
                encoding.truth().masks().frame(1),
                encoding.truth().answer(1),
                encoding.content().poses().pose(1));
        Objective.Drawn drawn = new Objective.Drawn(pair, pair.pose(), Optional.empty());
        Gradient segmentation = TorchRuntime.inNewThread(
                1,
                () -> objective.taskLoss(
                        weights,
                        List.of(drawn),
                        false,
                        new NetworkLoss.Sharpness(0.4, 1, Exactness.EXACT, false),
                        Double.POSITIVE_INFINITY));
        Gradient both = TorchRuntime.inNewThread(
                1,
                () -> objective.taskLoss(
                        weights, List.of(drawn), false, new NetworkLoss.Sharpness(0.4, 1, Exactness.EXACT, false), 1));
        assertThat(segmentation.lost().getFirst().segmentation()).isBetween(0.01, 1.0);
        assertThat(both.lost().getFirst().pose()).isPositive();
        assertThat(length(segmentation)).isGreaterThan(0.01);
        assertThat(length(both)).isGreaterThan(0.01);
        assertThat(both.values()).isNotEqualTo(segmentation.values());
    }
}
