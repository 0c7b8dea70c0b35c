package org.fovea.cli.command;

import org.fovea.challenge.judge.JudgeWatcher;
import org.fovea.cli.FoveaCommand;
import org.fovea.cli.terminal.Progress;

/** Shows how far a judge's run is: first {@code inflate.sh}, then the comparison. */
final class JudgeProgress implements JudgeWatcher, AutoCloseable {
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
    public synchronized void inflated(int done) {
        current.update(done);
    }

    @Override
    public synchronized void compared(int done) {
        if (!comparing) {
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
