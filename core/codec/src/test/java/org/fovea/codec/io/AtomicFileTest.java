package org.fovea.codec.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fovea.testkit.Thrown.assertThrown;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    Path folder;

    @Test
    void appears_only_when_committed() throws IOException {
        Path target = folder.resolve("a/b.bin");
        try (AtomicFile file = AtomicFile.create(target)) {
            Files.write(file.path(), new byte[] {1, 2});
            assertThat(target).doesNotExist();
            file.commit();
        }
        assertThat(target).hasBinaryContent(new byte[] {1, 2});
        assertThat(target.getParent().toFile().list()).hasSize(1);
    }

    @Test
    void several_appear_together_or_not_at_all() throws IOException {
        Path one = folder.resolve("1.bin");
        Path other = folder.resolve("2.bin");
        try (AtomicFile first = AtomicFile.create(one, false);
                AtomicFile second = AtomicFile.create(other, false)) {
            Files.write(first.path(), new byte[] {1});
            Files.write(second.path(), new byte[] {2});
            Files.write(other, new byte[] {3});
            assertThatThrownBy(() -> AtomicFile.commit(List.of(first, second)))
                    .isInstanceOf(FileAlreadyExistsException.class);
            assertThat(one).doesNotExist();
            Files.delete(other);
            AtomicFile.commit(List.of(first, second));
        }
        assertThat(one).hasBinaryContent(new byte[] {1});
        assertThat(other).hasBinaryContent(new byte[] {2});
    }

    /** A program that ends while another thread makes folders and begins files. */
    public static void main(String[] command) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Thread.ofPlatform().daemon().start(() -> {
            while (true) {
                try (AtomicFile file = AtomicFile.create(Path.of(command[0], "made", "for", "it.bin"))) {
                    Files.write(file.path(), new byte[] {1});
                } catch (IOException e) {
                    // Its folder is gone; a program that does not know this goes on.
                }
                begun.countDown();
            }
        });
        begun.await();
        System.exit(3);
    }

    @Test
    void the_end_of_the_process_leaves_nothing_of_files_that_are_being_written() throws Exception {
        assertThat(exitOf(AtomicFileTest.class)).isEqualTo(3);
        assertThat(folder).isEmptyDirectory();
    }

    private int exitOf(Class<?> program) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        program.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        return process.waitFor();
    }

    /** Ends before it has begun any file. */
    static final class OnlyFolders {
        private OnlyFolders() {}

        public static void main(String[] command) throws Exception {
            MadeFolders.make(Path.of(command[0], "made", "for", "nothing"));
            System.exit(4);
        }
    }

    @Test
    void folders_of_a_process_that_ends_before_its_first_file_go_too() throws Exception {
        assertThat(exitOf(OnlyFolders.class)).isEqualTo(4);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void file_and_folder_are_forced_to_the_disk_before_a_commit_counts() throws IOException {
        long before = DurableFiles.forced();
        AtomicFile.write(folder.resolve("forced.bin"), new byte[] {1});
        assertThat(DurableFiles.forced()).isGreaterThanOrEqualTo(before + 2);
    }

    @Test
    void leaves_nothing_behind_without_a_commit() throws IOException {
        Path target = folder.resolve("c.bin");
        Files.write(target, new byte[] {9});
        try (AtomicFile file = AtomicFile.create(target)) {
            Files.write(file.path(), new byte[] {1});
        }
        assertThat(target).hasBinaryContent(new byte[] {9});
        assertThat(folder.toFile().list()).hasSize(1);
    }

    @Test
    void folders_that_were_made_for_a_file_go_with_it_unless_they_hold_something() throws IOException {
        try (AtomicFile file = AtomicFile.create(folder.resolve("made/below/e.bin"))) {
            Files.write(file.path(), new byte[] {1});
        }
        assertThat(folder.resolve("made")).doesNotExist();
        try (AtomicFile outer = AtomicFile.create(folder.resolve("made/f.bin"));
                AtomicFile inner = AtomicFile.create(folder.resolve("made/below/g.bin"))) {
            Files.write(inner.path(), new byte[] {1});
            Files.write(outer.path(), new byte[] {1});
            outer.commit();
        }
        assertThat(folder.resolve("made")).isDirectoryContaining(file -> file.endsWith("f.bin"));
        assertThat(folder.resolve("made/below")).doesNotExist();
        Files.createDirectory(folder.resolve("there"));
        try (AtomicFile file = AtomicFile.create(folder.resolve("there/h.bin"))) {
            assertThat(file.path()).doesNotExist();
        }
        assertThat(folder.resolve("there")).isEmptyDirectory();
    }

    @Test
    void a_file_that_appeared_meanwhile_is_replaced_only_if_asked() throws IOException {
        Path target = folder.resolve("d.bin");
        try (AtomicFile file = AtomicFile.create(target, false)) {
            Files.write(file.path(), new byte[] {1});
            Files.write(target, new byte[] {9});
            assertThrown(FileAlreadyExistsException.class, file::commit);
        }
        assertThat(target).hasBinaryContent(new byte[] {9});
        assertThrown(FileAlreadyExistsException.class, () -> AtomicFile.create(target, false));
        AtomicFile.write(target, new byte[] {2}, true);
        assertThat(target).hasBinaryContent(new byte[] {2});
        Files.delete(target);
        AtomicFile.write(target, new byte[] {3}, false);
        assertThat(target).hasBinaryContent(new byte[] {3});
        assertThat(folder.toFile().list()).hasSize(1);
    }

    @Test
    void devices_and_links_to_them_are_not_replaced() throws IOException {
        Path device = Path.of("/dev/null");
        assumeTrue(Files.exists(device), "this system has no /dev/null");
        // Through a link only: were this broken, a test that runs as root would replace the machine's own device.
        Path link = Files.createSymbolicLink(folder.resolve("link"), device);
        assertThrown(
                FileAlreadyExistsException.class,
                () -> AtomicFile.write(link, new byte[] {1}, true),
                "not a regular file");
        assertThat(link).isSymbolicLink();
    }

    @Test
    void a_folder_is_not_replaced() {
        assertThrown(IOException.class, () -> AtomicFile.create(folder));
    }
}
