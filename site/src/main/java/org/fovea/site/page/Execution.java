package org.fovea.site.page;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.fovea.lab.queue.Job;
import org.fovea.lab.queue.QueueStatus;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.site.layout.Wording;
import org.fovea.site.model.Snapshot;

/**
 * The execution layer: what the lab does.
 *
 * @param snapshot that it is of
 * @param queue what its workers do, read once for a page; absent where nobody asked
 */
public record Execution(Snapshot snapshot, Optional<QueueStatus> queue) {
    /**
     * A step that runs.
     *
     * @param step what is done
     * @param candidate number and what it changes
     * @param benchmark name
     * @param pairs that are scored
     * @param progress in words, empty where nothing is known
     * @param share done, 0..1
     */
    public record Line(
            String step, String candidate, String benchmark, int pairs, String progress, Optional<Double> share) {}

    static Execution of(Snapshot snapshot) {
        return new Execution(snapshot, snapshot.queue());
    }

    /** Whether anybody asked the workers. */
    public boolean asked() {
        return queue.isPresent();
    }

    /** Why nothing begins, in words; absent where nothing is held up. */
    public Optional<String> held() {
        return queue.filter(QueueStatus::paused)
                .map(_ -> "Paused: no step begins.")
                .or(() -> queue.filter(QueueStatus::frozen).map(_ -> "Frozen: no experiment is accepted."));
    }

    /** Steps that run. */
    public List<Line> running() {
        return queue.map(QueueStatus::running).orElse(List.of()).stream()
                .map(running -> line(snapshot, running))
                .toList();
    }

    /** Steps that could begin. */
    public long waiting() {
        return queue.map(QueueStatus::waitingCount).orElse(0L);
    }

    /** Steps that wait for something. */
    public long blocked() {
        return queue.map(status -> status.blockedBecause().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .orElse(0L);
    }

    /** Steps that were given up. */
    public long failed() {
        return queue.map(QueueStatus::failedCount).orElse(0L);
    }

    /** Workers that were heard of lately. */
    public long workers() {
        return queue.map(status -> status.workers().stream()
                        .filter(QueueStatus.Worker::alive)
                        .count())
                .orElse(0L);
    }

    /** Time for all that is open, in words; absent where nobody can tell. */
    public Optional<String> remaining() {
        return queue.flatMap(QueueStatus::remaining).map(Execution::words);
    }

    /**
     * The latest judgement; absent where there is none. That a floor is superseded only says that another was promoted,
     * which stands beside it.
     */
    public Optional<Numbered<Judgement>> lastDecision() {
        return snapshot.history().judgements().reversed().stream()
                .filter(judgement -> judgement.record().verdict() != Judgement.Verdict.SUPERSEDED)
                .findFirst();
    }

    /** The run that ended last. */
    public Optional<RunRow> lastRun() {
        return snapshot.runs().stream().max(Comparator.comparing(RunRow::ended));
    }

    private static Line line(Snapshot snapshot, QueueStatus.Running running) {
        Job job = running.job();
        String progress = job.progress()
                        .map(at -> at.total() > 0
                                ? at.doing() + " " + Wording.count(at.done()) + " of " + Wording.count(at.total())
                                : at.doing())
                        .orElse("")
                + running.remaining().map(left -> ", " + words(left) + " left").orElse("");
        return new Line(
                Wording.word(job.step()),
                snapshot.find(Candidate.class, job.candidate())
                        .map(found -> found.label() + " " + found.record().label())
                        .orElse(Wording.shortHash(job.candidate())),
                snapshot.benchmark(job.benchmark()).record().name(),
                job.pairs(),
                progress,
                job.progress().flatMap(Job.Progress::share));
    }

    private static String words(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        return seconds >= 7200
                ? seconds / 3600 + " hours"
                : seconds >= 120 ? seconds / 60 + " minutes" : seconds + " seconds";
    }

    /** Number of what was decided about last. */
    public String subject() {
        return lastDecision()
                .map(decision -> decision.record().subject())
                .map(key -> snapshot.run(key)
                        .map(RunRow::numberLabel)
                        .or(() -> snapshot.find(org.fovea.lab.record.LabRecord.class, key)
                                .map(Numbered::label))
                        .orElse(Wording.shortHash(key)))
                .orElse("");
    }

    /** Whether anything is done or could be. */
    public boolean busy() {
        return !running().isEmpty() || waiting() > 0 || blocked() > 0;
    }
}
