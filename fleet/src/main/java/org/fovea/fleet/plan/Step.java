package org.fovea.fleet.plan;

import java.util.Locale;

/** What is done with a clip, in this order. */
public enum Step {
    /** Encodes it. */
    COMPRESS,

    /** Scores its archive, usually for other networks than those that it was encoded for. */
    SCORE;

    /** As files and tables have it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
