package org.fovea.lab.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.testkit.Thrown.assertThrown;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.fovea.codec.io.Sha256;
import org.fovea.lab.record.Artifact;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ArtifactStoreTest {
    private static final byte[] CONTENT = "an archive".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path lab;

    private ArtifactStore store;

    @BeforeEach
    void open() {
        store = new ArtifactStore(lab);
    }

    @Test
    void keeps_a_file_under_the_hash_of_its_content() throws Exception {
        Path file = Files.write(lab.resolve("x.zip"), CONTENT);
        Artifact kept = store.keep(Artifact.ARCHIVE, file, ".zip");
        String hash = Sha256.of(CONTENT);
        assertThat(kept)
                .isEqualTo(new Artifact(
                        "archive",
                        hash,
                        CONTENT.length,
                        "artifacts/" + hash.substring(0, 2) + "/" + hash.substring(2) + ".zip"));
        assertThat(store.read(kept)).isEqualTo(CONTENT);
        assertThat(store.find(hash)).contains(store.path(kept));
        assertThat(store.find(Sha256.of(new byte[1]))).isEmpty();
        assertThat(store.keep(Artifact.ARCHIVE, CONTENT, ".zip")).isEqualTo(kept);
        assertThat(store.files()).containsExactly(store.path(kept));
    }

    @Test
    void says_that_a_file_is_damaged_or_missing() throws Exception {
        Artifact kept = store.keep(Artifact.LOG, CONTENT, "");
        Files.writeString(store.path(kept), "AN ARCHIVE");
        assertThrown(IOException.class, () -> store.read(kept), "is damaged; remove it");
        Files.delete(store.path(kept));
        assertThrown(FileNotFoundException.class, () -> store.verified(kept), kept.path());
        assertThrown(IllegalArgumentException.class, () -> store.keep(Artifact.LOG, CONTENT, "/../x"));
        assertThrown(IllegalArgumentException.class, () -> store.find("../x"));
    }

    @Test
    void many_threads_keep_the_same_file() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Artifact>> tasks = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                byte[] content = new byte[] {(byte) (i % 4)};
                tasks.add(() -> {
                    Artifact kept = store.keep(Artifact.LOG, content, ".txt");
                    assertThat(store.read(kept)).isEqualTo(content);
                    return kept;
                });
            }
            for (Future<Artifact> done : threads.invokeAll(tasks)) {
                done.get();
            }
        }
        assertThat(store.files()).hasSize(4);
        assertThat(lab.resolve("artifacts/.incoming")).isEmptyDirectory();
    }

    @Test
    void removes_what_was_left_long_ago_and_nothing_else() throws Exception {
        store.keep(Artifact.LOG, CONTENT, "");
        Path incoming = lab.resolve("artifacts/.incoming");
        Path left = Files.createFile(incoming.resolve("left.part"));
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofDays(3))));
        Path recent = Files.createFile(incoming.resolve("recent.part"));
        store.removeUnfinished();
        assertThat(left).doesNotExist();
        assertThat(recent).exists();
        assertThat(store.files()).hasSize(1);
    }
}
