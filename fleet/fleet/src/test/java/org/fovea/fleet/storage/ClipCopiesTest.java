package org.fovea.fleet.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fovea.testkit.Thrown.assertThrown;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.fovea.codec.io.Sha256;
import org.fovea.fleet.storage.RemoteFiles.Facts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClipCopiesTest {
    private static final String ADDRESS = "test://drives/a clip.mkv";

    @TempDir
    Path folder;

    private ClipCopies copies;

    @BeforeEach
    void begin() throws IOException {
        Files.createDirectory(folder.resolve("drives"));
        Files.writeString(folder.resolve("drives/a clip.mkv"), "content");
        copies = new ClipCopies(new FolderStore(folder), folder.resolve("scratch"));
    }

    private Path scratch() {
        return folder.resolve("scratch/fovea-clips");
    }

    @Test
    void a_copy_has_name_hash_and_content_and_goes_when_it_is_closed() throws Exception {
        try (ClipCopies.Copy copy = copies.fetch(ADDRESS, copies.facts(ADDRESS))) {
            assertThat(copy.file()).hasContent("content").hasFileName("a_clip.mkv");
            assertThat(copy.sha256()).isEqualTo(Sha256.of(copy.file()));
        }
        assertThat(scratch()).isEmptyDirectory();
    }

    @Test
    void what_is_cut_off_is_no_copy() {
        assertThatThrownBy(() -> copies.fetch(ADDRESS, new Facts(8, 0)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("7 bytes came of 8");
        assertThat(scratch()).isEmptyDirectory();
    }

    /** As much as was announced has room, and perhaps no more. */
    @Test
    void what_has_grown_is_not_copied_to_its_end() {
        AtomicLong read = new AtomicLong();
        ClipCopies endless = new ClipCopies(
                new FolderStore(folder) {
                    @Override
                    public InputStream open(String address) {
                        return new InputStream() {
                            @Override
                            public int read() {
                                read.incrementAndGet();
                                return 0;
                            }
                        };
                    }
                },
                folder.resolve("scratch"));
        assertThatThrownBy(() -> endless.fetch(ADDRESS, new Facts(7, 0)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("more bytes came than 7");
        assertThat(read).hasValueLessThan(1 << 24);
        assertThat(scratch()).isEmptyDirectory();
    }

    @Test
    void what_has_no_room_is_not_begun() {
        assertThatThrownBy(() -> copies.fetch(ADDRESS, new Facts(Long.MAX_VALUE / 2, 0)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("no room for a copy");
        assertThat(scratch()).isEmptyDirectory();
    }

    @Test
    void an_interrupt_leaves_nothing() {
        Thread.currentThread().interrupt();
        assertThrown(InterruptedException.class, () -> copies.fetch(ADDRESS, new Facts(7, 0)));
        assertThat(scratch()).isEmptyDirectory();
    }

    /** Whoever was killed holds no lock. */
    @Test
    void copies_of_the_dead_go_and_those_of_the_living_stay() throws Exception {
        Path dead = Files.createDirectories(scratch().resolve("dead"));
        Files.writeString(dead.resolve("clip.mkv"), "left");
        Files.createFile(scratch().resolve("dead.lock"));
        try (ClipCopies.Copy first = copies.fetch(ADDRESS, copies.facts(ADDRESS));
                ClipCopies.Copy second = copies.fetch(ADDRESS, copies.facts(ADDRESS))) {
            assertThat(dead).doesNotExist();
            assertThat(first.file()).exists();
            assertThat(second.file()).exists().isNotEqualTo(first.file());
        }
        assertThat(scratch()).isEmptyDirectory();
    }
}
