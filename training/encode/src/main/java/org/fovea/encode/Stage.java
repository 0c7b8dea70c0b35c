package org.fovea.encode;

import java.io.IOException;

/**
 * A step of an encode that makes the archive better. Same input, settings, seed and kind of machine: same output,
 * whatever the number of threads and however often it was interrupted and resumed.
 */
public interface Stage {
    /** What of an objective a stage's own judgement covers. */
    enum Sight {
        /** All of it, or nothing is judged. */
        EVERYTHING,
        /**
         * The segmentation and the pose network, on pairs and on the steps from one pair to the next: no further
         * network.
         */
        STEPS,
        /** These two networks on one pair after the other: no step from one pair to the next either. */
        PAIRS
    }

    /**
     * What this stage's own judgement covers; where that is less than the objective, its result is kept only where the
     * whole score is better, or it is passed over.
     */
    default Sight sight() {
        return Sight.EVERYTHING;
    }

    /**
     * Runs the stage, from its last checkpoint if it has one.
     *
     * @throws IOException where the clip cannot be read or the disk is full; what was saved stays
     * @throws InterruptedException where the calling thread is interrupted; stages check often enough to stop within a
     *     second or two
     */
    Encoding run(Encoding before, StageContext context) throws IOException, InterruptedException;
}
