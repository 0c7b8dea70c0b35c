package org.fovea.encode;

import java.util.Locale;
import java.util.Map;

/** The diary of a run. May be called from any thread. */
public interface EncodeLog {
    /** A line for display. */
    default void line(String text) {}

    /** The same with values in it, as {@link String#format} has them. */
    default void line(String format, Object... values) {
        line(String.format(Locale.ROOT, format, values));
    }

    /**
     * Figures for charts, a row of the run's metrics.
     *
     * @param stage name of the stage
     * @param step how far the stage was, in its own unit
     * @param values by name; points of the score where nothing else is said
     */
    default void metrics(String stage, long step, Map<String, Double> values) {}

    static EncodeLog none() {
        return new EncodeLog() {};
    }
}
