package org.fovea.app.rd;

/**
 * What a video with some settings costs and loses.
 *
 * @param settings those that were varied, KEY=VALUE
 * @param firstPair first pair of the clip that was looked at
 * @param pairs how many were
 * @param width of the coded pictures
 * @param height of the coded pictures
 * @param bytes of the archive
 * @param segmentation mean share of pixels whose class differs
 * @param pose mean pose distortion
 * @param rate 25·bytes over the original's bytes; of some pairs, over their share of these
 * @param score 100·segmentation + √(10·pose) + rate; of some pairs an estimate, no score of the clip
 * @param seconds that encoding and measuring took
 */
public record StreamPoint(
        String settings,
        int firstPair,
        int pairs,
        int width,
        int height,
        long bytes,
        double segmentation,
        double pose,
        double rate,
        double score,
        double seconds) {}
