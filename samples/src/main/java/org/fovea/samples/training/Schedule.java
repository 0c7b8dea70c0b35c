package org.fovea.samples.training;

/** How much of a training is done. */
interface Schedule {
    /**
     * Before a step.
     *
     * @param step number of steps done
     * @return 0 at the start; 1 or more to stop
     */
    double done(int step);

    /** A fixed number of steps, which gives the same weights again. */
    static Schedule steps(int count) {
        return step -> (double) step / count;
    }

    /** As many steps as fit into a time from now. */
    static Schedule seconds(double seconds) {
        long start = System.nanoTime();
        return step -> (System.nanoTime() - start) / 1e9 / seconds;
    }
}
