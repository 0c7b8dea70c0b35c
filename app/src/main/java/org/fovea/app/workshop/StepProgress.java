package org.fovea.app.workshop;

import org.fovea.app.Reporter;
import org.fovea.lab.queue.Workshop.Watcher;
import org.jspecify.annotations.Nullable;

/** Shows how far a step is. */
public final class StepProgress implements Watcher, AutoCloseable {
    private final Reporter reporter;
    private String task = "";
    private long of;
    private Reporter.@Nullable Task progress;

    /** On a command's terminal. */
    public StepProgress(Reporter reporter) {
        this.reporter = reporter;
    }

    @Override
    public synchronized void progress(String doing, long done, long total) {
        if (progress == null || !task.equals(doing) || of != total) {
            close();
            task = doing;
            of = total;
            progress = reporter.begin(doing, total, "");
        }
        progress.update(done);
    }

    @Override
    public synchronized void close() {
        if (progress != null) {
            progress.close();
            progress = null;
        }
    }
}
