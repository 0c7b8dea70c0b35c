package org.fovea.fleet.run;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** Has clips worked on, somewhere. */
public interface ClipExecutor {
    /** What is done with one clip; may be called by several threads at the same time. */
    @FunctionalInterface
    interface Job {
        /** Does all that is left of a clip. */
        void run(FleetPlan.Todo clip) throws IOException, InterruptedException;
    }

    /**
     * Works on clips, in the order of the list as far as there is one, until all are done or one throws, which ends the
     * others, too.
     *
     * @throws IOException what a job has thrown
     * @throws InterruptedException where this thread is interrupted; jobs are interrupted then, too
     */
    void run(List<FleetPlan.Todo> clips, Job job) throws IOException, InterruptedException;

    /** What a job has thrown; its own kind, so that a full disk is reported as one. */
    static IOException thrown(ExecutionException e) throws InterruptedException {
        return switch (e.getCause()) {
            case IOException failed -> failed;
            case InterruptedException interrupted -> throw interrupted;
            case RuntimeException failed -> throw failed;
            case Error failed -> throw failed;
            case null, default -> throw new IllegalStateException(e);
        };
    }
}
