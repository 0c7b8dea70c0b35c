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
    void libraries_that_nobody_has_touched_for_an_hour_are_found_and_removed() throws IOException {
        Duration old = Duration.ofHours(2);
        Path library = file("sqlite-3.50.1-abc-libsqlitejdbc.so", old);
        Path fresh = file("sqlite-3.50.1-def-libsqlitejdbc.so", Duration.ZERO);
        Path other = file("model.pt.part", old);
        assertThat(Leftovers.libraries(folder)).containsExactly(library);
        assertThat(Leftovers.clear(Leftovers.libraries(folder))).isEqualTo(10);
        assertThat(library).doesNotExist();
        assertThat(fresh).exists();
        assertThat(other).exists();
        assertThat(Leftovers.libraries(folder.resolve("absent"))).isEmpty();
    }

    @Test
    void what_a_process_that_is_gone_had_begun_in_place_of_a_file_is_found() throws IOException {
        long alive = ProcessHandle.current().pid();
        Path gone = file(".a.zip.99999999999.17.part", Duration.ZERO);
        file(".a.zip." + alive + ".17.part", Duration.ZERO);
        file(".b.zip.99999999999.17.part", Duration.ZERO);
        file(".a.zip.part", Duration.ZERO);
        assertThat(Leftovers.unfinished(folder.resolve("a.zip"))).containsExactly(gone);
    }
}
