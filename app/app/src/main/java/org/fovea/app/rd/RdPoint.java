package org.fovea.app.rd;

import java.util.Optional;
import org.fovea.app.anchor.AnchorSettings;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.score.ScoreResult;
import org.fovea.video.stream.StreamEncoder;

/**
 * A measured point of rate and distortion: what an archive or an anchor codec's settings cost and lose on a clip.
 *
 * @param series what it belongs to: {@link #FOVEA}, {@link #ROBUST}, or the title of an anchor codec
 * @param label settings or a file name, for people
 * @param coded size of the pictures in it; of masks, of the frames
 * @param bytes that are charged: of the archive, or of the stream without a container
 * @param measured what it loses and costs
 * @param seconds that encoding and scoring took
 * @param anchor how an anchor codec made it; empty for an archive
 */
public record RdPoint(
        String series,
        String label,
        FrameSize coded,
        long bytes,
        PointScore measured,
        double seconds,
        Optional<Anchor> anchor) {
    /** Series of archives of masks and a renderer. */
    public static final String FOVEA = "Fovea";

    /** Series of archives of a video and a filter. */
    public static final String ROBUST = "Fovea robust";

    /**
     * How an anchor codec made a point.
     *
     * @param settings it was coded with
     * @param encoder program and version
     */
    public record Anchor(AnchorSettings settings, String encoder) {}

    public static RdPoint archive(
            String series, String label, FrameSize coded, long bytes, PointScore measured, double seconds) {
        return new RdPoint(series, label, coded, bytes, measured, seconds, Optional.empty());
    }

    public static RdPoint anchor(Anchor anchor, FrameSize coded, long bytes, PointScore measured, double seconds) {
        AnchorSettings settings = anchor.settings();
        return new RdPoint(
                settings.codec().title(), settings.label(), coded, bytes, measured, seconds, Optional.of(anchor));
    }

    /**
     * A point of an anchor codec that was just measured.
     *
     * @param bytes of its stream
     * @param found what the networks lost
     * @param start when it began, by {@link System#nanoTime}
     */
    public static RdPoint anchor(
            RdTask task, StreamEncoder encoder, AnchorSettings settings, long bytes, ScoreResult found, long start) {
        return anchor(
                new Anchor(settings, encoder.version()),
                settings.codedSize(task.clip().size()),
                bytes,
                PointScore.of(task.formula(), found, bytes, task.originalBytes()),
                (System.nanoTime() - start) / 1e9);
    }

    /** The score; lower is better. */
    public double score() {
        return measured.total();
    }

    /** What the segmentation costs in the score. */
    public double segmentationTerm() {
        return measured.terms().segmentation();
    }

    /** What the pose costs in the score. */
    public double poseTerm() {
        return measured.terms().pose();
    }

    /** What the objective's further networks cost in the score. */
    public double furtherTerm() {
        return measured.terms().ofFurther();
    }

    /** What the bytes cost in the score. */
    public double rateTerm() {
        return measured.terms().rate();
    }

    /** Whether it is an archive of masks. */
    public boolean isFovea() {
        return series.equals(FOVEA);
    }
}
