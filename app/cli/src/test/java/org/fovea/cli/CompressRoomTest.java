package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.fovea.cli.Fovea.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompressRoomTest {
    /** A folder of Linux on a file system that says it has no room at all. */
    private static final Path FULL = Path.of("/proc");

    @TempDir
    Path folder;

    private Result compress(String more) throws IOException {
        assumeTrue(
                Files.isDirectory(FULL) && Files.getFileStore(FULL).getUsableSpace() == 0,
                "no file system without room");
        String clip = folder.resolve("d.mkv").toString();
        assertThat(CommandDoor.run("samples generate -o %s --pairs 2", clip)).isZero();
        return CommandDoor.result("compress %s -o %s" + more, clip, folder.resolve("x.zip"));
    }

    @Test
    void a_disk_without_room_for_the_frames_is_said_before_the_encode() throws IOException {
        Result refused = compress(" --run /proc/none.run");
        assertThat(refused.exitCode()).isEqualTo(4);
        assertThat(refused.err()).contains("0.raw: needs ").contains("free some space or write elsewhere");
    }

    /** A folder of frames on a full disk, which a run that is opened does not take for its own. */
    @Test
    void a_resumed_run_is_opened_and_tidied_before_the_disk_is_asked() throws IOException {
        Path run = Files.createDirectory(folder.resolve("x.zip.run"));
        Path frames = Files.createSymbolicLink(run.resolve("inflated"), FULL);
        Result refused = compress(" --resume");
        Files.delete(frames); // JUnit warns of links
        assertThat(refused.err()).contains("inflated: a link").doesNotContain("free some space");
    }
}
