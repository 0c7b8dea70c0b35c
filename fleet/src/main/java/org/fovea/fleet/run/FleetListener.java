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
     * What is finished is published: once before the first file, then after each.
     *
     * @param done files that have been copied
     * @param files that are to be copied
     */
    default void publishes(int done, int files) {}
}
