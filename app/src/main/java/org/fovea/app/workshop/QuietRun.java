package org.fovea.app.workshop;

import java.util.Map;
import java.util.Optional;
import org.fovea.encode.pipeline.Encoding;
import org.fovea.encode.run.FinishedStage;
import org.fovea.encode.run.RunWatcher;
import org.fovea.lab.queue.Workshop.Watcher;

/** Tells a lab how far an encode is; the rest is in the run directory. */
final class QuietRun implements RunWatcher {
    private final Watcher watcher;
    private volatile String stage = "";

    QuietRun(Watcher watcher) {
        this.watcher = watcher;
    }

    @Override
    public void begins(String label) {
        stage = label.substring(label.indexOf('-') + 1);
    }

    @Override
    public void update(String what, int done, int total) {
        watcher.progress(stage.isEmpty() || stage.equals(what) ? what : stage + ", " + what, done, total);
    }

    @Override
    public void finished(Optional<FinishedStage> before, FinishedStage finished, Encoding encoding) {
        // in the log of the run directory
    }

    @Override
    public void skipped(FinishedStage finished) {
        // nobody watches
    }

    @Override
    public void line(String text) {
        // in the log of the run directory
    }

    @Override
    public void metrics(String name, long step, Map<String, Double> values) {
        // in the log of the run directory
    }
}
