package org.fovea.encode.corrections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.fovea.codec.pose.PoseTrack;
import org.fovea.encode.Checkpoint;
import org.fovea.encode.Encoding;
import org.fovea.encode.MemoryCheckpoint;
import org.fovea.encode.MovingScene;
import org.fovea.encode.NotedLog;
import org.fovea.encode.StageContext;
import org.fovea.encode.TestRuns;
import org.fovea.encode.poses.PosesSettings;
import org.fovea.encode.profile.Profile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class CorrectionsStageTest {
    private static final int PAIRS = 4;
    private static final long ORIGINAL = 1_000_000;
    private static final CorrectionsSettings SMALL = new CorrectionsSettings(1, 2, 2, 6, false);
    private static Encoding start;

    @BeforeAll
    static void encode() throws Exception {
        start = MovingScene.encoded(PAIRS, ORIGINAL);
    }

    private static StageContext context(int threads, Checkpoint checkpoint) {
        return MovingScene.context(PAIRS, ORIGINAL, threads, checkpoint);
    }

    @Test
    void the_score_falls_whatever_the_thread_count_and_however_often_it_is_killed() throws Exception {
        Encoding one = new CorrectionsStage(SMALL, PosesSettings.defaults()).run(start, context(1, Checkpoint.none()));
        assertThat(one.content().tiles().isPresent() || one.content().router().isPresent())
                .isTrue();
        assertThat(MovingScene.score(start, one.content(), ORIGINAL))
                .isLessThan(MovingScene.score(start, start.content(), ORIGINAL) - 0.02);

        Encoding two = MemoryCheckpoint.killedAfterEachSave(
                2,
                checkpoint -> new CorrectionsStage(SMALL, PosesSettings.defaults()).run(start, context(2, checkpoint)));
        assertThat(two.content().tiles()).isEqualTo(one.content().tiles());
        assertThat(two.content().router()).isEqualTo(one.content().router());
    }

    /** By the last stage of a profile with these stages. */
    private static PoseTrack fitted(String stages) throws Exception {
        Profile profile =
                TestRuns.profile("renderer: {family: colours, rows: 1, columns: 1}\nstages: [" + stages + "]\n");
        NotedLog log = new NotedLog();
        StageContext context = context(1, Checkpoint.none()).toldTo(log, (stage, done, all) -> {});
        Encoding after = profile.stages().getLast().stage().run(start, context);
        assertThat(log.lines)
                .anyMatch(line -> line.startsWith("poses: ")); // something was found, and poses were fitted to it
        return after.content().poses();
    }

    @Test
    void poses_are_fitted_anew_as_the_profile_says() throws Exception {
        String corrections = "{corrections: {samplePairs: 1, tileEdits: 2, frameEdits: 2}}";
        String few = "{poses: {trials: 0, rounds: 1, stepRounds: 0, candidates: 1}}, ";
        assertThat(fitted(few + corrections)).isNotEqualTo(fitted(corrections));
    }

    @Test
    void settings_out_of_range_are_refused() {
        assertThatThrownBy(() -> new CorrectionsSettings(0, 1, 1, 1, true)).hasMessageContaining("samplePairs 0");
        assertThat(CorrectionsSettings.defaults().tileEdits()).isPositive();
    }
}
