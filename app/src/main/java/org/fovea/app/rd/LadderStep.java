package org.fovea.app.rd;

/**
 * What came of a rung.
 *
 * @param name of the rung
 * @param title of the rung
 * @param bytes of the archive, weights included
 * @param weightBytes of the section weights, 0 where there is none
 * @param segmentationTerm 100·mean share of pixels whose class differs
 * @param poseTerm √(10·mean pose distortion)
 * @param originalBytes size of the original
 * @param kept whether later rungs build on it: it has the best score so far
 * @param archive file name within the folder
 * @param seconds that it took
 */
public record LadderStep(
        String name,
        String title,
        long bytes,
        long weightBytes,
        double segmentationTerm,
        double poseTerm,
        long originalBytes,
        boolean kept,
        String archive,
        double seconds) {
    private static final double POINTS = 25;

    /** The score with all bytes charged: {@code rule_faithful}, and {@code current_workflow} as well, because the weights are in the archive. */
    public double score() {
        return segmentationTerm + poseTerm + POINTS * bytes / originalBytes;
    }

    /** What {@code current_workflow} would say if the weights lay outside the archive, as those of the published climb did. Derived, not measured. */
    public double scoreWithWeightsOutside() {
        return segmentationTerm + poseTerm + POINTS * (bytes - weightBytes) / originalBytes;
    }

    LadderStep judged(boolean better) {
        return new LadderStep(
                name, title, bytes, weightBytes, segmentationTerm, poseTerm, originalBytes, better, archive, seconds);
    }
}
