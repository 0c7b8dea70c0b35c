package org.fovea.lab.record;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.fovea.config.CanonicalJson;

/**
 * What candidates compete on: a clip, two networks, and the size that the rate is counted against. There is one
 * baseline, the best promoted run, for each. Its key is the hash of these facts alone, so that labs that declared the
 * same benchmark under other names, at other times, compete for one baseline when they are merged.
 *
 * @param name for people; unique in a lab
 * @param clipSha256 of its file; absent only where an imported ledger did not say
 * @param pairs of the clip
 * @param originalBytes that the rate is counted against
 * @param evaluatorsSha256 their identity; absent only where an imported ledger did not say
 * @param official whether these are the challenge's own networks with its own weights
 * @param frames {@code sequence} where the networks look at every frame and at every step, also from one pair to the
 *     next, so that some pairs cannot be measured by themselves; absent where they look at pairs
 */
public record Benchmark(
        String name,
        String clip,
        Optional<String> clipSha256,
        int pairs,
        long originalBytes,
        String evaluators,
        Optional<String> evaluatorsSha256,
        boolean official,
        Optional<String> frames,
        Instant time)
        implements LabRecord {
    /** What {@link #frames} says of a sequence. */
    public static final String SEQUENCE = "sequence";

    public Benchmark {
        Texts.required("name of the benchmark", name);
        Texts.required("clip", clip);
        Texts.required("evaluators", evaluators);
        clipSha256.ifPresent(hash -> Texts.key("the clip", hash));
        evaluatorsSha256.ifPresent(hash -> Texts.key("the evaluators", hash));
        if (pairs < 1 || originalBytes < 1) {
            throw new IllegalArgumentException("benchmark " + name + " of " + pairs + " pairs and " + originalBytes
                    + " bytes; both are at least 1");
        }
        if (!frames.orElse(SEQUENCE).equals(SEQUENCE)) {
            throw new IllegalArgumentException(
                    "benchmark " + name + " of frames '" + frames.get() + "'; they are a sequence or not there");
        }
        time = Texts.time(time);
    }

    /** The networks' hash, or their name where that is not known. */
    public String networksIdentity() {
        return evaluatorsSha256.orElse(evaluators);
    }

    /** The clip's hash, or its name where that is not known. */
    public String clipIdentity() {
        return clipSha256.orElse(clip);
    }

    /** Whether some pairs cannot be measured by themselves. */
    public boolean sequence() {
        return frames.isPresent();
    }

    @Override
    public String key() {
        return CanonicalJson.hash(Map.of(
                "clip",
                clipIdentity(),
                "evaluators",
                networksIdentity(),
                "originalBytes",
                originalBytes,
                "pairs",
                pairs));
    }
}
