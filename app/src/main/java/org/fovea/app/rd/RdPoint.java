package org.fovea.app.rd;

import org.fovea.codec.FrameSize;

/** A measured point of rate and distortion: what an archive or an anchor codec's settings cost and lose on a clip. */
public sealed interface RdPoint permits ArchivePoint, AnchorPoint {
    /** Series of archives of masks and a renderer. */
    String FOVEA = "Fovea";

    /** Series of archives of a video and a filter. */
    String ROBUST = "Fovea robust";

    /**
     * Series of archives that need files outside them: recorded with the bytes of the archive alone, on no front, never
     * best of anything.
     */
    String EXPLOIT = "exploit";

    /** What it belongs to: {@link #FOVEA}, {@link #ROBUST}, {@link #EXPLOIT}, or the title of an anchor codec. */
    String series();

    /** Settings or a file name, for people. */
    String label();

    /** Size of what was coded. */
    FrameSize coded();

    /** Bytes that are charged. */
    long bytes();

    /** What it loses and costs. */
    PointScore measured();

    /** Seconds that encoding and scoring took. */
    double seconds();

    /** The score; lower is better. */
    default double score() {
        return measured().total();
    }

    /** What the segmentation costs in the score. */
    default double segmentationTerm() {
        return measured().terms().segmentation();
    }

    /** What the pose costs in the score. */
    default double poseTerm() {
        return measured().terms().pose();
    }

    /** What the bytes cost in the score. */
    default double rateTerm() {
        return measured().terms().rate();
    }

    /** Whether it is an archive that needs files outside it. */
    default boolean isExploit() {
        return this instanceof ArchivePoint archive && archive.kind() == ArchivePoint.Kind.EXPLOIT;
    }

    /** Whether it is an archive of masks. */
    default boolean isFovea() {
        return this instanceof ArchivePoint archive && archive.kind() == ArchivePoint.Kind.MASKS;
    }
}
