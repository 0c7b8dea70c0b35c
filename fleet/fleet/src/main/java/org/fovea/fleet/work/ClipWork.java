package org.fovea.fleet.work;

import java.io.IOException;
import java.util.Optional;
import org.fovea.fleet.table.Attempt;
import org.fovea.fleet.table.History;

/**
 * Does a step of a clip's work, once, and keeps the row of it. May be called by several threads, and by processes of
 * other machines that share the fleet's folder.
 */
public interface ClipWork {
    /**
     * Tries.
     *
     * @param task what is to be done
     * @param before the newest work of this clip at this step
     * @return the row, which is kept already; empty where the clip turned out to be done
     * @throws IOException where the row cannot be kept, a full disk for example; what is finished of the work stays
     * @throws InterruptedException where this thread is interrupted; there is no row then
     */
    Optional<Attempt> attempt(ClipTask task, Optional<History.Entry> before) throws IOException, InterruptedException;

    /** Whether to try again would be in vain: the clip or the request is at fault, and both stay as they are. */
    static boolean inVain(History.Entry entry) {
        return inVain(entry.outcome(), entry.exitCode());
    }

    /** The same of a row. */
    static boolean inVain(Attempt attempt) {
        return inVain(attempt.run().outcome(), attempt.run().exitCode());
    }

    private static boolean inVain(Attempt.Outcome outcome, Optional<Integer> exitCode) {
        return outcome == Attempt.Outcome.FAILED
                && exitCode.map(ClipWork::inVain).orElse(true);
    }

    /** The same of a process that ended by itself. */
    static boolean inVain(int exitCode) {
        return exitCode == 2 || exitCode == 3;
    }
}
