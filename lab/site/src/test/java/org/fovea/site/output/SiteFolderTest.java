package org.fovea.site.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fovea.testkit.Thrown.assertThrown;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.fovea.site.Labs;
import org.fovea.site.layout.Content;
import org.fovea.site.layout.Site;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteFolderTest {
    @TempDir
    private Path folder;

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void every_file_is_written_and_told() throws IOException {
        Site site = Labs.site(Labs.example());
        List<Long> told = new ArrayList<>();
        Path public_ = folder.resolve("public");
        SiteFolder.Written written = SiteFolder.write(site, public_, 2, told::add);
        List<String> expected = new ArrayList<>(site.files().paths());
        expected.add(".fovea-site");
        assertThat(files(public_)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(written.files()).isEqualTo(site.files().paths().size()).isEqualTo(told.getLast());
        assertThat(told).isSorted();
        assertThat(Files.getPosixFilePermissions(public_)).isEqualTo(PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(files(folder)).allMatch(file -> file.startsWith("public/"));
    }

    @Test
    void the_same_ledger_gives_the_same_bytes() throws IOException {
        Site site = Labs.site(Labs.example());
        Site again = Labs.site(Labs.example());
        assertThat(again.files().paths()).isEqualTo(site.files().paths()).isNotEmpty();
        for (String path : site.files().paths()) {
            Content one = site.files().file(path).orElseThrow();
            Content other = again.files().file(path).orElseThrow();
            assertThat(other.mediaType()).isEqualTo(one.mediaType());
            assertThat(other.bytes()).as(path).isEqualTo(one.bytes());
        }
    }

    @Test
    void a_site_is_replaced_as_a_whole() throws IOException {
        Path place = folder.resolve("public");
        SiteFolder.write(Labs.site(Labs.example()), place, 2, _ -> {});
        Files.writeString(place.resolve("old.html"), "of an earlier build");
        SiteFolder.write(Labs.site(Labs.empty()), place, 2, _ -> {});
        assertThat(place.resolve("old.html")).doesNotExist();
        assertThat(place.resolve("index.html")).content().contains("empty");
        assertThat(files(folder)).allMatch(file -> file.startsWith("public/"));
    }

    @Test
    void a_folder_that_is_no_site_is_not_touched() throws IOException {
        Files.writeString(folder.resolve("thesis.txt"), "the only copy");
        assertThat(SiteFolder.state(folder)).isEqualTo(SiteFolder.State.OTHER);
        assertThrown(
                FileAlreadyExistsException.class, () -> SiteFolder.write(Labs.site(Labs.empty()), folder, 2, _ -> {}));
        assertThat(files(folder)).containsExactly("thesis.txt");
    }

    @Test
    void a_failure_leaves_what_was_there_and_nothing_else() throws IOException {
        Path place = folder.resolve("public");
        SiteFolder.write(Labs.site(Labs.empty()), place, 2, _ -> {});
        List<String> before = files(folder);
        Site broken = Labs.site(Labs.empty());
        broken.files().add("broken.html", () -> {
            throw new IllegalStateException("broken");
        });
        assertThatThrownBy(() -> SiteFolder.write(broken, place, 2, _ -> {})).hasMessage("broken");
        assertThat(files(folder)).isEqualTo(before);
    }
}
