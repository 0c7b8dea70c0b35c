package org.fovea.app.score;

import java.nio.file.Path;
import org.fovea.evaluate.truth.GroundTruthCache;

/** Where this process remembers things. */
public final class CacheDirectory {
    /** Name of the folder in it that isolated runs write to, {@code docs/security.md}. */
    public static final String ISOLATED = "isolated";

    private CacheDirectory() {}

    public static Path ofProcess() {
        return GroundTruthCache.directory(System.getenv(), Path.of(System.getProperty("user.home")));
    }
}
