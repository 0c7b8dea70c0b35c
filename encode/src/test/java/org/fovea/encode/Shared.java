package org.fovea.encode;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Real inputs, which are not part of the repository. */
public final class Shared {
    private Shared() {}

    /** A file of the shared folder; where it is absent, the test is skipped and says so. */
    public static Path file(String name) {
        String told = System.getenv("FOVEA_SHARED");
        String root = System.getProperty("fovea.root", ".");
        Path folder = told != null
                ? Path.of(told)
                : Path.of(root).toAbsolutePath().normalize().resolveSibling("shared");
        Path file = folder.resolve(name);
        assumeTrue(Files.exists(file), () -> name + " is not in " + folder + " (FOVEA_SHARED names another folder)");
        return file;
    }
}
