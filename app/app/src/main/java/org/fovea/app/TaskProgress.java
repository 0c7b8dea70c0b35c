package org.fovea.app;

import org.fovea.codec.io.ProgressListener;
import org.jspecify.annotations.Nullable;

/** Shows work as tasks of a reporter: one ends where another begins. */
public final class TaskProgress implements ProgressListener, AutoCloseable {
    private final Reporter reporter;
    private final String unit;
    private String task = "";
    private long of;
    private Reporter.@Nullable Task current;

    /**
     * Work of a command.
     *
     * @param unit plural name of what is counted, or empty
     */
    public TaskProgress(Reporter reporter, String unit) {
        this.reporter = reporter;
        this.unit = unit;
    }

    @Override
    public synchronized void update(String doing, long done, long total) {
        task(doing, total).update(done);
    }

    /** The task of a name and size, which begins where another one was at work. */
    public synchronized Reporter.Task task(String doing, long total) {
        if (current == null || !task.equals(doing) || of != total) {
            close();
            task = doing;
            of = total;
            current = reporter.begin(doing, total, unit);
        }
        return current;
    }

    @Override
    public synchronized void close() {
        if (current != null) {
            current.close();
            current = null;
        }
    }
}
