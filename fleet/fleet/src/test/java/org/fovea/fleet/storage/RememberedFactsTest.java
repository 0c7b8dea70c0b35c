package org.fovea.fleet.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.testkit.Thrown.assertThrown;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RememberedFactsTest {
    @TempDir
    Path folder;

    @Test
    void each_file_is_asked_for_once_and_a_list_asks_for_none() throws Exception {
        Files.writeString(Files.createDirectory(folder.resolve("drives")).resolve("a.mkv"), "a");
        Files.writeString(folder.resolve("b.mkv"), "bb");
        FolderStore store = new FolderStore(folder);
        RememberedFacts remembered = new RememberedFacts(store);
        assertThat(remembered.list("test://drives/", false))
                .extracting(RemoteFiles.Found::name)
                .containsExactly("a.mkv");
        remembered.ask(List.of("test://drives/a.mkv", "test://b.mkv", "test://none.mkv"));
        assertThat(remembered.facts("test://b.mkv").bytes()).isEqualTo(2);
        assertThat(remembered.facts("test://drives/a.mkv").bytes()).isEqualTo(1);
        for (int i = 0; i < 2; i++) {
            assertThrown(NoSuchFileException.class, () -> remembered.facts("test://none.mkv"));
        }
        assertThat(store.asked()).containsExactlyInAnyOrder("test://b.mkv", "test://none.mkv");
    }

    @Test
    void a_path_is_no_address() {
        assertThat(RemoteFiles.isAddress("s3a://bucket/a.mp4")).isTrue();
        assertThat(RemoteFiles.isAddress("file:///drives/a.mp4")).isFalse();
        assertThat(RemoteFiles.isAddress("/drives/a.mp4")).isFalse();
        assertThat(RemoteFiles.isAddress("c:/a.mp4")).isFalse();
    }
}
