package org.fovea.app.rd;

import org.fovea.evaluate.score.ScoreFormula;

/**
 * What came of a rung.
 *
 * @param name of the rung
 * @param title of the rung
 * @param bytes of the archive, weights included
 * @param weightBytes of the section weights, 0 where there is none
 * @param segmentationTerm what the mean share of pixels costs whose class differs
 * @param poseTerm what the mean pose distortion costs
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
    /** The score with all bytes charged: {@code rule_faithful}, and {@code current_workflow} as well, because the weights are in the archive. */
    public double score() {
        return segmentationTerm + poseTerm + ScoreFormula.COMMA.rateTerm(bytes, originalBytes);
    }

    /** What {@code current_workflow} would say if the weights lay outside the archive, as those of the published climb did. Derived, not measured. */
    public double scoreWithWeightsOutside() {
        return segmentationTerm + poseTerm + ScoreFormula.COMMA.rateTerm(bytes - weightBytes, originalBytes);
    }

    LadderStep judged(boolean better) {
        return new LadderStep(
                name, title, bytes, weightBytes, segmentationTerm, poseTerm, originalBytes, better, archive, seconds);
    }
}
