package org.fovea.lab.queue;

import java.util.Optional;
import org.fovea.codec.io.ProgressListener;
import org.jspecify.annotations.Nullable;

/** A step that this worker does: how far it is, and how to stop it. */
final class RunningStep implements ProgressListener {
    private final Claim claim;
    private volatile Optional<Job.Progress> progress = Optional.empty();
    private volatile boolean lost;
    private volatile boolean stopped;
    /** The thread that works, while it may be interrupted. */
    private @Nullable Thread thread;

    RunningStep(Claim claim) {
        this.claim = claim;
    }

    /** Begins in the current thread. */
    synchronized void enter() {
        thread = Thread.currentThread();
        if (lost || stopped) {
            thread.interrupt();
        }
    }

    Claim claim() {
        return claim;
    }

    Optional<Job.Progress> latest() {
        return progress;
    }

    @Override
    public void update(String doing, long done, long total) {
        progress = Optional.of(new Job.Progress(doing, done, total));
        if (lost) {
            throw new Claim.LostException(claim);
        }
    }

    void lose() {
        lost = true;
        interrupt();
    }

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
        thread = null;
        boolean pending = Thread.interrupted(); // clears it: a connection is not given to an interrupted thread
        stopped |= pending;
    }

    private synchronized void interrupt() {
        if (thread != null) {
            thread.interrupt();
        }
    }
}
