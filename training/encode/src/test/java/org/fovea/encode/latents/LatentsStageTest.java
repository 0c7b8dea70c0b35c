package org.fovea.encode.latents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.testkit.Thrown.assertThrown;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.CodedShape;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.family.HnervFamily;
import org.fovea.codec.family.LatentFamily;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.latent.LatentTrack;
import org.fovea.codec.pose.PoseTrack;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.codec.weights.SteppedTensor;
import org.fovea.codec.weights.WeightSet;
import org.fovea.encode.Checkpoint;
import org.fovea.encode.EncodeLog;
import org.fovea.encode.Encoding;
import org.fovea.encode.MemoryCheckpoint;
import org.fovea.encode.MovingScene;
import org.fovea.encode.StageContext;
import org.fovea.encode.start.Untrained;
import org.fovea.evaluate.truth.GroundTruth;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LatentsStageTest {
    private static final int PAIRS = 3;
    private static final int DIMENSIONS = 2;
    private static final long ORIGINAL = 1_000_000;
    private static final LatentsSettings SMALL = new LatentsSettings(2, 1, false);
    private static Encoding start;

    @BeforeAll
    static void begin() throws Exception {
        GroundTruth truth = GroundTruth.compute(MovingScene.clip(PAIRS), MovingScene.NETWORKS, 2, done -> {});
        start = new Encoding(truth, content(truth));
    }

    /** A network at random, whose codes are far apart so that each matters. */
    private static RendererContent content(GroundTruth truth) {
        Random random = new Random(8);
        HnervFamily.Layout layout = new HnervFamily.Layout(DIMENSIONS, 6, 1, 2, HnervFamily.Layout.STILL);
        CodedShape shape = CodedShape.ofPictures(PAIRS, layout.height(), layout.width());
        ArchiveHeader header = new ArchiveHeader(
                truth.size().width(), truth.size().height(), shape, HnervFamily.ID, layout.parameters());
        List<QuantisedTensor> tensors = new ArrayList<>();
        for (TensorSpec spec : header.tensors()) {
            byte[] codes = new byte[spec.count()];
            for (int i = 0; i < codes.length; i++) {
                codes[i] = (byte) Math.clamp(Math.round(random.nextGaussian() * 40), -127, 127);
            }
            tensors.add(new SteppedTensor(
                    spec.name(), spec.shape(), codes, 2f / 40 / (float) Math.sqrt(Math.max(1, spec.fanIn()))));
        }
        char[] codes = new char[PAIRS * DIMENSIONS];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (char) random.nextInt(16);
        }
        LatentTrack latents = new LatentTrack(
                PAIRS, DIMENSIONS, codes, new float[] {-2, -2}, new float[] {0.25f, 0.25f}, Optional.empty());
        return new RendererContent(
                header,
                new RendererContent.Source.Latents(latents),
                new WeightSet(tensors),
                PoseTrack.none(PAIRS),
                Optional.empty(),
                Optional.empty());
    }

    private static StageContext context(int threads, Checkpoint checkpoint) {
        return MovingScene.context(PAIRS, ORIGINAL, threads, checkpoint);
    }

    @Test
    void the_score_falls_whatever_the_thread_count_and_however_often_it_is_killed() throws Exception {
        Encoding one = new LatentsStage(SMALL).run(start, context(1, Checkpoint.none()));
        assertThat(one.latents().latents()).isNotEqualTo(start.latents().latents());
        assertThat(one.latents().weights()).isEqualTo(start.latents().weights());
        assertThat(MovingScene.score(start, one.latents(), ORIGINAL))
                .isLessThan(MovingScene.score(start, start.latents(), ORIGINAL));
        for (int pair = 0; pair < PAIRS; pair++) {
            for (int i = 0; i < DIMENSIONS; i++) {
                int moved = Math.abs(one.latents().latents().code(pair, i)
                        - start.latents().latents().code(pair, i));
                // one step of the round, and the other one in the same direction
                assertThat(moved).isLessThanOrEqualTo(2 * SMALL.rounds());
            }
        }

        Encoding two = MemoryCheckpoint.killedAfterEachSave(
                4, checkpoint -> new LatentsStage(SMALL).run(start, context(2, checkpoint)));
        assertThat(two.latents()).isEqualTo(one.latents());
    }

    /** A network of family latent at random, which has slopes. */
    private static Encoding withSlopes() {
        LatentFamily.Layout layout = new LatentFamily.Layout(
                DIMENSIONS,
                8,
                1,
                4,
                new LatentFamily.Grid(1, 2, 2),
                new LatentFamily.Grid(2, 3, 3),
                2,
                LatentFamily.Geometry.NONE);
        RendererContent content = Untrained.content(start.truth(), LatentFamily.ID, layout.parameters(), 5);
        LatentTrack latents = new LatentTrack(
                PAIRS,
                DIMENSIONS,
                start.latents().latents().codes(),
                new float[] {-4, -4},
                new float[] {0.5f, 0.5f},
                Optional.empty());
        return new Encoding(start.truth(), content.withLatents(latents));
    }

    @Test
    void one_way_takes_half_of_the_drawings_and_the_score_falls_however_often_it_is_killed() throws Exception {
        Encoding begun = withSlopes();
        LatentsSettings oneWay = new LatentsSettings(2, 1, true);
        AtomicLong sweeps = new AtomicLong();
        StageContext counting = context(2, Checkpoint.none()).toldTo(EncodeLog.none(), (stage, done, total) -> {
            if (stage.equals("latents")) {
                sweeps.set(total);
            }
        });
        Encoding made = new LatentsStage(oneWay).run(begun, counting);
        assertThat(sweeps).hasValue(oneWay.rounds() * DIMENSIONS);
        assertThat(made.latents().latents()).isNotEqualTo(begun.latents().latents());
        assertThat(MovingScene.score(start, made.latents(), ORIGINAL))
                .isLessThan(MovingScene.score(start, begun.latents(), ORIGINAL));
        int[] ways = LatentSlopes.of(begun, counting)
                .orElseThrow()
                .descent(begun.latents().latents());
        Encoding once = new LatentsStage(new LatentsSettings(1, 1, true)).run(begun, counting);
        for (int i = 0; i < ways.length; i++) {
            int step = once.latents().latents().codes()[i]
                    - begun.latents().latents().codes()[i];
            assertThat(step).as("number %d", i).isIn(0, ways[i]);
        }

        Encoding again = MemoryCheckpoint.killedAfterEachSave(
                1, checkpoint -> new LatentsStage(oneWay).run(begun, context(1, checkpoint)));
        assertThat(again.latents()).isEqualTo(made.latents());
    }

    @Test
    void without_slopes_both_ways_are_tried() throws Exception {
        assertThat(LatentSlopes.of(start, context(1, Checkpoint.none()))).isEmpty();
        Encoding asked = new LatentsStage(new LatentsSettings(1, 1, true)).run(start, context(2, Checkpoint.none()));
        Encoding both = new LatentsStage(new LatentsSettings(1, 1, false)).run(start, context(2, Checkpoint.none()));
        assertThat(asked.latents()).isEqualTo(both.latents());
    }

    @Test
    void impossible_settings_are_refused() {
        assertThrown(IllegalArgumentException.class, () -> new LatentsSettings(0, 2, false));
        assertThrown(IllegalArgumentException.class, () -> new LatentsSettings(1, 0, false));
    }
}
