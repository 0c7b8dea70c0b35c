package org.fovea.encode.poses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.family.ColourFamily;
import org.fovea.codec.pose.PoseCoder;
import org.fovea.codec.pose.PoseTrack;
import org.fovea.encode.Look;
import org.fovea.encode.Looker;
import org.fovea.encode.MovingScene;
import org.fovea.encode.colours.ColourEncoder;
import org.fovea.encode.measure.ArchiveMeasure;
import org.fovea.encode.measure.Measurement;
import org.fovea.encode.pipeline.Checkpoint;
import org.fovea.encode.pipeline.EncodeLog;
import org.fovea.encode.pipeline.Encoding;
import org.fovea.encode.pipeline.MemoryCheckpoint;
import org.fovea.encode.pipeline.StageContext;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.bundled.BundledEvaluators;
import org.fovea.evaluate.score.ScoreFormula;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PosesStageTest {
    private static final int PAIRS = 9;
    private static final long ORIGINAL = 100_000;
    private static final PosesSettings SMALL = new PosesSettings(10, 2, 1, 3);

    private static EvaluatorPair evaluators;
    private static Encoding start;

    @BeforeAll
    static void encode() throws Exception {
        evaluators = BundledEvaluators.load();
        RendererContent content = new ColourEncoder(
                        evaluators, List.of(new ColourFamily.Grid(3, 4)), ScoreFormula.COMMA.segmentation(), ScoreFormula.COMMA.pointsPerByte(ORIGINAL), 2, (stage, done, all) -> {})
                .encode(MovingScene.clip(PAIRS));
        Look look = Looker.look(MovingScene.clip(PAIRS), evaluators, 2, (pair, answer) -> {});
        start = new Encoding(look, content);
    }

    @AfterAll
    static void close() {
        evaluators.close();
    }

    private static StageContext context(int threads, Checkpoint checkpoint) {
        return new StageContext(
                MovingScene.clip(PAIRS),
                evaluators,
                ORIGINAL,
                threads,
                1,
                checkpoint,
                EncodeLog.none(),
                (stage, done, all) -> {});
    }

    private static double score(RendererContent content) throws InterruptedException {
        ArchiveMeasure measure = new ArchiveMeasure(evaluators, start.look(), ORIGINAL, 2);
        Measurement costs =
                measure.measure(content, PoseCoder.encode(content.poses()).length, measure.allPairs(), done -> {});
        return costs.score().total();
    }

    private static Encoding withoutPoses() {
        RendererContent content = start.content();
        return start.with(new RendererContent(
                content.header(),
                content.masks(),
                content.weights(),
                new PoseTrack(PAIRS, ColourFamily.POSE, List.of()),
                content.tiles(),
                content.router()));
    }

    @Test
    void the_score_falls_whatever_the_thread_count_and_however_often_it_is_killed() throws Exception {
        Encoding blank = withoutPoses();
        Encoding one = new PosesStage(SMALL).run(blank, context(1, Checkpoint.none()));
        double before = score(blank.content());
        double after = score(one.content());
        assertThat(after).isLessThan(before - 0.05);
        assertThat(after).isLessThan(score(start.content()) + 0.05);

        MemoryCheckpoint checkpoint = new MemoryCheckpoint(1);
        Encoding two = null;
        int killed = 0;
        while (two == null) {
            try {
                two = new PosesStage(SMALL).run(blank, context(2, checkpoint));
            } catch (MemoryCheckpoint.Killed e) {
                killed++;
                checkpoint.allow(1);
            }
        }
        assertThat(killed).isGreaterThanOrEqualTo(4);
        assertThat(two.content().poses()).isEqualTo(one.content().poses());
    }

    @Test
    void an_interruption_stops_it() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> new PosesStage(SMALL).run(start, context(2, Checkpoint.none())))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void settings_out_of_range_are_refused() {
        assertThatThrownBy(() -> new PosesSettings(1, 0, 1, 1)).hasMessageContaining("rounds 0");
        assertThat(PosesSettings.defaults().candidates()).isPositive();
    }
}
