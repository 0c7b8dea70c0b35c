package org.fovea.encode.run;

/**
 * Shows only the progress of a run within a run: what it comes to is no stage of the outer one, and its own log has the
 * rest.
 *
 * @param title shown before the name of each stage
 */
record QuietWatcher(RunWatcher watcher, String title) implements RunWatcher {
    @Override
    public void begins(String label) {
        watcher.begins("00-" + title + ", " + label.substring(label.indexOf('-') + 1));
    }

    @Override
    public void update(String stage, long done, long total) {
        watcher.update(stage, done, total);
    }
}
