package org.fovea.app.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.app.text.Text;
import org.fovea.app.workshop.Labels;
import org.fovea.lab.queue.ExperimentState;
import org.fovea.lab.queue.Job;
import org.fovea.lab.queue.QueueStatus;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.Numbered;

/**
 * What a lab is doing.
 *
 * @param time of this
 * @param paused whether no step begins
 * @param experiments how many there are in each state
 * @param running steps that run
 * @param waiting how many steps could begin
 * @param waitingSteps the first of these
 * @param blockedBecause how many steps wait for each reason
 * @param failed steps that failed for good
 * @param skippedSteps of each experiment that was given up the first step that was left out
 * @param secondsLeft for all that is open, if that is known
 * @param workers that are alive
 * @param floors by names of benchmarks
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record StatusDocument(
        String time,
        boolean paused,
        Map<ExperimentState, Long> experiments,
        List<Step> running,
        long waiting,
        List<Step> waitingSteps,
        Map<String, Long> blockedBecause,
        List<Step> failed,
        List<Step> skippedSteps,
        Optional<Long> secondsLeft,
        long workers,
        Map<String, Floor> floors) {
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Step(
            String experiment,
            String step,
            String candidate,
            String benchmark,
            int pairs,
            String state,
            Optional<String> error,
            Optional<String> because,
            Optional<Long> secondsLeft) {}

    /** The run that is to be beaten. */
    public record Floor(String run, double score, long bytes, String evaluators, boolean official) {}

    /** Of one moment. */
    public static StatusDocument of(Ledger ledger, QueueStatus status) {
        Labels labels = new Labels(ledger);
        Map<String, Floor> floors = new LinkedHashMap<>();
        for (Numbered<Benchmark> benchmark : ledger.all(Benchmark.class)) {
            ledger.floor(benchmark.key())
                    .ifPresent(run -> floors.put(
                            benchmark.record().name(),
                            new Floor(
                                    run.label(),
                                    run.record().score(),
                                    run.record().bytes().archive(),
                                    benchmark.record().evaluators(),
                                    benchmark.record().official())));
        }
        return new StatusDocument(
                Instant.now().toString(),
                status.paused(),
                status.experiments(),
                status.running().stream()
                        .map(running -> step(labels, running.job(), running.remaining()))
                        .toList(),
                status.waitingCount(),
                steps(labels, status.waiting()),
                status.blockedBecause(),
                steps(labels, status.failed()),
                steps(labels, status.skipped()),
                status.remaining().map(Duration::toSeconds),
                status.workers().size(),
                floors);
    }

    private static List<Step> steps(Labels labels, List<Job> jobs) {
        return jobs.stream().map(job -> step(labels, job, Optional.empty())).toList();
    }

    private static Step step(Labels labels, Job job, Optional<Duration> remaining) {
        return new Step(
                job.experiment(),
                Text.word(job.step()),
                labels.candidate(job.candidate()),
                labels.benchmark(job.benchmark()),
                job.pairs(),
                Text.word(job.state()),
                job.error(),
                job.blockedBecause(),
                remaining.map(Duration::toSeconds));
    }
}
