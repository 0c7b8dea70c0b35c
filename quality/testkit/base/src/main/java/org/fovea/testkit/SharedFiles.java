package org.fovea.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Real inputs and reference values, which are not part of the repository: the folder {@code shared} beside it, or that
 * of {@code FOVEA_SHARED}.
 */
public final class SharedFiles {
    private SharedFiles() {}

    /** A file of the shared folder; where it is absent, the test is skipped and says so. */
    public static Path file(String name) {
        String told = System.getenv("FOVEA_SHARED");
        Path folder = told != null
                ? Path.of(told)
                : Path.of(System.getProperty("fovea.root", "."))
                        .toAbsolutePath()
                        .normalize()
                        .resolveSibling("shared");
        Path file = folder.resolve(name);
        assumeTrue(Files.exists(file), () -> name + " is not in " + folder + " (FOVEA_SHARED names another folder)");
        return file;
    }
}
