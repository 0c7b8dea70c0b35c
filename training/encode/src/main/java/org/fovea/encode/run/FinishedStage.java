package org.fovea.encode.run;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Optional;
import java.util.regex.Pattern;
import org.fovea.evaluate.score.Score;

/**
 * A stage that need not run again.
 *
 * @param label number and name, as in "02-train"
 * @param bytes of its archive
 * @param sha256 of its archive
 * @param seconds that it took, without those of runs that were broken off
 * @param score what its archive is worth, once it was measured
 */
public record FinishedStage(String label, long bytes, String sha256, double seconds, Optional<Estimate> score) {
    private static final Pattern LABEL = Pattern.compile("[0-9]{1,6}-[A-Za-z]{1,40}");

    /** @throws IllegalArgumentException where the label is none, which names files */
    public FinishedStage {
        if (!LABEL.matcher(label).matches()) {
            throw new IllegalArgumentException("no label of a stage");
        }
    }

    /**
     * A score between two stages.
     *
     * @param pairs on how many it was measured
     * @param score of these; its terms stand beside the number of pairs where it is stored
     */
    public record Estimate(int pairs, @JsonUnwrapped Score score) {}

    /** The stage's name without its number. */
    public String name() {
        return label.substring(label.indexOf('-') + 1);
    }

    FinishedStage with(Estimate measured) {
        return new FinishedStage(label, bytes, sha256, seconds, Optional.of(measured));
    }
}
