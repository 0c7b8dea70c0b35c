package org.fovea.lab.queue;

import java.time.Instant;
import java.util.Optional;

/** A step that this worker does: how far it is, and how to stop it. */
final class RunningStep implements Workshop.Watcher {
    private final Claim claim;
    private final Thread thread;
    private volatile Optional<Job.Progress> progress = Optional.empty();
    private volatile boolean lost;
    private volatile boolean stopped;
    private boolean working = true;

    /** Begins in the current thread. */
    RunningStep(Claim claim) {
        this.claim = claim;
        this.thread = Thread.currentThread();
    }

    Claim claim() {
        return claim;
    }

    Optional<Job.Progress> latest() {
        return progress;
    }

    @Override
    public void progress(String doing, long done, long total) {
        progress = Optional.of(new Job.Progress(doing, done, total));
        if (lost) {
            throw new LostClaimException(claim);
        }
    }

    /** Somebody else has the job now. */
    void lose() {
        lost = true;
        interrupt();
    }

    /** The worker ends. */
    void stop() {
        stopped = true;
        interrupt();
    }

    boolean lost() {
        return lost;
    }

    boolean stopped() {
        return stopped;
    }

    /** Ends what may be interrupted: from now on the thread writes into the database. */
    synchronized void leave() {
        working = false;
        boolean pending = Thread.interrupted(); // clears it: a connection is not given to an interrupted thread
        stopped |= pending;
    }

    private synchronized void interrupt() {
        if (working) {
            thread.interrupt();
        }
    }

    String words(Instant now) {
        String what = Rows.word(claim.job().step()) + " of "
                + claim.job().experiment().substring(0, 12) + " since "
                + claim.job().started().orElse(now);
        return progress.map(state -> what + ": " + state.doing() + " " + state.done() + "/" + state.total())
                .orElse(what);
    }
}
