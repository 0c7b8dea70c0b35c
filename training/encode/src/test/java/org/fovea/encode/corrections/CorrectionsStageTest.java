package org.fovea.encode.corrections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fovea.testkit.Thrown.assertThrown;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.pytorch.Tensor;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.ClassMaskCodec;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.encode.Checkpoint;
import org.fovea.encode.Encoding;
import org.fovea.encode.MemoryCheckpoint;
import org.fovea.encode.MovingScene;
import org.fovea.encode.NotedLog;
import org.fovea.encode.StageContext;
import org.fovea.encode.measure.ArchiveMeasure;
import org.fovea.encode.poses.PosesSettings;
import org.fovea.encode.profile.Profile;
import org.fovea.evaluate.EvaluatorIdentity;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.PoseEvaluator;
import org.fovea.evaluate.SegmentationEvaluator;
import org.fovea.evaluate.bundled.BundledEvaluators;
import org.fovea.evaluate.score.ScoreFormula;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class CorrectionsStageTest {
    private static final int PAIRS = 4;
    private static final long ORIGINAL = 1_000_000;
    private static final CorrectionsSettings SMALL = new CorrectionsSettings(1, 2, 2, 6, false);

    private static EvaluatorPair evaluators;
    private static Encoding start;

    @BeforeAll
    static void encode() throws Exception {
        evaluators = BundledEvaluators.load();
        start = MovingScene.encoded(evaluators, PAIRS, ORIGINAL);
    }

    @AfterAll
    static void close() {
        evaluators.close();
    }

    private static StageContext context(int threads, Checkpoint checkpoint) {
        return StageContext.of(MovingScene.clip(PAIRS), evaluators, ORIGINAL)
                .withThreads(threads)
                .withCheckpoint(checkpoint);
    }

    /** Of the archive as a file, read back. */
    private static double score(RendererContent content) throws InterruptedException {
        byte[] file = ArchiveFile.zipped(ArchiveFile.encode(content, new ClassMaskCodec(MaskEffort.FAST, null)));
        ArchiveMeasure measure =
                new ArchiveMeasure(evaluators, ScoreFormula.of(evaluators), start.truth(), ORIGINAL, 2);
        return measure.measure(ArchiveFile.open(file).content(), file.length, measure.allPairs(), done -> {})
                .score()
                .total();
    }

    @Test
    void the_score_falls_whatever_the_thread_count_and_however_often_it_is_killed() throws Exception {
        Encoding one = new CorrectionsStage(SMALL, PosesSettings.defaults()).run(start, context(1, Checkpoint.none()));
        assertThat(one.content().tiles().isPresent() || one.content().router().isPresent())
                .isTrue();
        assertThat(score(one.content())).isLessThan(score(start.content()) - 0.02);

        Encoding two = MemoryCheckpoint.killedAfterEachSave(
                2,
                checkpoint -> new CorrectionsStage(SMALL, PosesSettings.defaults()).run(start, context(2, checkpoint)));
        assertThat(two.content().tiles()).isEqualTo(one.content().tiles());
        assertThat(two.content().router()).isEqualTo(one.content().router());
    }

    /** Counts the frames that the pose network is shown. */
    private record CountingPose(PoseEvaluator network, AtomicInteger shown) implements PoseEvaluator {
        @Override
        public int outputs() {
            return network.outputs();
        }

        @Override
        public int counted() {
            return network.counted();
        }

        @Override
        public Tensor prepare(Tensor first, Tensor second) {
            return network.prepare(first, second);
        }

        @Override
        public Tensor pose(Tensor prepared) {
            return network.pose(prepared);
        }

        @Override
        public float[] pose(FramePair pair) {
            shown.incrementAndGet();
            return network.pose(pair);
        }
    }

    private static EvaluatorPair counting(AtomicInteger shown) {
        return new EvaluatorPair() {
            @Override
            public EvaluatorIdentity identity() {
                return evaluators.identity();
            }

            @Override
            public SegmentationEvaluator segmentation() {
                return evaluators.segmentation();
            }

            @Override
            public PoseEvaluator pose() {
                return new CountingPose(evaluators.pose(), shown);
            }

            @Override
            public void close() {}
        };
    }

    /** How often the pose network is asked by the last stage of a profile with these stages. */
    private static int asked(String stages, Encoding given) throws Exception {
        String yaml = "renderer: {family: colours, rows: 1, columns: 1}\nstages: [" + stages + "]\n";
        Profile profile = Profile.parse(yaml.getBytes(StandardCharsets.UTF_8), List.of());
        AtomicInteger shown = new AtomicInteger();
        NotedLog log = new NotedLog();
        StageContext context = StageContext.of(MovingScene.clip(PAIRS), counting(shown), ORIGINAL)
                .toldTo(log, (stage, done, all) -> {});
        profile.stages().getLast().stage().run(given, context);
        assertThat(log.lines)
                .anyMatch(line -> line.startsWith("poses: ")); // something was found, and poses were fitted to it
        return shown.get();
    }

    @Test
    void poses_are_fitted_anew_as_the_profile_says() throws Exception {
        String corrections = "{corrections: {samplePairs: 1, tileEdits: 2, frameEdits: 2}}";
        int usual = asked(corrections, start);
        String few = "{poses: {trials: 0, rounds: 1, stepRounds: 0, candidates: 1}}, ";
        assertThat(asked(few + corrections, start)).isLessThan(usual / 2);
    }

    @Test
    void an_interruption_stops_it() {
        Thread.currentThread().interrupt();
        assertThrown(
                InterruptedException.class,
                () -> new CorrectionsStage(SMALL, PosesSettings.defaults()).run(start, context(2, Checkpoint.none())));
    }

    @Test
    void settings_out_of_range_are_refused() {
        assertThatThrownBy(() -> new CorrectionsSettings(0, 1, 1, 1, true)).hasMessageContaining("samplePairs 0");
        assertThat(CorrectionsSettings.defaults().tileEdits()).isPositive();
    }
}
