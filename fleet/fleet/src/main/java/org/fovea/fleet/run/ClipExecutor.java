package org.fovea.fleet.run;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Has clips worked on, several at the same time; a thread of this process waits for each. */
@FunctionalInterface
public interface ClipExecutor {
    /** What is done with one clip; may be called by several threads at the same time. */
    @FunctionalInterface
    interface Job {
        /** Does all that is left of a clip. */
        void run(FleetPlan.Todo clip) throws IOException, InterruptedException;
    }

    /** How many clips may be worked on now, at least one; of a cluster it changes as machines come and go. */
    int most();

    /**
     * Works on clips, in the order of the list as far as there is one, until all are done or one throws, which ends the
     * others, too.
     *
     * @throws IOException what a job has thrown, of its own kind, so that a full disk is reported as one
     * @throws InterruptedException where this thread is interrupted; jobs are interrupted then, too
     */
    default void run(List<FleetPlan.Todo> clips, Job job) throws IOException, InterruptedException {
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            ExecutorCompletionService<Boolean> ended = new ExecutorCompletionService<>(threads);
            int next = 0;
            int handed = 0;
            try {
                while (next < clips.size() || handed > 0) {
                    while (next < clips.size() && handed < most()) {
                        FleetPlan.Todo clip = clips.get(next++);
                        Future<Boolean> _ = ended.submit(() -> {
                            job.run(clip);
                            return true;
                        });
                        handed++;
                    }
                    Future<Boolean> one = ended.poll(1, TimeUnit.SECONDS);
                    if (one != null) {
                        handed--;
                        one.get();
                    }
                }
            } catch (ExecutionException e) {
                throw switch (e.getCause()) {
                    case IOException failed -> failed;
                    case InterruptedException interrupted -> throw interrupted;
                    case RuntimeException failed -> throw failed;
                    case Error failed -> throw failed;
                    case null, default -> throw new IllegalStateException(e);
                };
            } finally {
                threads.shutdownNow();
            }
        }
    }
}
