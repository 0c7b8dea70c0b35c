package org.fovea.encode.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.fovea.encode.Checkpoint;
import org.fovea.encode.Encoding;
import org.fovea.encode.NotedLog;
import org.fovea.encode.StageContext;
import org.fovea.encode.poses.PoseProbe;
import org.junit.jupiter.api.Test;

class PoseNeedTest {
    private final NotedLog log = new NotedLog();
    private final StageContext context = ToyClip.context(2, Checkpoint.none()).toldTo(log, (stage, done, of) -> {});

    private static TrainSettings settings(double above) {
        return TrainSettings.builder().learnPoses(true).learnPosesAbove(above).build();
    }

    @Test
    void poses_are_learnt_where_fitting_them_is_not_enough() throws Exception {
        double term = PoseProbe.term(ToyClip.untrained(), context);
        assertThat(term).isPositive();
        assertThat(PoseNeed.settled("train", settings(0.9 * term), ToyClip.untrained(), context)
                        .learnPoses())
                .isTrue();
        assertThat(PoseNeed.settled("train", settings(1.1 * term), ToyClip.untrained(), context))
                .isEqualTo(settings(1.1 * term).withoutPoses());
        assertThat(log.lines).hasSize(2);
        assertThat(log.lines.getFirst()).startsWith("train: ").endsWith("they are learnt with the weights");
        assertThat(log.lines.getLast()).endsWith("they need not be learnt");
    }

    @Test
    void nothing_is_tried_where_nothing_is_to_be_decided() throws Exception {
        TrainSettings never = TrainSettings.builder().learnPosesAbove(1).build();
        TrainSettings always = settings(0);
        assertThat(PoseNeed.settled("train", always, ToyClip.untrained(), context))
                .isSameAs(always);
        assertThat(PoseNeed.settled("train", never, ToyClip.untrained(), context))
                .isSameAs(never);
        assertThat(log.lines).isEmpty();
    }

    @Test
    void a_training_that_needs_no_poses_leaves_them_alone() throws Exception {
        TrainSettings few = TrainSettings.builder()
                .warmUpSteps(0)
                .steps(2)
                .learnPoses(true)
                .learnPosesAbove(1000)
                .build();
        Encoding after = new TrainStage(few).run(ToyClip.untrained(), context);
        assertThat(after.content().poses().columns()).isEmpty();
    }
}
