package org.fovea.fleet.report;

/** What is measured of a clip. */
public enum Measure {
    /** Bytes for each second of video: clips differ in length. */
    BYTES("archive bytes per second of video", "archive_bytes / nullif(video_seconds, 0)"),

    /** The same with a share of the base, which clips that need it bear alike; only where there is one. */
    CHARGED("archive bytes and base share per second of video", "charged / nullif(video_seconds, 0)"),

    SCORE("score", "score"),

    SEGMENTATION("segmentation term", "segmentation"),

    POSE("pose term", "pose"),

    RATE("rate term", "rate"),

    /** Processor time of all attempts at the newest work. */
    COST("CPU hours per hour of video", "all_cpu / nullif(video_seconds, 0)"),

    /** The score of step {@code score}, which may have other networks. */
    OTHER_SCORE("score of step score", "other_score");

    private final String words;
    private final String column;

    Measure(String words, String column) {
        this.words = words;
        this.column = column;
    }

    public String words() {
        return words;
    }

    /** Its value in the reporter's table of clips, as SQL; null or not finite where it is not known. */
    String column() {
        return column;
    }
}
