package org.fovea.site.plot;

import java.util.List;

/** From values to places on an axis. */
public sealed interface Scale permits LinearScale, LogScale, StepScale, TimeScale {
    /** Where a value is: 0 at the low end, 1 at the high end; beyond these for values that are not on the scale. */
    double at(double value);

    /** Lowest value. */
    double low();

    /** Highest value. */
    double high();

    /**
     * Round values on the scale, rising.
     *
     * @param most of them that have room
     */
    List<Tick> ticks(int most);

    /** Whether a value is on the scale. */
    default boolean holds(double value) {
        return value >= low() && value <= high();
    }

    /** Where a value is, or the nearest end. */
    default double clamped(double value) {
        return Math.clamp(at(value), 0, 1);
    }
}
