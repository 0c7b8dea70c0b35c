package org.fovea.app.submission;

import org.fovea.app.Reporter;
import org.fovea.challenge.judge.Judge;
import org.fovea.codec.io.ProgressListener;

/** Shows how far a judge's run is: first {@code inflate.sh}, then the comparison. */
final class JudgeProgress implements ProgressListener, AutoCloseable {
    private final Reporter reporter;
    private final int pairs;
    private Reporter.Task current;
    private boolean comparing;

    JudgeProgress(Reporter reporter, String isolation, int pairs) {
        this.reporter = reporter;
        this.pairs = pairs;
        current = reporter.begin("inflate.sh in " + isolation, pairs, "pairs");
    }

    @Override
    public synchronized void update(String task, long done, long total) {
        if (task.equals(Judge.COMPARE) && !comparing) {
            current.close();
            current = reporter.begin("compare", pairs, "pairs");
            comparing = true;
        }
        current.update(done);
    }

    @Override
    public synchronized void close() {
        current.close();
    }
}
