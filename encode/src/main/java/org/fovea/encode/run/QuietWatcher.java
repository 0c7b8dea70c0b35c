package org.fovea.encode.run;

import java.util.Map;
import java.util.Optional;
import org.fovea.encode.Encoding;

/**
 * Shows only the progress of a run within a run: what it comes to is no stage of the outer one, and its own log has the
 * rest.
 */
final class QuietWatcher implements RunWatcher {
    private final RunWatcher watcher;
    private final String title;

    /** @param title shown before the name of each stage */
    QuietWatcher(RunWatcher watcher, String title) {
        this.watcher = watcher;
        this.title = title;
    }

    @Override
    public void begins(String label) {
        watcher.begins("00-" + title + ", " + label.substring(label.indexOf('-') + 1));
    }

    @Override
    public void finished(Optional<FinishedStage> before, FinishedStage stage, Encoding encoding) {
        // its own log has it
    }

    @Override
    public void skipped(FinishedStage stage) {
        // its own log has it
    }

    @Override
    public void update(String stage, int done, int total) {
        watcher.update(stage, done, total);
    }

    @Override
    public void line(String text) {
        // its own log has it
    }

    @Override
    public void metrics(String stage, long step, Map<String, Double> values) {
        // its own table has it
    }
}
