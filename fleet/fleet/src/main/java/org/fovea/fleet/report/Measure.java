package org.fovea.fleet.report;

import java.util.Optional;
import java.util.function.Function;

/** What is measured of a clip. */
public enum Measure {
    /** Bytes for each second of video: clips differ in length. */
    BYTES("archive bytes per second of video", clip -> perSecond(clip, clip.archiveBytes())),

    /** The same with a share of the base, which clips that need it bear alike; only where there is one. */
    CHARGED("archive bytes and base share per second of video", clip -> perSecond(clip, clip.charged())),

    SCORE("score", ReportClip::score),

    SEGMENTATION("segmentation term", ReportClip::segmentation),

    POSE("pose term", ReportClip::pose),

    RATE("rate term", ReportClip::rate),

    /** Processor time of all attempts at the newest work. */
    COST("CPU hours per hour of video", clip -> perSecond(clip, clip.cpuSeconds())),

    /** The score of step {@code score}, which may have other networks. */
    OTHER_SCORE("score of step score", ReportClip::otherScore);

    private final String words;
    private final Function<ReportClip, Optional<Double>> value;

    Measure(String words, Function<ReportClip, Optional<Double>> value) {
        this.words = words;
        this.value = value;
    }

    private static Optional<Double> perSecond(ReportClip clip, double amount) {
        return clip.videoSeconds() > 0 ? Optional.of(amount / clip.videoSeconds()) : Optional.empty();
    }

    public String words() {
        return words;
    }

    /** Of a clip that is done; empty where it is not known. */
    Optional<Double> of(ReportClip clip) {
        return value.apply(clip);
    }
}
