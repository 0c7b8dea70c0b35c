package org.fovea.codec.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {
    @TempDir
    Path folder;

    private Path file(String name, Duration age) throws IOException {
        Path file = Files.write(folder.resolve(name), new byte[10]);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
        return file;
    }

    @Test
    void unfinished_files_of_processes_that_are_gone_are_found_and_removed() throws IOException {
        Duration old = Duration.ofHours(2);
        Path left = file(".0.raw.4194999.123.part", old);
        Path library = file("sqlite-3.50.1-abc-libsqlitejdbc.so", old);
        Path running = file(".0.raw." + ProcessHandle.current().pid() + ".123.part", old);
        Path fresh = file(".0.raw.4194998.123.part", Duration.ZERO);
        Path download = file("model.pt.part", old);
        Path hidden = file(".profile", old);
        assertThat(Leftovers.unfinished(folder)).containsExactly(left);
        assertThat(Leftovers.libraries(folder)).containsExactly(library);
        assertThat(Leftovers.clear(Leftovers.unfinished(folder))).isEqualTo(10);
        assertThat(left).doesNotExist();
        assertThat(running).exists();
        assertThat(fresh).exists();
        assertThat(download).exists();
        assertThat(hidden).exists();
        assertThat(Leftovers.unfinished(folder.resolve("absent"))).isEmpty();
    }
}
