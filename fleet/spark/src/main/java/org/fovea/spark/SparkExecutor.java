package org.fovea.spark;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.JavaSparkContext;
import org.fovea.fleet.run.ClipExecutor;
import org.fovea.fleet.run.FleetPlan;

/**
 * Hands clips to Spark: as many as the cluster has room for at that moment and some more, so that no machine waits for
 * work; not all of them, because Spark keeps books of every job. A thread of this process waits for each.
 */
final class SparkExecutor implements ClipExecutor {
    /** One clip in this many is handed over before there is room for it. */
    private static final int AHEAD = 8;

    private final JavaSparkContext spark;
    private final int coresOfClip;

    SparkExecutor(JavaSparkContext spark, int coresOfClip) {
        this.spark = spark;
        this.coresOfClip = coresOfClip;
    }

    /** Clips that may be with Spark now; machines come and go. */
    private int most() {
        if (spark.sc().isStopped()) {
            throw SparkWork.ended(spark.master());
        }
        int room = Math.max(1, spark.sc().defaultParallelism() / coresOfClip);
        return room + 1 + room / AHEAD;
    }

    @Override
    public void run(List<FleetPlan.Todo> clips, Job job) throws IOException, InterruptedException {
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
                throw ClipExecutor.thrown(e);
            } finally {
                threads.shutdownNow();
            }
        }
    }
}
