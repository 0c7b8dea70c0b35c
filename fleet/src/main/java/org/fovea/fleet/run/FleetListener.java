package org.fovea.fleet.run;

import org.fovea.fleet.table.Attempt;
import org.fovea.fleet.work.ClipTask;

/** Told what happens in a fleet, by one thread at a time. */
public interface FleetListener {
    /** Nobody. */
    FleetListener NOBODY = new FleetListener() {};

    /** A step of a clip begins. */
    default void begins(ClipTask task, FleetState state) {}

    /** An attempt has ended, well or not. */
    default void ended(Attempt attempt, FleetState state) {}

    /** A clip turned out to be done. */
    default void known(ClipTask task, FleetState state) {}

    /**
     * What is finished has been published.
     *
     * @param files that were copied
     */
    default void published(int files) {}
}
