package org.fovea.lab.record;

import static org.fovea.testkit.Thrown.assertThrown;

import java.time.Instant;
import java.util.List;
import org.fovea.lab.Records;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records of a stranger's ledger that would make trouble for ever, because none can be removed. */
class HostileRecordsTest {
    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\nb", "a\u001bb", "a\u009bb", "../a", "/a", "a\\\\b", ""})
    void paths_that_no_file_system_takes_or_that_lead_elsewhere_are_refused(String path) {
        assertThrown(IllegalArgumentException.class, () -> new Artifact(Artifact.ARCHIVE, "0".repeat(64), 1, path));
    }

    @Test
    void years_that_no_clock_shows_are_refused() {
        for (Instant time : List.of(Instant.MAX, Instant.MIN, Instant.parse("+10000-01-01T00:00:00Z"))) {
            assertThrown(
                    IllegalArgumentException.class,
                    () -> new Note("title", "text", List.of(), Records.ADA, time),
                    "1970 to 9999");
        }
    }
}
