package org.fovea.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.fovea.fleet.storage.RemoteFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hadoop's own file system of local files stands for all others. */
class HadoopFilesTest {
    @TempDir
    Path folder;

    private final RemoteFiles store = new HadoopRemoteFiles(new HadoopFiles(new Configuration(false)));

    @BeforeEach
    void write() throws IOException {
        Files.createDirectories(folder.resolve("drives/deep"));
        Files.writeString(folder.resolve("drives/a 50%.mkv"), "content");
        Files.writeString(folder.resolve("drives/deep/b.mkv"), "b");
    }

    private String address(String name) {
        return "file://" + folder.resolve(name);
    }

    @Test
    void size_date_and_content_are_those_of_the_file() throws Exception {
        Path file = folder.resolve("drives/a 50%.mkv");
        assertThat(store.facts(address("drives/a 50%.mkv")))
                .isEqualTo(
                        new RemoteFiles.Facts(7, Files.getLastModifiedTime(file).toMillis()));
        try (InputStream in = store.open(address("drives/a 50%.mkv"))) {
            assertThat(in.readAllBytes()).asString().isEqualTo("content");
        }
    }

    @Test
    void a_folder_is_listed_with_names_that_begin_there() throws Exception {
        for (String root : List.of(address("drives"), address("drives/"))) {
            assertThat(store.list(root, false))
                    .extracting(RemoteFiles.Found::name)
                    .containsExactly("a 50%.mkv");
            assertThat(store.list(root, true))
                    .extracting(RemoteFiles.Found::name)
                    .containsExactlyInAnyOrder("a 50%.mkv", "deep/b.mkv");
        }
    }

    @Test
    void what_will_not_pass_is_told_as_such() {
        assertThatThrownBy(() -> store.facts(address("none.mkv"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> store.open(address("none.mkv"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> store.list(address("none"), true)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> store.facts(address("drives")))
                .isInstanceOfSatisfying(
                        FileSystemException.class,
                        e -> assertThat(e.getReason()).isEqualTo("is a folder"));
        assertThatThrownBy(() -> store.facts("unknown://bucket/a.mkv"))
                .isInstanceOfSatisfying(
                        FileSystemException.class,
                        e -> assertThat(e.getReason()).isEqualTo("this Spark has no file system for such addresses"));
    }
}
