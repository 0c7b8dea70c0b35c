package org.fovea.evaluate;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The reference values and real inputs, which are not part of the repository. */
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

    /** A JSON file of the shared folder. */
    public static JsonNode json(String name) {
        return JsonMapper.shared().readTree(file(name));
    }
}
