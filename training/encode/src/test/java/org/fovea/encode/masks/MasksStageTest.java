package org.fovea.encode.masks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.fovea.testkit.Thrown.assertThrown;

import java.util.List;
import org.fovea.codec.FrameSize;
import org.fovea.codec.family.ColourFamily;
import org.fovea.codec.io.ProgressListener;
import org.fovea.codec.mask.MaskEffort;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.encode.ArchiveBytes;
import org.fovea.encode.Checkpoint;
import org.fovea.encode.EncodeLog;
import org.fovea.encode.Encoding;
import org.fovea.encode.MemoryCheckpoint;
import org.fovea.encode.NotedLog;
import org.fovea.encode.StageContext;
import org.fovea.encode.TestRuns;
import org.fovea.encode.measure.Measurement;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FrameOpener;
import org.fovea.evaluate.ScoreTerm;
import org.fovea.evaluate.bundled.BundledEvaluators;
import org.fovea.evaluate.score.ScoreFormula;
import org.fovea.samples.drive.DriveSettings;
import org.fovea.samples.drive.SyntheticDrive;
import org.fovea.samples.drive.TimeOfDay;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A short synthetic drive, drawn in flat colours, seen by the bundled networks. */
@Tag("slow")
class MasksStageTest {
    private static final int PAIRS = 4;
    private static final long ORIGINAL_BYTES = 40_000;
    private static final FrameOpener DRIVE =
            () -> new SyntheticDrive(new DriveSettings(new FrameSize(256, 192), 2 * PAIRS, 7, TimeOfDay.DAY));
    private static final MasksSettings ROUNDS = new MasksSettings(0, List.of(1.0, 2.0), true, MaskEffort.FAST);

    private static EvaluatorPair networks;
    private static Encoding encoding;

    @BeforeAll
    static void encode() throws Exception {
        networks = BundledEvaluators.load();
        encoding = TestRuns.flat(DRIVE, networks, new ColourFamily.Grid(6, 8), ORIGINAL_BYTES);
    }

    @AfterAll
    static void close() {
        networks.close();
    }

    private static StageContext context(int threads, Checkpoint checkpoint, EncodeLog log) {
        return StageContext.of(DRIVE, networks, ORIGINAL_BYTES)
                .withThreads(threads)
                .withCheckpoint(checkpoint)
                .toldTo(log, (_, _, _) -> {});
    }

    private static byte[] masks(Encoding encoding) {
        return MaskTensor.of(encoding.content().masks()).classIds();
    }

    private static Measurement measure(Encoding encoding) throws InterruptedException {
        long bytes = ArchiveBytes.of(encoding.content(), MaskEffort.FAST, ProgressListener.NONE).length;
        return TestRuns.measured(networks, encoding, ORIGINAL_BYTES, bytes);
    }

    @Test
    void rounds_lower_the_score_and_the_bytes_and_say_so() throws Exception {
        NotedLog log = new NotedLog();
        Encoding after = new MasksStage(ROUNDS).run(encoding, context(2, Checkpoint.none(), log));
        Measurement from = measure(encoding);
        Measurement to = measure(after);
        assertThat(to.score().total())
                .isLessThan(from.score().total() - 0.02 * from.score().rate());
        assertThat(to.bytes()).isLessThan(from.bytes());
        assertThat(log.rows).hasSize(3);
        assertThat(log.lines).hasSize(3);
        // The stage's own account is that of the whole archive but for the bytes of the other sections.
        assertThat(log.rows.getLast().get("segmentation")).isEqualTo(to.score().segmentation(), within(1e-9));
        assertThat(log.rows.getFirst().get("total") - log.rows.getLast().get("total"))
                .isEqualTo(from.score().minus(to.score()).total(), within(1e-9));
        assertThat(log.rows.get(1).get("kept")).isBetween(1.0, log.rows.get(1).get("tried"));
    }

    /** Three formulas, one stage: the dearer a byte, the fewer bytes and the more wrong pixels. */
    @Test
    void what_is_kept_depends_on_the_formula() throws Exception {
        ScoreTerm pixels = ScoreFormula.COMMA.segmentation();
        ScoreTerm pose = ScoreTerm.linear(0.5);
        Measurement free = measure(run(new ScoreFormula(pixels, pose, 1e-6)));
        Measurement usual = measure(run(ScoreFormula.COMMA));
        Measurement dear = measure(run(new ScoreFormula(pixels, pose, 500)));
        assertThat(usual.bytes()).isLessThan(free.bytes());
        assertThat(dear.bytes()).isLessThan(usual.bytes() - 50);
        assertThat(free.mean().segmentation()).isLessThan(usual.mean().segmentation());
        assertThat(usual.mean().segmentation()).isLessThan(dear.mean().segmentation());
    }

    private static Encoding run(ScoreFormula formula) throws Exception {
        return new MasksStage(ROUNDS)
                .run(encoding, context(2, Checkpoint.none(), EncodeLog.none()).withFormula(formula));
    }

    @Test
    void threads_and_kills_change_nothing() throws Exception {
        byte[] two = masks(new MasksStage(ROUNDS).run(encoding, context(2, Checkpoint.none(), EncodeLog.none())));
        MasksStage stage = new MasksStage(ROUNDS);
        MemoryCheckpoint memory = new MemoryCheckpoint(2);
        assertThrown(MemoryCheckpoint.Killed.class, () -> stage.run(encoding, context(1, memory, EncodeLog.none())));
        memory.allow(100);
        byte[] resumed = masks(stage.run(encoding, context(1, memory, EncodeLog.none())));
        assertThat(resumed).isEqualTo(two).isNotEqualTo(masks(encoding));
        // What is finished is not begun again.
        assertThat(masks(stage.run(encoding, context(1, memory, EncodeLog.none()))))
                .isEqualTo(two);
    }

    @Test
    void the_clean_up_needs_no_renderer() throws Exception {
        MasksSettings settings = new MasksSettings(32, List.of(), false, MaskEffort.FAST);
        Encoding after = new MasksStage(settings).run(encoding, context(1, Checkpoint.none(), EncodeLog.none()));
        assertThat(ArchiveBytes.of(after.content(), MaskEffort.FAST, ProgressListener.NONE).length)
                .isLessThan(ArchiveBytes.of(encoding.content(), MaskEffort.FAST, ProgressListener.NONE).length);
        assertThat(after.truth()).isSameAs(encoding.truth());
        byte[] frame = MaskTensor.of(after.content().masks()).frame(1);
        new SmallRegions(encoding.truth().masks().shape()).remove(frame, 32, new double[0]);
        assertThat(frame).isEqualTo(MaskTensor.of(after.content().masks()).frame(1));
    }

    @Test
    void an_interrupted_thread_stops() {
        Thread.currentThread().interrupt();
        assertThrown(
                InterruptedException.class,
                () -> new MasksStage(ROUNDS).run(encoding, context(2, Checkpoint.none(), EncodeLog.none())));
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void settings_out_of_range_are_refused() {
        assertThatThrownBy(() -> new MasksSettings(-1, List.of(), false, MaskEffort.FAST))
                .hasMessageContaining("minimumRegion");
        assertThatThrownBy(() -> new MasksSettings(0, List.of(0.0), false, MaskEffort.FAST))
                .hasMessageContaining("multiplier");
        assertThat(MasksSettings.defaults().multipliers()).isNotEmpty();
    }
}
