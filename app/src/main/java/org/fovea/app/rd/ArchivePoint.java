package org.fovea.app.rd;

import org.fovea.codec.FrameSize;

/**
 * A point of an archive.
 *
 * @param kind of the archive
 * @param label file name, or the settings it was made with
 * @param coded size of the pictures in it; of masks, of the frames
 * @param bytes of the archive
 * @param measured what it loses and costs
 * @param seconds that making and scoring it took
 */
public record ArchivePoint(Kind kind, String label, FrameSize coded, long bytes, PointScore measured, double seconds)
        implements RdPoint {
    /** What archives hold. */
    public enum Kind {
        /** Masks and a renderer. */
        MASKS(RdPoint.FOVEA),
        /** A video and perhaps a filter. */
        VIDEO(RdPoint.ROBUST),
        /** Something that is not enough without files outside. */
        EXPLOIT(RdPoint.EXPLOIT);

        private final String series;

        Kind(String series) {
            this.series = series;
        }

        /** Name of its series. */
        String series() {
            return series;
        }
    }

    @Override
    public String series() {
        return kind.series();
    }
}
