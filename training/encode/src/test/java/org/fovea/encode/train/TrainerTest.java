package org.fovea.encode.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.fovea.codec.family.CompactFamily;
import org.fovea.encode.Checkpoint;
import org.fovea.encode.EncodeLog;
import org.fovea.encode.EncodeProgress;
import org.fovea.encode.Encoding;
import org.fovea.encode.StageContext;
import org.fovea.encode.start.Untrained;
import org.junit.jupiter.api.Test;

class TrainerTest {
    private static final int PAIRS = 8;
    private static final int STEPS = 400;

    /** How often each pair is asked for where one loses more than the others. */
    private static AtomicIntegerArray asked(double segmentation, double pose) throws Exception {
        AtomicIntegerArray asked = new AtomicIntegerArray(PAIRS);
        Trainer.GradientOracle oracle = (step, pairs, weights, meanPose) -> {
            int pair = pairs[0];
            asked.incrementAndGet(pair);
            boolean hard = pair == PAIRS - 1;
            return new Gradient(
                    hard ? segmentation : 0.001, hard ? pose : 0.0001, 0, new float[][] {{0}}, new float[0]);
        };
        new Trainer(
                        "test",
                        TrainSettings.builder()
                                .warmUpSteps(0)
                                .steps(STEPS)
                                .hardPairs(1)
                                .build(),
                        oracle,
                        new Adam(new float[][] {{0}}),
                        PAIRS,
                        0.001,
                        ToyClip.context(1, Checkpoint.none()))
                .run();
        return asked;
    }

    @Test
    void pairs_are_asked_for_by_what_they_lose_in_both_terms() throws Exception {
        assertThat(asked(0.001, 0.0001).get(PAIRS - 1)).isBetween(1, STEPS / 4);
        assertThat(asked(0.1, 0.0001).get(PAIRS - 1)).isGreaterThan(STEPS / 2);
        assertThat(asked(0.001, 0.1).get(PAIRS - 1)).isGreaterThan(STEPS / 2);
    }

    @Test
    void being_looked_at_changes_nothing() throws Exception {
        List<Long> steps = new ArrayList<>();
        List<Float> shown = new ArrayList<>();
        EncodeProgress watcher = new EncodeProgress() {
            @Override
            public void update(String stage, int done, int total) {}

            @Override
            public void sketch(String stage, long step, Supplier<Encoding> sketch) {
                steps.add(step);
                assertThat(sketch.get()).isNotNull();
            }
        };
        float[][] alone = trained(context -> context, shown, false);
        float[][] watched = trained(context -> context.toldTo(EncodeLog.none(), watcher), shown, true);
        assertThat(watched[0]).isEqualTo(alone[0]);
        assertThat(steps).containsExactly(50L, 100L, 150L); // not at the end, which is drawn as a stage
        assertThat(shown).hasSize(3).doesNotContain(0f).doesNotHaveDuplicates();
    }

    private static float[][] trained(UnaryOperator<StageContext> told, List<Float> shown, boolean sketched)
            throws Exception {
        Trainer trainer = new Trainer(
                "test",
                TrainSettings.builder().warmUpSteps(0).steps(200).build(),
                (_, pairs, weights, _) -> new Gradient(
                        0.01,
                        0.001,
                        weights[0][0],
                        new float[][] {{weights[0][0] - 3 + 0.1f * pairs[0]}},
                        new float[0]),
                new Adam(new float[][] {{0}}),
                PAIRS,
                0.001,
                told.apply(ToyClip.context(1, Checkpoint.none())));
        if (sketched) {
            trainer.sketchedBy(weights -> {
                shown.add(weights[0][0]);
                weights[0][0] = 1000; // a copy: the training does not see it
                return new Encoding(
                        ToyClip.truth(),
                        Untrained.content(ToyClip.truth(), CompactFamily.ID, List.of(6, 1, 2, 1, 2, 2, 2), 5));
            });
        }
        return trainer.run();
    }
}
