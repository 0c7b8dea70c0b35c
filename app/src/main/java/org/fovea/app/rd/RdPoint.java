package org.fovea.app.rd;

import org.fovea.evaluate.score.ScoreFormula;

/**
 * A point of the chart: what an archive or a rival's setting costs and loses.
 *
 * @param series {@link #FOVEA}, {@link #ROBUST}, {@link #EXPLOIT}, or the rival codec's title
 * @param label settings or file name, for people
 * @param preset of a rival; empty for an archive
 * @param crf of a rival; 0 for an archive
 * @param scale per cent of width and height that were coded
 * @param width of what was coded
 * @param height of what was coded
 * @param filter with which a rival was scaled; empty for an archive
 * @param encoder program and version of a rival; empty for an archive
 * @param bytes that are charged
 * @param segmentation mean share of pixels whose class differs
 * @param pose mean pose distortion
 * @param score by the challenge's formula
 * @param seconds that encoding and scoring took
 */
public record RdPoint(
        String series,
        String label,
        String preset,
        int crf,
        int scale,
        int width,
        int height,
        String filter,
        String encoder,
        long bytes,
        double segmentation,
        double pose,
        double score,
        double seconds) {
    /** Series of archives of masks and a renderer. */
    public static final String FOVEA = "Fovea";

    /** Series of archives of a video and a filter. */
    public static final String ROBUST = "Fovea robust";

    /** Series of archives that need files outside them: recorded with the bytes of the archive alone, on no front, never best of anything. */
    public static final String EXPLOIT = "exploit";

    /** Whether it is an archive that needs files outside it. */
    public boolean isExploit() {
        return series.equals(EXPLOIT);
    }

    /** Whether it is an archive of masks. */
    public boolean isFovea() {
        return series.equals(FOVEA);
    }

    /** Whether it is a setting of a rival, and no archive. */
    public boolean isRival() {
        return !isFovea() && !isExploit() && !series.equals(ROBUST);
    }

    /** What the segmentation costs in the score. */
    public double segmentationTerm() {
        return ScoreFormula.COMMA.segmentation().points(segmentation);
    }

    /** What the pose costs in the score. */
    public double poseTerm() {
        return ScoreFormula.COMMA.pose().points(pose);
    }

    /** What the bytes cost in the score. */
    public double rateTerm() {
        return score - segmentationTerm() - poseTerm();
    }
}
