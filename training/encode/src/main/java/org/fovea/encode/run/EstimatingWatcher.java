package org.fovea.encode.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.fovea.encode.Deadline;
import org.fovea.encode.Encoding;
import org.fovea.encode.estimate.Outlook;
import org.fovea.encode.estimate.RunEstimate;
import org.fovea.encode.train.StepKind;

/**
 * Foretells the end of a run from what its watcher is told, and keeps what it foretells in the run directory, for other
 * programs.
 */
final class EstimatingWatcher implements RunWatcher {
    private static final long KEEP_EVERY = 3_000_000_000L;

    private final RunDirectory directory;
    private final RunEstimate estimate;
    private final RunWatcher watcher;
    private final Deadline end;
    private long kept = System.nanoTime() - KEEP_EVERY;

    EstimatingWatcher(RunDirectory directory, RunEstimate estimate, RunWatcher watcher, Deadline end) {
        this.end = end;
        this.directory = directory;
        this.estimate = estimate;
        this.watcher = watcher;
    }

    /** What a step of a kind was measured to take. */
    void measured(StepKind kind, double seconds) {
        estimate.measured(kind, seconds);
    }

    /** When the stage that begins should be finished, for a run that should be at the end. */
    Deadline deadline() {
        return end.exists() ? Deadline.in(estimate.allowance(end.left()), end.clock()) : end;
    }

    private Outlook outlook() {
        Outlook known = estimate.outlook();
        return known.left().isEmpty() || known.left().getAsDouble() < end.left()
                ? known
                : new Outlook(known.label(), known.seconds(), OptionalDouble.of(end.left()), known.stepsPerSecond());
    }

    void tell() {
        watcher.outlook(outlook());
    }

    @Override
    public void begins(String label) {
        estimate.begins(label);
        watcher.begins(label);
        tell();
    }

    @Override
    public void update(String stage, long done, long total) {
        estimate.update(stage, done, total);
        tell();
        keep(new RunProgress.Task(stage, done, total), outlook());
        watcher.update(stage, done, total);
    }

    private synchronized void keep(RunProgress.Task task, Outlook outlook) {
        long now = System.nanoTime();
        if (now - kept < KEEP_EVERY) {
            return;
        }
        kept = now;
        RunProgress progress = RunProgress.of(outlook, task, Instant.now().truncatedTo(ChronoUnit.MILLIS));
        try {
            directory.document(RunProgress.FILE, progress);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void finished(Optional<FinishedStage> before, FinishedStage stage, Encoding encoding, int worst)
            throws IOException, InterruptedException {
        estimate.ends(stage.label());
        watcher.finished(before, stage, encoding, worst);
    }

    @Override
    public void skipped(FinishedStage stage) {
        estimate.ends(stage.label());
        watcher.skipped(stage);
    }

    @Override
    public void line(String text) {
        watcher.line(text);
    }

    @Override
    public void metrics(String stage, long step, Map<String, Double> values) {
        watcher.metrics(stage, step, values);
    }
}
