package org.fovea.encode.estimate;

import org.fovea.encode.train.StepKind;

/** Something in a run that takes its time. */
public sealed interface Work {
    /** What the run calls it when it tells how far it is. */
    String task();

    /**
     * Training steps, whose pace is measured.
     *
     * @param kind of each
     * @param count of them
     */
    record Steps(String task, StepKind kind, long count) implements Work {}

    /**
     * Anything else.
     *
     * @param items that it consists of, mostly pairs
     * @param steps what an item costs as a rule, in exact training steps; what was measured in this run replaces it
     */
    record Items(String task, long items, double steps) implements Work {}
}
