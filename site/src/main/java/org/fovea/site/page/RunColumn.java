package org.fovea.site.page;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Columns of the table of runs. The script reads them from the page, so that they are told only here. */
public enum RunColumn {
    /** Its number. */
    RUN("Run", false, true),
    /** What was tried. */
    TRIED("What was tried", false, true),
    /** Benchmark. */
    BENCHMARK("Benchmark", false, true),
    /** Kind of codec. */
    TRACK("Track", false, true),
    /** Part of the codec. */
    FAMILY("Family", false, true),
    /** Pairs that were scored. */
    PAIRS("Pairs", true, true),
    /** Bytes of the archive. */
    BYTES("Bytes", true, true),
    /** The score that charges the archive. */
    SCORE("Score", true, true),
    /** The score that charges all. */
    FAITHFUL("With payload", true, true),
    /** Segmentation distortion. */
    SEGMENTATION("Segmentation", true, true),
    /** Pose distortion. */
    POSE("Pose", true, true),
    /** What is thought of it. */
    VERDICT("Verdict", false, true),
    /** When it ended. */
    ENDED("Ended", false, true),
    /** Bytes outside the archive. */
    PAYLOAD("Payload", true, false),
    /** Which code ran. */
    CODE("Code", false, false),
    /** Study that asked for it. */
    STUDY("Study", false, false),
    /** Who measured. */
    SOURCE("Source", false, false),
    /** How long it took. */
    DURATION("Duration", true, false);

    private final String title;
    private final boolean number;
    private final boolean shown;

    RunColumn(String title, boolean number, boolean shown) {
        this.title = title;
        this.number = number;
        this.shown = shown;
    }

    /** Those that are shown unless a reader chooses others. */
    public static List<RunColumn> usual() {
        return Stream.of(values()).filter(column -> column.shown).toList();
    }

    /** What a script calls it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What stands above it. */
    public String title() {
        return title;
    }

    /** Whether it holds numbers. */
    public boolean number() {
        return number;
    }

    /** Whether it is shown unless a reader chooses others. */
    public boolean shown() {
        return shown;
    }
}
