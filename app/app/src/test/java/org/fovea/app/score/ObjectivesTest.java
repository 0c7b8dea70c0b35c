package org.fovea.app.score;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.OptionalDouble;
import org.fovea.app.AppException;
import org.fovea.evaluate.EvaluatorIdentity;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.ObjectiveTerms;
import org.fovea.evaluate.PoseEvaluator;
import org.fovea.evaluate.SegmentationEvaluator;
import org.junit.jupiter.api.Test;

/** Where only the challenge's objective is understood, another one is refused in one sentence that names the cause. */
class ObjectivesTest {
    private record Toy(boolean sequence, ObjectiveTerms terms) implements EvaluatorPair {
        @Override
        public EvaluatorIdentity identity() {
            throw new UnsupportedOperationException();
        }

        @Override
        public SegmentationEvaluator segmentation() {
            throw new UnsupportedOperationException();
        }

        @Override
        public PoseEvaluator pose() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }

    @Test
    void a_sequence_and_prices_of_its_own_are_refused_each_by_its_cause() {
        assertThatThrownBy(() -> Objectives.requirePairs(new Toy(true, ObjectiveTerms.CHALLENGE), "bench rd"))
                .isInstanceOf(AppException.class)
                .hasMessageStartingWith(
                        "bench rd measures some pairs for all, but this objective's frames are a sequence")
                .hasMessageContaining("use frames: pairs here, or score, compare, compress and a lab");
        ObjectiveTerms dear = new ObjectiveTerms(Optional.empty(), Optional.empty(), OptionalDouble.of(50));
        assertThatThrownBy(() -> Objectives.requireChallengePrices(new Toy(false, dear), "a lab"))
                .isInstanceOf(AppException.class)
                .hasMessageStartingWith("a lab keeps the challenge's terms and prices");
        for (boolean sequence : new boolean[] {false, true}) {
            assertThatCode(() ->
                            Objectives.requireChallengePrices(new Toy(sequence, ObjectiveTerms.CHALLENGE), "a lab"))
                    .doesNotThrowAnyException();
        }
        assertThatCode(() -> Objectives.requirePairs(new Toy(false, ObjectiveTerms.CHALLENGE), "bench rd"))
                .doesNotThrowAnyException();
    }
}
