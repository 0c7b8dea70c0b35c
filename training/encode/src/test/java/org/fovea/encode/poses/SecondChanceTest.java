package org.fovea.encode.poses;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.fovea.encode.Encoding;
import org.fovea.encode.MemoryCheckpoint;
import org.fovea.encode.MovingScene;
import org.fovea.encode.StageContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SecondChanceTest {
    private static final int PAIRS = 5;
    private static final long ORIGINAL = 100_000;

    /** The pair whose pose was not found. */
    private static final int LOST = 3;

    private static Encoding start;

    @BeforeAll
    static void encode() throws Exception {
        start = MovingScene.encoded(PAIRS, ORIGINAL);
    }

    private static PoseTask task(int threads, int trials, MemoryCheckpoint checkpoint) {
        StageContext context = MovingScene.context(PAIRS, ORIGINAL, threads, checkpoint);
        return PoseTask.of(start, context, new PosesSettings(trials, 1, 1, 1, 0));
    }

    /** Models at the archive's poses, but for one pair, which is far away. */
    private static PosesState state(PoseTask task) throws IOException {
        PosesState state = new PosesState();
        try (PoseError error = new PoseError(task)) {
            for (int pair = 0; pair < PAIRS; pair++) {
                int here = pair;
                double[] pose = StepSearch.wide(start.content().poses().pose(pair));
                for (int i = 0; pair == LOST && i < pose.length; i++) {
                    pose[i] += 20 * task.units()[i];
                }
                LevenbergMarquardt search = new LevenbergMarquardt(task.units(), 0, 0);
                state.models.add(search.linear(at -> error.at(here, at), pose, error.at(here, pose)));
                state.before.add(state.models.getLast().cost());
            }
        }
        return state;
    }

    private static double cost(PoseTask task, double[] pose) {
        try (PoseError error = new PoseError(task)) {
            return LeastSquares.squares(error.at(LOST, pose));
        }
    }

    @Test
    void a_pose_that_was_not_found_is_found_from_the_archives_or_another_pairs() throws Exception {
        MemoryCheckpoint checkpoint = new MemoryCheckpoint(Integer.MAX_VALUE);
        PoseTask task = task(2, 10, checkpoint);
        PosesState state = state(task);
        List<LinearPose> before = List.copyOf(state.models);
        new SecondChance(task, 1e-12).run(state);
        double given = cost(task, StepSearch.wide(start.content().poses().pose(LOST)));
        LinearPose found = state.models.get(LOST);
        assertThat(before.get(LOST).cost()).isGreaterThan(2 * given);
        assertThat(found.cost()).isLessThanOrEqualTo(given);
        assertThat(cost(task, found.pose())).isEqualTo(found.cost());
        for (int pair = 0; pair < PAIRS; pair++) {
            assertThat(state.models.get(pair).cost())
                    .isLessThanOrEqualTo(before.get(pair).cost());
        }

        PosesState other = state(task);
        new SecondChance(task(1, 10, checkpoint), 1e-12).run(other);
        List<double[]> poses = new ArrayList<>();
        state.models.forEach(model -> poses.add(model.pose()));
        for (int pair = 0; pair < PAIRS; pair++) {
            assertThat(other.models.get(pair).pose())
                    .as("with another number of threads")
                    .isEqualTo(poses.get(pair));
        }
        assertThat(checkpoint.kept(PosesState.class).orElseThrow().chances)
                .isEqualTo(state.chances)
                .isPositive();
    }

    @Test
    void without_trials_poses_stay() throws Exception {
        PoseTask task = task(1, 0, new MemoryCheckpoint(Integer.MAX_VALUE));
        PosesState state = state(task);
        List<LinearPose> before = List.copyOf(state.models);
        new SecondChance(task, 1e-12).run(state);
        assertThat(state.models).isEqualTo(before);
    }
}
