package org.fovea.codec.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    Path folder;

    @Test
    void appearsOnlyWhenCommitted() throws IOException {
        Path target = folder.resolve("a/b.bin");
        try (AtomicFile file = AtomicFile.create(target)) {
            Files.write(file.path(), new byte[] {1, 2});
            assertThat(target).doesNotExist();
            file.commit();
        }
        assertThat(target).hasBinaryContent(new byte[] {1, 2});
        assertThat(target.getParent()).isDirectoryContaining(p -> p.equals(target));
        try (var files = Files.list(target.getParent())) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void leavesNothingBehindWithoutACommit() throws IOException {
        Path target = folder.resolve("c.bin");
        Files.write(target, new byte[] {9});
        try (AtomicFile file = AtomicFile.create(target)) {
            Files.write(file.path(), new byte[] {1});
        }
        assertThat(target).hasBinaryContent(new byte[] {9});
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void aFolderIsNotReplaced() {
        assertThatThrownBy(() -> AtomicFile.create(folder)).isInstanceOf(IOException.class);
    }
}
