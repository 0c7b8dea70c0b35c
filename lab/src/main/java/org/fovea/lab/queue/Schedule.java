package org.fovea.lab.queue;

import java.sql.Timestamp;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/**
 * Rows of db-scheduler's table, written by hand where they must change together with a job: its own client writes in a transaction of its own. Only rows that no worker has
 * picked are touched.
 */
final class Schedule {
    /** Name of db-scheduler's task. */
    static final String TASK = "lab-step";

    private Schedule() {}

    /** Lets a job begin at a time; where it is scheduled already, at that time instead. */
    static void add(Handle handle, String job, int priority, Instant when) {
        // db-scheduler tells generations of a row apart by its version. Beginning with the time, a job that is
        // scheduled again never has one that it had before.
        handle.createUpdate("INSERT INTO scheduled_tasks"
                        + " (task_name, task_instance, task_data, execution_time, picked, version, priority)"
                        + " VALUES (:task, :job, NULL, :time, :no, :version, :priority)"
                        + " ON CONFLICT (task_name, task_instance) DO UPDATE"
                        + " SET execution_time = excluded.execution_time, priority = excluded.priority"
                        + " WHERE scheduled_tasks.picked = :no")
                .bind("task", TASK)
                .bind("job", job)
                .bind("time", Timestamp.from(when))
                .bind("no", false)
                .bind("version", System.currentTimeMillis())
                .bind("priority", priority)
                .execute();
    }

    /** Takes the jobs of an experiment out, except one that a worker has picked: that worker takes it out itself. */
    static void remove(Handle handle, String experiment) {
        handle.createUpdate("DELETE FROM scheduled_tasks WHERE task_name = :task AND picked = :no"
                        + " AND task_instance IN (SELECT id FROM job WHERE experiment = :experiment)")
                .bind("task", TASK)
                .bind("no", false)
                .bind("experiment", experiment)
                .execute();
    }

    /** Changes the priority of the jobs of an experiment. */
    static void prioritise(Handle handle, String experiment, int priority) {
        handle.createUpdate("UPDATE scheduled_tasks SET priority = :priority WHERE task_name = :task"
                        + " AND task_instance IN (SELECT id FROM job WHERE experiment = :experiment)")
                .bind("task", TASK)
                .bind("priority", priority)
                .bind("experiment", experiment)
                .execute();
    }
}
