package org.fovea.app.repack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DerivedScoreTest {
    @Test
    void the_published_submission_scores_what_was_published() {
        DerivedScore score = new DerivedScore(0.00060631, 0.00049314, 37_545_489);
        assertThat(score.of(276_551)).isCloseTo(0.315, within(0.0005));
        assertThat(score.of(276_551) - score.of(153_000)).isCloseTo(25.0 * 123_551 / 37_545_489, within(1e-12));
    }
}
