package org.fovea.lab.queue;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.fovea.lab.folder.ArtifactStore;
import org.fovea.lab.store.LabDatabase;
import org.jdbi.v3.core.Handle;

/**
 * Heals what a crash can leave: jobs that db-scheduler does not know of, and files that nobody needs. Jobs and db-scheduler's rows mostly change together, but a worker takes
 * its own row out after its transaction, and that can meet a job that was queued again meanwhile.
 */
final class Sweep {
    private static final String NOT_SCHEDULED = " AND NOT EXISTS (SELECT 1 FROM scheduled_tasks s WHERE s.task_name = '"
            + Schedule.TASK + "' AND s.task_instance = j.id)";
    private static final String QUEUED = "WHERE j.state = 'QUEUED'" + NOT_SCHEDULED;
    private static final String RUNNING = "WHERE j.state = 'RUNNING'" + NOT_SCHEDULED;
    private static final String UNSUITED = "WHERE j.state = 'BLOCKED' AND j.hold = 'NEEDS'";

    private final LabDatabase database;
    private final WorkerSettings settings;
    private final ArtifactStore artifacts;
    private final WorkFolder folders;

    Sweep(LabDatabase database, WorkerSettings settings, ArtifactStore artifacts, WorkFolder folders) {
        this.database = database;
        this.settings = settings;
        this.artifacts = artifacts;
        this.folders = folders;
    }

    /** Heals rows. */
    void rows() {
        boolean anything = database.jdbi()
                .withHandle(handle -> any(handle, QUEUED)
                        || any(handle, RUNNING)
                        || !suited(handle).isEmpty());
        if (anything) {
            database.ledger().transactionWith((_, handle) -> {
                heal(handle);
                return true;
            });
        }
    }

    private void heal(Handle handle) {
        Instant now = Instant.now();
        for (Job job : Rows.list(Rows.jobs(handle, RUNNING))) {
            Claims.takeOver(handle, job, settings);
        }
        for (Job job : Rows.list(Rows.jobs(handle, QUEUED))) {
            Schedule.add(handle, job.id(), job.priority(), now);
        }
        for (Job job : suited(handle)) {
            Transitions.ready(handle, job.id(), job.study(), job.priority(), now);
        }
    }

    private static boolean any(Handle handle, String which) {
        return !Rows.list(Rows.jobs(handle, which + " LIMIT 1")).isEmpty();
    }

    private List<Job> suited(Handle handle) {
        return Rows.list(Rows.jobs(handle, UNSUITED)).stream()
                .filter(job -> job.needs().fits(settings.offer()))
                .toList();
    }

    /** Removes files that nobody needs. */
    void files() throws IOException {
        artifacts.removeUnfinished();
        for (String experiment : folders.experiments()) {
            Optional<QueuedExperiment> known =
                    database.jdbi().withHandle(handle -> Rows.experiment(handle, experiment));
            boolean over = known.filter(found ->
                            found.state() == ExperimentState.SUCCEEDED || found.state() == ExperimentState.SKIPPED)
                    .isPresent();
            if (over) {
                folders.remove(experiment);
            }
        }
    }
}
