package org.fovea.app.score;

import java.nio.file.Path;
import org.fovea.evaluate.truth.GroundTruthCache;

/** Where this process remembers things. */
public final class CacheDirectory {
    private CacheDirectory() {}

    /** See {@link GroundTruthCache#directory}. */
    public static Path ofProcess() {
        return GroundTruthCache.directory(System.getenv(), Path.of(System.getProperty("user.home")));
    }
}
