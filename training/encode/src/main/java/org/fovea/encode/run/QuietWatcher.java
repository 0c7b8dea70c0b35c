package org.fovea.encode.run;

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
    public void update(String stage, long done, long total) {
        watcher.update(stage, done, total);
    }
}
