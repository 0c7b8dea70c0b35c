package org.fovea.encode.run;

import java.util.Optional;

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
    /**
     * A score between two stages.
     *
     * @param pairs on how many it was measured
     * @param segmentation points: 100·mean
     * @param pose points: √(10·mean)
     * @param rate points: 25·bytes/original
     */
    public record Estimate(int pairs, double segmentation, double pose, double rate) {
        /** The score; lower is better. */
        public double score() {
            return segmentation + pose + rate;
        }
    }

    /** The stage's name without its number. */
    public String name() {
        return label.substring(label.indexOf('-') + 1);
    }

    FinishedStage with(Estimate measured) {
        return new FinishedStage(label, bytes, sha256, seconds, Optional.of(measured));
    }
}
