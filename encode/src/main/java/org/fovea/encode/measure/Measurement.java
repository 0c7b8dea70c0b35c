package org.fovea.encode.measure;

import java.util.Arrays;

/**
 * What an archive costs on some pairs of its clip.
 *
 * @param segmentation share of wrong pixels of each pair, 0..1
 * @param pose pose distortion of each pair
 * @param bytes of the archive
 * @param pointsPerByte what a byte costs: 25/bytes of the original
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of results that is never compared
public record Measurement(double[] segmentation, double[] pose, long bytes, double pointsPerByte) {
    /** 100·mean of the shares of wrong pixels. */
    public double segmentationTerm() {
        return 100 * mean(segmentation);
    }

    /** √(10·mean pose distortion). */
    public double poseTerm() {
        return Math.sqrt(10 * mean(pose));
    }

    /** 25·bytes/bytes of the original. */
    public double rateTerm() {
        return bytes * pointsPerByte;
    }

    /** The score; lower is better. */
    public double score() {
        return segmentationTerm() + poseTerm() + rateTerm();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }
}
