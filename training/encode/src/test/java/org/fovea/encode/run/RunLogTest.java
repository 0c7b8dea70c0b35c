package org.fovea.encode.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLogTest {
    @TempDir
    private Path folder;

    @Test
    void a_line_controls_no_terminal_and_forges_no_second_one() throws Exception {
        try (RunLog log = new RunLog(folder)) {
            log.line("clip \u001b]0;x\u0007\u202e.mkv\n2026-01-01T00:00:00Z done\r");
        }
        String text = Files.readString(folder.resolve("log.txt"));
        assertThat(text.lines()).hasSize(1);
        assertThat(text).endsWith(" clip \\u001b]0;x\\u0007\\u202e.mkv 2026-01-01T00:00:00Z done \n");
    }
}
