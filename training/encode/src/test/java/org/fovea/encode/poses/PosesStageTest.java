package org.fovea.encode.poses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.family.ColourFamily;
import org.fovea.codec.pose.PoseColumn;
import org.fovea.codec.pose.PoseTrack;
import org.fovea.encode.Checkpoint;
import org.fovea.encode.Encoding;
import org.fovea.encode.MemoryCheckpoint;
import org.fovea.encode.MovingScene;
import org.fovea.encode.StageContext;
import org.fovea.encode.measure.ArchiveMeasure;
import org.fovea.evaluate.score.ScoreFormula;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PosesStageTest {
    private static final int PAIRS = 9;
    private static final long ORIGINAL = 100_000;
    private static final PosesSettings SMALL = new PosesSettings(10, 2, 1, 3, 0);
    private static Encoding start;

    @BeforeAll
    static void encode() throws Exception {
        start = MovingScene.encoded(PAIRS, ORIGINAL);
    }

    private static StageContext context(int threads, Checkpoint checkpoint) {
        return MovingScene.context(PAIRS, ORIGINAL, threads, checkpoint);
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
        double before = MovingScene.score(start, blank.content(), ORIGINAL);
        double after = MovingScene.score(start, one.content(), ORIGINAL);
        assertThat(after).isLessThan(before - 0.05);
        assertThat(after).isLessThan(MovingScene.score(start, start.content(), ORIGINAL) + 0.05);

        Encoding two = MemoryCheckpoint.killedAfterEachSave(
                4, checkpoint -> new PosesStage(SMALL).run(blank, context(2, checkpoint)));
        assertThat(two.content().poses()).isEqualTo(one.content().poses());
    }

    @Test
    void of_some_pairs_poses_are_found_and_the_others_keep_theirs() throws Exception {
        List<Integer> some = start.truth().somePairs(3);
        PosesStage stage = new PosesStage(SMALL.ofPairs(3));
        Encoding blank = withoutPoses();
        PoseTrack found =
                stage.run(blank, context(2, Checkpoint.none())).content().poses();
        assertThat(poseTerm(blank.content().withPoses(found), some)).isLessThan(poseTerm(blank.content(), some) - 0.05);
        for (int pair = 0; pair < PAIRS; pair++) {
            boolean moved = !Arrays.equals(found.pose(pair), new float[ColourFamily.POSE]);
            assertThat(moved).as("pair %d", pair).isEqualTo(some.contains(pair));
        }

        PoseTrack before = start.content().poses();
        PoseTrack after =
                stage.run(start, context(1, Checkpoint.none())).content().poses();
        for (PoseColumn column : after.columns()) {
            for (int pair = 0; pair < PAIRS; pair++) {
                if (!some.contains(pair)) {
                    assertThat(column.value(pair))
                            .isCloseTo(before.pose(pair)[column.dimension()], within(0.51f * column.step()));
                }
            }
        }
    }

    private static double poseTerm(RendererContent content, List<Integer> pairs) throws InterruptedException {
        return new ArchiveMeasure(
                        MovingScene.NETWORKS, ScoreFormula.of(MovingScene.NETWORKS), start.truth(), ORIGINAL, 2)
                .measure(content, 0, pairs, done -> {})
                .score()
                .pose();
    }

    @Test
    void settings_out_of_range_are_refused() {
        assertThatThrownBy(() -> new PosesSettings(1, -1, 1, 1, 0)).hasMessageContaining("rounds -1");
        assertThat(PosesSettings.defaults().candidates()).isPositive();
    }
}
