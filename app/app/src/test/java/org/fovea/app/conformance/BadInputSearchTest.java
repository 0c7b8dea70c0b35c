package org.fovea.app.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A short search; {@code -Dfovea.fuzz=100000} makes it long. */
@Tag("slow")
class BadInputSearchTest {
    private static final int INPUTS = Integer.getInteger("fovea.fuzz", 20);

    @Test
    void damaged_sections_end_in_content_or_a_format_exception() throws Exception {
        Path folder = Path.of(System.getProperty("fovea.root", "../..")).resolve("quality/conformance");
        List<BadInputSearch> all = BadInputSearch.all(folder);
        assertThat(all).hasSizeGreaterThan(10);
        for (BadInputSearch search : all) {
            int inputs = search.isSlow() ? Math.max(1, INPUTS / 20) : INPUTS;
            search.run(Double.MAX_VALUE, inputs);
            assertThat(search.tried()).isEqualTo(inputs);
        }
    }

    /** A section of {@code max} is no attack on {@code fast}: each is compared with real ones of its own effort. */
    @Test
    void sections_of_real_masks_take_what_real_masks_take() throws Exception {
        Path folder = Path.of(System.getProperty("fovea.root", "../..")).resolve("quality/conformance");
        for (BadInputSearch search : BadInputSearch.all(folder)) {
            if (search.isOfMasks()) {
                assertThat(search.realRatio()).as(search.row()).isBetween(0.05, 8.0);
            }
        }
    }
}
