package org.fovea.lab.record;

import java.util.List;

/**
 * A file that a run made.
 *
 * @param role what it is: {@link #ARCHIVE}, {@link #LOG}, {@link #SCORE}, or another word
 * @param path where it is, relative to the lab's folder, with {@code /}
 */
public record Artifact(String role, String sha256, long bytes, String path) {
    public static final String ARCHIVE = "archive";

    public static final String LOG = "log";

    /** Some of its pairs: original, drawn, and what the segmentation network sees in both; a PNG. */
    public static final String PICTURES = "pictures";

    /** What its trainings said at each step: the columns of a run directory's {@code metrics.csv}. */
    public static final String CURVES = "curves";

    /** The document of {@code fovea score}. */
    public static final String SCORE = "score";

    /** Rejects paths that lead out of the lab. */
    public Artifact {
        Texts.required("role of an artifact", role);
        Texts.key("an artifact", sha256);
        if (bytes < 0
                || path.isEmpty()
                || path.startsWith("/")
                || path.contains("\\")
                || path.chars().anyMatch(Character::isISOControl)
                || path.contains("//")
                || List.of(path.split("/", -1)).contains("..")) {
            throw new IllegalArgumentException("artifact " + path + " of " + bytes + " bytes");
        }
    }
}
