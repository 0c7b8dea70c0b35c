package org.fovea.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The real inputs, which are not part of the repository. */
final class Shared {
    private Shared() {}

    /** A file of the shared folder; where it is absent, the test is skipped and says so. */
    static Path file(String name) {
        String told = System.getenv("FOVEA_SHARED");
        Path folder = told != null ? Path.of(told) : Fovea.ROOT.resolveSibling("shared");
        Path file = folder.resolve(name);
        assumeTrue(Files.exists(file), () -> name + " is not in " + folder + " (FOVEA_SHARED names another folder)");
        return file;
    }
}
