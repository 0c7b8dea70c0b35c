package org.fovea.cli.text;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fovea.app.text.Table;
import org.fovea.app.text.Text;
import org.fovea.app.workshop.Labels;
import org.fovea.lab.queue.Job;
import org.fovea.lab.queue.JobState;
import org.fovea.lab.queue.QueueStatus;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.RecordKind;
import org.fovea.lab.record.Run;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.Numbered;

/** What a lab is doing, for people. */
public final class StatusText {
    private static final int MAX_LINES = 8;

    private final Ledger ledger;
    private final QueueStatus status;
    private final Labels labels;

    public StatusText(Ledger ledger, QueueStatus status) {
        this.ledger = ledger;
        this.status = status;
        this.labels = new Labels(ledger);
    }

    public String text() {
        StringBuilder out = new StringBuilder();
        out.append(status.paused() ? "  paused: no step starts; fovea lab resume\n" : "");
        Table table = Table.of("llllrl");
        for (QueueStatus.Running running : status.running()) {
            Job job = running.job();
            table.row(
                    "  running",
                    hash(job),
                    step(job),
                    labels.candidate(job.candidate()),
                    Text.count(job.pairs(), "pair"),
                    progress(job)
                            + running.remaining()
                                    .map(left -> ", " + clock(left) + " left")
                                    .orElse(""));
        }
        lines(table, "  waiting", status.waiting(), status.waitingCount());
        lines(table, "  failed", status.failed(), status.failedCount());
        lines(table, "  skipped", status.skipped(), status.skipped().size());
        out.append(table.render(""));
        status.blockedBecause()
                .forEach((reason, count) -> out.append("  blocked   ")
                        .append(Text.count(count))
                        .append(count == 1 ? " step: " : " steps: ")
                        .append(reason)
                        .append('\n'));
        status.remaining()
                .ifPresent(
                        left -> out.append("  ETA       ").append(clock(left)).append('\n'));
        out.append(workers());
        floors(out);
        out.append(String.format(
                Locale.ROOT,
                "  ledger    %s, %s, %s, %s%n",
                Text.count(ledger.count(RecordKind.RUN), "run"),
                Text.count(ledger.count(RecordKind.CANDIDATE), "candidate"),
                Text.count(ledger.count(RecordKind.DEAD_END), "dead end"),
                Text.count(ledger.count(RecordKind.JUDGEMENT), "judgement")));
        return out.toString();
    }

    private void lines(Table table, String state, List<Job> jobs, long all) {
        int shown = Math.min(MAX_LINES, jobs.size());
        for (Job job : jobs.subList(0, shown)) {
            Optional<String> error = job.state() == JobState.SKIPPED ? Optional.empty() : job.error();
            String why = error.or(job::blockedBecause).orElse("");
            table.row(
                    state,
                    hash(job),
                    step(job),
                    labels.candidate(job.candidate()),
                    Text.count(job.pairs(), "pair"),
                    why);
        }
        if (all > shown) {
            table.row(state, "and " + Text.count(all - shown) + " more", "", "", "", "");
        }
    }

    /** As lab skip and lab retry take it. */
    private static String hash(Job job) {
        return job.experiment().substring(0, 12);
    }

    private static String step(Job job) {
        return Text.word(job.step());
    }

    private static String progress(Job job) {
        return job.progress()
                .map(at -> at.total() > 0 ? at.doing() + " " + at.done() + " of " + at.total() : at.doing())
                .orElse("");
    }

    private String workers() {
        int alive = status.workers().size();
        if (alive == 0 && status.waitingCount() > 0) {
            return "  workers   none; start one with fovea lab work\n";
        }
        return alive == 0 ? "" : "  workers   " + alive + "\n";
    }

    private void floors(StringBuilder out) {
        for (Numbered<Benchmark> benchmark : ledger.all(Benchmark.class)) {
            Optional<Numbered<Run>> floor = ledger.floor(benchmark.key());
            out.append("  floor     ").append(benchmark.record().name()).append(": ");
            out.append(floor.map(run -> String.format(
                                    Locale.ROOT,
                                    "%s, %.4f at %,d bytes, %s",
                                    run.label(),
                                    run.record().score(),
                                    run.record().bytes().archive(),
                                    Labels.scored(benchmark.record())))
                            .orElse("none yet"))
                    .append('\n');
        }
    }

    private static String clock(Duration duration) {
        return Text.clock(Math.max(0, duration.toSeconds()));
    }
}
