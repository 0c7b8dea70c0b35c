package org.fovea.encode.poses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.family.CompactFamily;
import org.fovea.codec.family.LatentFamily;
import org.fovea.codec.family.RendererFamily;
import org.fovea.codec.pose.PoseTrack;
import org.fovea.encode.Checkpoint;
import org.fovea.encode.Deadline;
import org.fovea.encode.EncodeLog;
import org.fovea.encode.Encoding;
import org.fovea.encode.MovingScene;
import org.fovea.encode.StageContext;
import org.fovea.encode.ToyScripts;
import org.fovea.encode.measure.ArchiveMeasure;
import org.fovea.encode.start.Untrained;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.score.ScoreFormula;
import org.fovea.evaluate.selection.EvaluatorSelection;
import org.fovea.evaluate.torch.Device;
import org.fovea.evaluate.truth.GroundTruth;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Poses of a sequence: each frame has one, and the second frame's counts in the step to the next pair, too. */
@Tag("slow")
class SequencePosesTest {
    /** More than one run of pairs that are searched side by side. */
    private static final int PAIRS = PoseTask.RUN + 2;

    private static final long ORIGINAL = 100_000;
    private static final PosesSettings SMALL = new PosesSettings(10, 1, 1, 1, 0);

    @TempDir
    private Path folder;

    private EvaluatorPair networks() throws Exception {
        ToyScripts.saveSequence(folder);
        Path file = folder.resolve("sequence.yaml");
        Files.writeString(file, ToyScripts.SEQUENCE);
        return EvaluatorSelection.open(file.toString());
    }

    @Test
    void both_motions_are_fitted_and_what_is_said_of_them_is_what_the_networks_see() throws Exception {
        try (EvaluatorPair networks = networks()) {
            GroundTruth truth = GroundTruth.compute(MovingScene.clip(PAIRS), networks, 2, done -> {});
            for (Map.Entry<RendererFamily, List<Integer>> family : Map.of(
                            new CompactFamily(), List.of(6, 1, 4, 1, 2, 2, 2),
                            new LatentFamily(), List.of(3, 8, 1, 4, 2, 3, 4, 2, 3, 4, 2))
                    .entrySet()) {
                List<Integer> parameters = family.getKey().ofSequence(family.getValue());
                RendererContent content =
                        Untrained.content(truth, family.getKey().id(), parameters, 5);
                assertThat(content.header().poseDimensions()).isEqualTo(24);
                Encoding start = new Encoding(truth, content);
                AtomicReference<Double> said = new AtomicReference<>();
                PoseTrack found = fitted(networks, start, 1, said);
                assertThat(fitted(networks, start, 2, said)).isEqualTo(found);
                double after = term(networks, truth, content.withPoses(found));
                assertThat(said.get()).isCloseTo(after, within(1e-9));
                assertThat(after).isLessThan(0.7 * term(networks, truth, content));
            }
        }
    }

    private static PoseTrack fitted(EvaluatorPair networks, Encoding start, int threads, AtomicReference<Double> said)
            throws Exception {
        EncodeLog log = new EncodeLog() {
            @Override
            public void line(String text) {}

            @Override
            public void metrics(String stage, long step, Map<String, Double> values) {
                said.set(values.get("pose"));
            }
        };
        StageContext context = new StageContext(
                MovingScene.clip(PAIRS),
                networks,
                ScoreFormula.of(networks),
                ORIGINAL,
                threads,
                1,
                Checkpoint.none(),
                log,
                (stage, done, all) -> {},
                Deadline.none(),
                Device.CPU);
        return new PosesStage(SMALL).run(start, context).content().poses();
    }

    private static double term(EvaluatorPair networks, GroundTruth truth, RendererContent content)
            throws InterruptedException {
        ArchiveMeasure measure = new ArchiveMeasure(networks, ScoreFormula.of(networks), truth, ORIGINAL, 2);
        return measure.measure(content, 0, measure.allPairs(), done -> {})
                .score()
                .pose();
    }
}
