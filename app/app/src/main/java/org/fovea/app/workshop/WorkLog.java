package org.fovea.app.workshop;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.fovea.app.Reporter;
import org.fovea.app.TaskProgress;
import org.fovea.app.text.Text;
import org.fovea.lab.queue.Job;
import org.fovea.lab.queue.QueueStatus;
import org.fovea.lab.record.LabRecord;
import org.fovea.lab.record.RecordKind;
import org.fovea.lab.record.Round;
import org.fovea.lab.record.Run;
import org.fovea.lab.store.Numbered;

/** Tells at a terminal what workers of a lab bring into the ledger, and how far the step at work is. */
public final class WorkLog implements AutoCloseable {
    private final PrintStream out;
    private final OpenLab lab;
    private final Labels labels;
    private final TaskProgress progress;
    private long runs;
    private long rounds;
    private long failures;

    public WorkLog(Reporter reporter, PrintStream out, OpenLab lab) {
        this.out = out;
        this.lab = lab;
        this.labels = new Labels(lab.ledger());
        this.progress = new TaskProgress(reporter, "");
        this.runs = lab.ledger().count(RecordKind.RUN);
        this.rounds = lab.ledger().count(RecordKind.ROUND);
        this.failures = lab.queue().status().failedCount();
    }

    /**
     * Tells what is new.
     *
     * @return whether nothing is left that could be done now
     */
    public boolean look() {
        // Asked first: after the last step ends, its run and round are in the ledger and are read below.
        QueueStatus status = lab.queue().status();
        runs = tell(Run.class, runs, this::runLine);
        rounds = tell(Round.class, rounds, this::roundLine);
        if (status.failedCount() > failures) {
            status.failed().stream()
                    .limit(status.failedCount() - failures)
                    .forEach(job -> say("failed    " + labels.candidate(job.candidate()) + ", " + Text.word(job.step())
                            + ": " + job.error().orElse("")));
        }
        failures = status.failedCount();
        status.running().stream().findFirst().map(QueueStatus.Running::job).ifPresent(this::show);
        return status.running().isEmpty() && (status.waitingCount() == 0 || status.paused());
    }

    private <T extends LabRecord> long tell(Class<T> type, long known, Function<Numbered<T>, String> line) {
        long last = known;
        for (Optional<Numbered<T>> next = lab.ledger().find(type, last + 1);
                next.isPresent();
                next = lab.ledger().find(type, last + 1)) {
            last++;
            say(line.apply(next.get()));
        }
        return last;
    }

    private void show(Job job) {
        job.progress()
                .ifPresent(at -> progress.update(
                        labels.candidate(job.candidate()) + ", " + job.pairs() + " pairs, " + at.doing(),
                        at.done(),
                        at.total()));
    }

    private void say(String line) {
        progress.close();
        out.println(line);
        out.flush();
    }

    private String runLine(Numbered<Run> numbered) {
        Run run = numbered.record();
        return String.format(
                Locale.ROOT,
                "%s  %s on %d of %d pairs: %,d bytes, %s%.4f",
                numbered.label(),
                labels.candidate(run.candidate()),
                run.subset().size(),
                run.subset().clipPairs(),
                run.bytes().archive(),
                run.whole() ? "score " : "~",
                run.score());
    }

    private String roundLine(Numbered<Round> numbered) {
        return numbered.label() + "  " + labels.round(numbered.record());
    }

    @Override
    public void close() {
        progress.close();
    }
}
