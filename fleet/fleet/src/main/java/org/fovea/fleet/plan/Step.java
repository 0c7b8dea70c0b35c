package org.fovea.fleet.plan;

import java.util.Locale;
import java.util.Optional;

/** What is done with a clip, in this order. */
public enum Step {
    COMPRESS("archives", ".zip"),

    /** Scores its archive, usually for other networks than those that it was encoded for. */
    SCORE("", ""),

    /** Encodes its archive again without loss, with the greatest effort. */
    REPACK("repacked", ".zip"),

    /** Decodes its archive to a lossless video. */
    INFLATE("frames", ".mkv"),

    /** Codes the class masks of the clip itself. */
    MASKS("masks", ".fva");

    private final String folder;
    private final String suffix;

    Step(String folder, String suffix) {
        this.folder = folder;
        this.suffix = suffix;
    }

    /** As files and tables have it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Path of what it makes of a clip, from the folder of results; empty where that is a row alone. */
    public Optional<String> output(String clip) {
        return folder.isEmpty() ? Optional.empty() : Optional.of(folder + "/" + clip + suffix);
    }

    public boolean ofArchive() {
        return this == SCORE || this == REPACK || this == INFLATE;
    }

    /**
     * What it works on, for its key.
     *
     * @param clip SHA-256 of the clip
     * @param archive SHA-256 of the archive; any text for steps that need none
     */
    public String content(String clip, String archive) {
        return switch (this) {
            case COMPRESS, MASKS -> clip;
            case SCORE -> clip + "+" + archive;
            case REPACK, INFLATE -> archive;
        };
    }
}
