package org.fovea.lab.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fovea.config.CanonicalJson;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

final class JobRows {
    private static final String JOBS = "SELECT j.* FROM job j ";

    private JobRows() {}

    static String id(String experiment, Step step) {
        return experiment + ":" + word(step);
    }

    static String word(Step step) {
        return step.name().toLowerCase(Locale.ROOT);
    }

    static Query jobs(Handle handle, String rest) {
        return handle.createQuery(JOBS + rest);
    }

    static List<Job> list(Query query) {
        return query.map((row, _) -> job(row)).list();
    }

    static Optional<Job> job(Handle handle, String id) {
        return jobs(handle, "WHERE j.id = :id")
                .bind("id", id)
                .map((row, _) -> job(row))
                .findOne();
    }

    static List<Job> steps(Handle handle, String experiment) {
        return list(jobs(handle, "WHERE j.experiment = :experiment ORDER BY j.place")
                .bind("experiment", experiment));
    }

    static Optional<QueuedExperiment> experiment(Handle handle, String hash) {
        return handle.select("SELECT * FROM experiment WHERE hash = ?", hash)
                .map((row, _) -> experiment(row))
                .findOne();
    }

    /** Experiments that a condition with one parameter fits, in the order in which they were asked for. */
    static List<QueuedExperiment> experiments(Handle handle, String condition, String value) {
        return handle.select("SELECT * FROM experiment WHERE " + condition + " ORDER BY created, hash", value)
                .map((row, _) -> experiment(row))
                .list();
    }

    private static QueuedExperiment experiment(ResultSet row) throws SQLException {
        return new QueuedExperiment(
                row.getString("hash"),
                CanonicalJson.read(row.getString("document"), Experiment.class),
                ExperimentState.valueOf(row.getString("state")));
    }

    private static Job job(ResultSet row) throws SQLException {
        Optional<String> doing = Optional.ofNullable(row.getString("doing"));
        long done = row.getLong("done");
        long total = row.getLong("total");
        return new Job(
                row.getString("id"),
                row.getString("experiment"),
                Optional.ofNullable(row.getString("study")),
                row.getString("benchmark"),
                row.getString("candidate"),
                row.getInt("pairs"),
                Step.valueOf(row.getString("step")),
                JobState.valueOf(row.getString("state")),
                row.getInt("priority"),
                new Needs(row.getInt("cores"), row.getLong("memory_mb")),
                row.getInt("attempt"),
                row.getInt("most_attempts"),
                row.getInt("deaths"),
                Optional.ofNullable(row.getString("worker")),
                time(row, "started"),
                doing.map(word -> new Job.Progress(word, done, total)),
                Optional.ofNullable(row.getString("result")),
                Optional.ofNullable(row.getString("error")),
                Optional.ofNullable(row.getString("blocked_because")));
    }

    static boolean paused(Handle handle) {
        return handle.createQuery("SELECT paused FROM control WHERE name = ''")
                        .mapTo(Integer.class)
                        .one()
                != 0;
    }

    static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(value));
    }
}
