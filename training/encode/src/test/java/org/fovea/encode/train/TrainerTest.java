package org.fovea.encode.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.fovea.encode.Checkpoint;
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
}
