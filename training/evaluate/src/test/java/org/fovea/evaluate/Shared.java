package org.fovea.evaluate;

import java.nio.file.Path;
import org.fovea.testkit.SharedFiles;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The reference values and real inputs, which are not part of the repository. */
public final class Shared {
    private Shared() {}

    /** A file of the shared folder; where it is absent, the test is skipped and says so. */
    public static Path file(String name) {
        return SharedFiles.file(name);
    }

    /** A JSON file of the shared folder. */
    public static JsonNode json(String name) {
        return JsonMapper.shared().readTree(file(name));
    }
}
