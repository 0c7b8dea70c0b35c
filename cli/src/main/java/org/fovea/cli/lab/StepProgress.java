package org.fovea.cli.lab;

import org.fovea.cli.FoveaCommand;
import org.fovea.cli.terminal.Progress;
import org.fovea.lab.work.Workshop.Watcher;

/** Shows how far a step is. */
public final class StepProgress implements Watcher, AutoCloseable {
    private final FoveaCommand fovea;
    private String task = "";
    private long of;
    private Progress progress;

    /** On a command's terminal. */
    public StepProgress(FoveaCommand fovea) {
        this.fovea = fovea;
    }

    @Override
    public synchronized void progress(String doing, long done, long total) {
        if (progress == null || !task.equals(doing) || of != total) {
            close();
            task = doing;
            of = total;
            progress = new Progress(fovea.terminal(), fovea.quiet(), doing, total, "");
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
