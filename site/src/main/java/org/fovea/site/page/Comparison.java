package org.fovea.site.page;

import org.fovea.lab.store.RunRow;

/**
 * A run beside another one of the same benchmark, both on all pairs.
 *
 * @param run that the page is about
 * @param other that it is held against
 */
public record Comparison(RunRow run, RunRow other) {
    /** Change of the score; negative is better. */
    public double score() {
        return run.score() - other.score();
    }

    /** Change of the archive's size. */
    public long bytes() {
        return run.bytes() - other.bytes();
    }

    /** Change of the segmentation distortion. */
    public double segmentation() {
        return run.segmentation() - other.segmentation();
    }

    /** Change of the pose distortion. */
    public double pose() {
        return run.pose() - other.pose();
    }

    /** In words: {@code 0.0123 better than}. */
    public String words() {
        double change = score();
        return change == 0
                ? "exactly as good as"
                : org.fovea.site.layout.Wording.score(Math.abs(change)) + (change < 0 ? " better than" : " worse than");
    }
}
