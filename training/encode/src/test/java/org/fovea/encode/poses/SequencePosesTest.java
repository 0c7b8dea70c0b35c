package org.fovea.encode.poses;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.family.CompactFamily;
import org.fovea.codec.family.LatentFamily;
import org.fovea.codec.family.RendererFamily;
import org.fovea.codec.pose.PoseCoder;
import org.fovea.codec.pose.PoseColumn;
import org.fovea.codec.pose.PoseTrack;
import org.fovea.encode.Encoding;
import org.fovea.encode.MovingScene;
import org.fovea.encode.StageContext;
import org.fovea.encode.ToyScripts;
import org.fovea.encode.measure.ArchiveMeasure;
import org.fovea.encode.start.Untrained;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.score.ScoreFormula;
import org.fovea.evaluate.selection.EvaluatorSelection;
import org.fovea.evaluate.truth.GroundTruth;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Poses of a sequence: each frame has one, the segmentation network sees both, and the pose network the step between.
 */
@Tag("slow")
class SequencePosesTest {
    private static final int PAIRS = 6;
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
    void poses_that_were_learnt_are_said_in_fewer_bytes_where_all_networks_together_allow_it() throws Exception {
        try (EvaluatorPair networks = networks()) {
            GroundTruth truth = GroundTruth.compute(MovingScene.clip(PAIRS), networks, 2, done -> {});
            for (Map.Entry<RendererFamily, List<Integer>> family : Map.of(
                            new CompactFamily(), List.of(6, 1, 4, 1, 2, 2, 2),
                            new LatentFamily(), List.of(3, 8, 1, 4, 2, 3, 4, 2, 3, 4, 2))
                    .entrySet()) {
                List<Integer> parameters = family.getKey().ofSequence(family.getValue());
                RendererContent content = Untrained.content(
                                truth, family.getKey().id(), parameters, 5)
                        .withPoses(learnt());
                PoseTrack found = rounded(networks, new Encoding(truth, content), 1);
                assertThat(rounded(networks, new Encoding(truth, content), 2)).isEqualTo(found);
                assertThat(PoseCoder.encode(found)).hasSizeLessThan(PoseCoder.encode(learnt()).length);
                assertThat(points(networks, truth, content.withPoses(found)))
                        .isLessThan(points(networks, truth, content));
            }
        }
    }

    /** Small moves of both frames, in the fine steps of a training. */
    private static PoseTrack learnt() {
        Random random = new Random(4);
        return new PoseTrack(
                PAIRS,
                2 * CompactFamily.POSE,
                IntStream.range(0, 2 * CompactFamily.POSE)
                        .mapToObj(dimension -> new PoseColumn(
                                dimension,
                                1 / 512f,
                                0,
                                random.ints(PAIRS, -100, 100).toArray()))
                        .toList());
    }

    private static PoseTrack rounded(EvaluatorPair networks, Encoding start, int threads) throws Exception {
        StageContext context =
                StageContext.of(MovingScene.clip(PAIRS), networks, ORIGINAL).withThreads(threads);
        return new PosesStage(SMALL).run(start, context).content().poses();
    }

    private static double points(EvaluatorPair networks, GroundTruth truth, RendererContent content)
            throws InterruptedException {
        ArchiveMeasure measure = new ArchiveMeasure(networks, ScoreFormula.of(networks), truth, ORIGINAL, 2);
        int bytes = PoseCoder.encode(content.poses()).length;
        return measure.measure(content, bytes, measure.allPairs(), done -> {})
                .score()
                .total();
    }
}
