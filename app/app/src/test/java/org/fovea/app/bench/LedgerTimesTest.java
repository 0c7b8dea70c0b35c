package org.fovea.app.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.fovea.lab.store.LedgerException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTimesTest {
    @TempDir
    Path folder;

    @Test
    void a_small_ledger_is_measured_once() throws IOException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        LedgerTimes.inFolder(20, Optional.of(folder), out);
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("sqlite: filled with 20 runs of 600 pairs, 4 candidates", "add a run", "status: all of it");
        assertThatThrownBy(() -> LedgerTimes.inFolder(20, Optional.of(folder), out))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("already has a ledger");
    }
}
