package org.fovea.encode.masks;

import org.fovea.codec.mask.MaskShape;

/**
 * Points of the score.
 *
 * @param perByte 25/bytes of the original
 * @param perPixel of a wrong pixel: 100/(pairs·pixels)
 */
record Prices(double perByte, double perPixel) {
    static Prices of(MaskShape shape, double pointsPerByte) {
        return new Prices(pointsPerByte, 100.0 / shape.total());
    }

    /** Wrong pixels that a bit is worth. */
    double pixelsPerBit() {
        return perByte / 8 / perPixel;
    }

    static double poseTerm(MaskState state) {
        return Math.sqrt(10 * state.pose());
    }

    double segmentationTerm(MaskState state) {
        return perPixel * state.wrong();
    }

    /** The score but for the bytes of everything else in the archive. */
    double score(MaskState state) {
        return segmentationTerm(state) + poseTerm(state) + perByte * state.bytes();
    }
}
