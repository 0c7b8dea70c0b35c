package org.fovea.cli.option;

import java.util.Optional;
import org.fovea.evaluate.truth.GroundTruthCache;
import picocli.CommandLine.Option;

/** {@code --no-cache}: nothing is remembered. */
public final class CacheOption {
    @Option(names = "--no-cache", description = "Do not use the cache of ground truth.")
    private boolean unwanted;

    /** The cache of this process, unless it is not wanted. */
    public Optional<GroundTruthCache> cache() {
        return unwanted ? Optional.empty() : Optional.of(new GroundTruthCache(GroundTruthCache.directory()));
    }
}
