package org.fovea.app.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CachesTest {
    @TempDir
    private Path home;

    private Path file(String name, int bytes) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, new byte[bytes]);
    }

    private Caches caches() throws IOException {
        return Caches.of(Map.of(), home, Optional.empty(), Optional.of(home.resolve("checkout")));
    }

    @Test
    void all_places_are_shown_and_cleared_and_nothing_of_others() throws IOException {
        Path start = file(".cache/fovea/start-0.1.0/fovea-jdk-25.aot", 100);
        Path broken = file(".cache/fovea/start-0.0.9/fovea-jdk-25.aot.4711", 7);
        Path checkout = file("checkout/app/cli/target/dist/fovea-jdk-25.aot", 50);
        Path library = file(".javacpp/cache/pytorch-2.10.0-1.5.13-linux-x86_64.jar/org/libtorch.so", 1000);
        Path isolated = file(".cache/fovea/ground-truth/isolated/libraries/pytorch.jar/libtorch.so", 500);
        Path other = file(".javacpp/cache/tesseract-5.jar/libtesseract.so", 10);
        Path mine = file(".cache/fovea/notes.txt", 10);
        Path jar = file("checkout/app/cli/target/dist/lib/fovea-cli.jar", 10);
        Path outside = file("outside/precious.bin", 10);
        Files.createSymbolicLink(library.resolveSibling("link"), outside.getParent());

        assertThat(caches().places().stream().mapToLong(Caches.Place::bytes).sum())
                .isEqualTo(1657);
        assertThat(caches().clear()).isEqualTo(1657);

        assertThat(start).doesNotExist();
        assertThat(broken).doesNotExist();
        assertThat(checkout).doesNotExist();
        assertThat(library).doesNotExist();
        assertThat(isolated).doesNotExist();
        assertThat(other).exists();
        assertThat(mine).exists();
        assertThat(jar).exists();
        assertThat(outside).exists();
        assertThat(caches().clear()).isZero();
    }

    @Test
    void where_there_is_nothing_nothing_is_made() throws IOException {
        assertThat(caches().places()).allMatch(place -> place.bytes() == 0).hasSize(2);
        assertThat(home).isEmptyDirectory();
    }
}
