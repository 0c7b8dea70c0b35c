package org.fovea.lab.queue;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** What rows of the queue say that cannot be true together. */
final class Contradictions {
    private static final int MOST = 20;

    private Contradictions() {}

    static List<String> find(Handle handle) {
        List<String> found = new ArrayList<>();
        add(
                found,
                handle,
                "experiment %s does not have five steps",
                "SELECT e.hash FROM experiment e WHERE (SELECT COUNT(*) FROM job j WHERE j.experiment = e.hash) <> 5");
        add(
                found,
                handle,
                "experiment %s is open, and none of its steps can go on",
                "SELECT e.hash FROM experiment e WHERE e.state = 'OPEN' AND NOT EXISTS (SELECT 1 FROM job j"
                        + " WHERE j.experiment = e.hash AND (j.state IN ('QUEUED', 'RUNNING')"
                        + " OR j.state = 'BLOCKED' AND j.hold <> 'STEP'))");
        add(
                found,
                handle,
                "experiment %s is closed, and has a step that is not",
                "SELECT DISTINCT e.hash FROM job j JOIN experiment e ON e.hash = j.experiment"
                        + " WHERE j.state IN ('QUEUED', 'RUNNING', 'BLOCKED') AND e.state <> 'OPEN'");
        add(
                found,
                handle,
                "experiment %s has two steps that can go on at once",
                "SELECT j.experiment FROM job j WHERE j.state IN ('QUEUED', 'RUNNING')"
                        + " GROUP BY j.experiment HAVING COUNT(*) > 1");
        add(
                found,
                handle,
                "experiment %s succeeded, and no step JUDGE of it did",
                "SELECT e.hash FROM experiment e WHERE e.state = 'SUCCEEDED' AND NOT EXISTS (SELECT 1 FROM job j"
                        + " WHERE j.experiment = e.hash AND j.step = 'JUDGE' AND j.state = 'SUCCEEDED')");
        add(
                found,
                handle,
                "experiment %s failed, and no step of it did",
                "SELECT e.hash FROM experiment e WHERE e.state = 'FAILED' AND NOT EXISTS (SELECT 1 FROM job j"
                        + " WHERE j.experiment = e.hash AND j.state = 'FAILED')");
        add(
                found,
                handle,
                "job %s runs or ran, and no worker is named",
                "SELECT id FROM job WHERE state IN ('RUNNING', 'SUCCEEDED') AND worker IS NULL");
        return found;
    }

    private static void add(List<String> found, Handle handle, String message, String sql) {
        handle.createQuery(sql + " LIMIT " + MOST)
                .mapTo(String.class)
                .forEach(name -> found.add(String.format(java.util.Locale.ROOT, message, name)));
    }
}
