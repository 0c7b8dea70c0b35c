package org.fovea.codec.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {
    @TempDir
    private Path folder;

    @Test
    void all_of_a_folder_goes_and_what_links_point_at_stays() throws IOException {
        Path outside = Files.writeString(
                Files.createDirectory(folder.resolve("outside")).resolve("kept"), "mine");
        Path old = Files.createDirectories(folder.resolve("old/deep/empty"))
                .getParent()
                .getParent();
        Files.writeString(old.resolve("deep/file"), "1");
        Files.createSymbolicLink(old.resolve("deep/link"), outside.getParent());
        Folders.remove(old);
        assertThat(old).doesNotExist();
        assertThat(outside).hasContent("mine");
    }

    @Test
    void a_file_is_removed_and_what_is_absent_is_no_error() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "1");
        Folders.remove(file);
        assertThat(file).doesNotExist();
        Folders.remove(file);
    }
}
