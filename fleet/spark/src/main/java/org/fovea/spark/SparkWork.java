package org.fovea.spark;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.fovea.app.AppException;
import org.fovea.fleet.engine.FleetEngine;
import org.fovea.fleet.storage.ClipCopies;
import org.fovea.fleet.table.Attempt;
import org.fovea.fleet.table.History;
import org.fovea.fleet.work.ClipTask;
import org.fovea.fleet.work.ClipWork;
import org.fovea.fleet.work.ProcessWork;
import org.fovea.fleet.work.RemoteAttempt;

/**
 * An attempt as a job of Spark with one task, which is named by its clip. Where machines go away, Spark has the task
 * done again elsewhere, and it goes on with the clip's last checkpoint.
 */
final class SparkWork implements ClipWork {
    private final JavaSparkContext spark;
    private final FleetEngine.Request request;
    private final ClipCopies copies;

    /** @param copies asked for sizes and dates alone: copied is where the work is done */
    SparkWork(JavaSparkContext spark, FleetEngine.Request request, ClipCopies copies) {
        this.spark = spark;
        this.request = request;
        this.copies = copies;
    }

    @Override
    public Optional<Attempt> attempt(ClipTask task, Optional<History.Entry> before)
            throws IOException, InterruptedException {
        String wanted =
                new RemoteAttempt(request.program(), request.folder().path(), request.limits(), task, before).json();
        String group = UUID.randomUUID().toString();
        if (spark.sc().isStopped()) {
            throw ended(request.master());
        }
        spark.setJobGroup(group, task.clip().id() + ", " + task.step().word(), true);
        JavaFutureAction<List<String>> job = spark.parallelize(List.of(wanted), 1)
                .map(new ClipFunction(request.program().classPath()))
                .collectAsync();
        try {
            return RemoteAttempt.attempt(job.get().getFirst());
        } catch (InterruptedException e) {
            job.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            if (spark.sc().isStopped()) {
                throw ended(request.master());
            }
            // Not by the program, whose failures are rows: its machines went away, several times, or cannot start it.
            return Optional.of(new ProcessWork(request.program(), request.folder(), request.limits(), copies)
                    .lost(task, before, "given up by Spark: " + OneLine.of(e)));
        }
    }

    /**
     * The master is not there, has gone, or has given up this program, whose executors could not be started for
     * example.
     */
    static AppException ended(String master) {
        return AppException.environment("Spark at " + master
                + " has ended the connection; its master's page and the logs of its workers say why. Nothing is "
                + "lost, the same command"
                + " goes on");
    }
}
