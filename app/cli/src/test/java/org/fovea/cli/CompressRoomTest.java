package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fovea.cli.terminal.Terminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompressRoomTest {
    /** A folder of Linux on a file system that says it has no room at all. */
    private static final Path FULL = Path.of("/proc");

    @TempDir
    Path folder;

    private int run(ByteArrayOutputStream err, String line, Object... values) {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return Main.run(
                new Terminal(nowhere, new PrintStream(err, true, StandardCharsets.UTF_8), false, 200),
                CommandDoor.words(line, values).toArray(String[]::new));
    }

    @Test
    void a_disk_without_room_for_the_frames_is_said_before_the_encode() throws IOException {
        assumeTrue(
                Files.isDirectory(FULL) && Files.getFileStore(FULL).getUsableSpace() == 0,
                "no file system without room");
        String clip = folder.resolve("d.mkv").toString();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        assertThat(run(err, "samples generate -o %s --pairs 2", clip)).isZero();
        err.reset();
        assertThat(run(err, "compress %s -o %s --run /proc/none.run", clip, folder.resolve("x.zip")))
                .isEqualTo(4);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("0.raw: needs ")
                .contains("free some space or write elsewhere");
    }
}
