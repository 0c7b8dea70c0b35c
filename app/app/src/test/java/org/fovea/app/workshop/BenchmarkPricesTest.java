package org.fovea.app.workshop;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.OptionalDouble;
import org.fovea.app.AppException;
import org.fovea.app.score.CoarseEvaluators;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.ObjectiveTerms;
import org.junit.jupiter.api.Test;

/** Where only the challenge's objective is understood, another one is refused in one sentence that names the cause. */
class BenchmarkPricesTest {
    private static EvaluatorPair networks(boolean sequence, ObjectiveTerms terms) {
        return new CoarseEvaluators(8, 8) {
            @Override
            public boolean sequence() {
                return sequence;
            }

            @Override
            public ObjectiveTerms terms() {
                return terms;
            }
        };
    }

    @Test
    void prices_of_its_own_are_refused_where_the_challenges_are_kept() {
        ObjectiveTerms dear = new ObjectiveTerms(Optional.empty(), Optional.empty(), OptionalDouble.of(50));
        assertThatThrownBy(() -> Benchmarks.requireChallengePrices(networks(false, dear)))
                .isInstanceOf(AppException.class)
                .hasMessageStartingWith("a lab keeps the challenge's terms and prices");
        for (boolean sequence : new boolean[] {false, true}) {
            assertThatCode(() -> Benchmarks.requireChallengePrices(networks(sequence, ObjectiveTerms.CHALLENGE)))
                    .doesNotThrowAnyException();
        }
    }
}
