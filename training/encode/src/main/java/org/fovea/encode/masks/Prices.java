package org.fovea.encode.masks;

import org.fovea.codec.mask.MaskShape;
import org.fovea.encode.StageContext;
import org.fovea.evaluate.score.ScoreFormula;

/**
 * Points of the score.
 *
 * @param formula that they are of
 * @param pixels of all masks
 * @param perByte of an archive
 * @param perPixel of a wrong pixel, on average from none wrong to all, which is every one's price where the term is in
 *     proportion
 */
record Prices(ScoreFormula formula, long pixels, double perByte, double perPixel) {
    static Prices of(MaskShape shape, StageContext context) {
        ScoreFormula formula = context.formula();
        return new Prices(
                formula,
                shape.total(),
                context.pointsPerByte(),
                formula.segmentation().points(1) / shape.total());
    }

    /** Wrong pixels that a bit is worth. */
    double pixelsPerBit() {
        return perByte / 8 / perPixel;
    }

    double poseTerm(MaskState state) {
        return formula.pose().points(state.pose());
    }

    double segmentationTerm(MaskState state) {
        return formula.segmentation().points(state.wrong(), pixels);
    }

    /** The score but for the bytes of everything else in the archive. */
    double score(MaskState state) {
        return segmentationTerm(state) + poseTerm(state) + perByte * state.bytes();
    }
}
