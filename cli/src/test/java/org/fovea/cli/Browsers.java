package org.fovea.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The browser that pages are tried in. */
final class Browsers {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    private Browsers() {}

    /** The first that is installed; where there is none, the test is skipped and says so. */
    static Path find() {
        String search = System.getenv().getOrDefault("PATH", "");
        Optional<Path> found = NAMES.stream()
                .flatMap(name -> Stream.of(search.split(File.pathSeparator, -1))
                        .map(place -> Path.of(place).resolve(name)))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(found.isPresent(), "no chromium on the PATH, so that the page is not tried in a browser");
        return found.get();
    }
}
