package org.fovea.lab.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ReviewTest {
    @Test
    void an_empty_template_is_no_review() {
        assertThat(Review.missing(Review.template()))
                .contains("it says too little below '## What changed': at least 20 letters");
        assertThat(Review.missing("looks good to me")).contains("it has no heading '## What changed'");
    }

    @Test
    void words_below_each_heading_are_one() {
        String text = """
                ## What changed
                The smallest regions of the masks are dropped.
                ## What was looked at
                Twelve frames, the ledger, the ten worst pairs.
                ## Risks
                Signs far away may be lost on other drives.
                """;
        assertThat(Review.missing(text)).isEmpty();
        assertThat(Review.missing(text.replace("## Risks", "## Thanks"))).contains("it has no heading '## Risks'");
        assertThat(Review.missing(text.replace("Signs far away may be lost on other drives.", "none")))
                .contains("it says too little below '## Risks': at least 20 letters");
    }
}
