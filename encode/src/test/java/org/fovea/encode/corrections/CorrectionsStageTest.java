package org.fovea.encode.corrections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.ClassMaskCodec;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.family.ColourFamily;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.encode.Look;
import org.fovea.encode.Looker;
import org.fovea.encode.MovingScene;
import org.fovea.encode.colours.ColourEncoder;
import org.fovea.encode.measure.ArchiveMeasure;
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

class CorrectionsStageTest {
    private static final int PAIRS = 4;
    private static final long ORIGINAL = 1_000_000;
    private static final CorrectionsSettings SMALL = new CorrectionsSettings(1, 2, 2, 6, false);

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

    /** Of the archive as a file, read back. */
    private static double score(RendererContent content) throws InterruptedException {
        byte[] file = ArchiveFile.zipped(ArchiveFile.encode(content, new ClassMaskCodec(MaskEffort.FAST, null)));
        ArchiveMeasure measure = new ArchiveMeasure(evaluators, start.look(), ORIGINAL, 2);
        return measure.measure(ArchiveFile.open(file).content(), file.length, measure.allPairs(), done -> {})
                .score()
                .total();
    }

    @Test
    void the_score_falls_whatever_the_thread_count_and_however_often_it_is_killed() throws Exception {
        Encoding one = new CorrectionsStage(SMALL).run(start, context(1, Checkpoint.none()));
        assertThat(one.content().tiles().isPresent() || one.content().router().isPresent())
                .isTrue();
        assertThat(score(one.content())).isLessThan(score(start.content()) - 0.02);

        MemoryCheckpoint checkpoint = new MemoryCheckpoint(1);
        Encoding two = null;
        int killed = 0;
        while (two == null) {
            try {
                two = new CorrectionsStage(SMALL).run(start, context(2, checkpoint));
            } catch (MemoryCheckpoint.Killed e) {
                killed++;
                checkpoint.allow(1);
            }
        }
        assertThat(killed).isGreaterThanOrEqualTo(2);
        assertThat(two.content().tiles()).isEqualTo(one.content().tiles());
        assertThat(two.content().router()).isEqualTo(one.content().router());
    }

    @Test
    void an_interruption_stops_it() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> new CorrectionsStage(SMALL).run(start, context(2, Checkpoint.none())))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void settings_out_of_range_are_refused() {
        assertThatThrownBy(() -> new CorrectionsSettings(0, 1, 1, 1, true)).hasMessageContaining("samplePairs 0");
        assertThat(CorrectionsSettings.defaults().tileEdits()).isPositive();
    }
}
