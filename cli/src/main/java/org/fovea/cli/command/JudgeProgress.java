package org.fovea.cli.command;

import org.fovea.challenge.judge.Judge;
import org.fovea.cli.FoveaCommand;
import org.fovea.cli.terminal.Progress;
import org.fovea.codec.io.ProgressListener;

/** Shows how far a judge's run is: first {@code inflate.sh}, then the comparison. */
final class JudgeProgress implements ProgressListener, AutoCloseable {
    private final FoveaCommand fovea;
    private final int pairs;
    private Progress current;
    private boolean comparing;

    JudgeProgress(FoveaCommand fovea, String isolation, int pairs) {
        this.fovea = fovea;
        this.pairs = pairs;
        current = new Progress(fovea.terminal(), fovea.quiet(), "inflate.sh in " + isolation, pairs, "pairs");
    }

    @Override
    public synchronized void update(String task, long done, long total) {
        if (task.equals(Judge.COMPARE) && !comparing) {
            current.close();
            current = new Progress(fovea.terminal(), fovea.quiet(), "compare", pairs, "pairs");
            comparing = true;
        }
        current.update(done);
    }

    @Override
    public synchronized void close() {
        current.close();
    }
}
