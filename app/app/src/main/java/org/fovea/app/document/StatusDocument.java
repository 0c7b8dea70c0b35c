package org.fovea.app.document;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.app.text.Text;
import org.fovea.app.workshop.Labels;
import org.fovea.lab.queue.Job;
import org.fovea.lab.queue.QueueStatus;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.Numbered;

/** What a lab is doing, for programs. What is absent is left out. */
public final class StatusDocument {
    private StatusDocument() {}

    public static Map<String, Object> of(Ledger ledger, QueueStatus status) {
        Labels labels = new Labels(ledger);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("time", Instant.now().toString());
        document.put("paused", status.paused());
        document.put("experiments", status.experiments());
        document.put(
                "running",
                status.running().stream()
                        .map(running -> step(labels, running.job(), running.remaining()))
                        .toList());
        document.put("waiting", status.waitingCount());
        document.put("waitingSteps", steps(labels, status.waiting()));
        document.put("blockedBecause", status.blockedBecause());
        document.put("failed", steps(labels, status.failed()));
        document.put("skippedSteps", steps(labels, status.skipped()));
        status.remaining().ifPresent(left -> document.put("secondsLeft", left.toSeconds()));
        document.put("workers", (long) status.workers().size());
        document.put("floors", floors(ledger));
        return document;
    }

    /** The runs that are to be beaten, by names of benchmarks. */
    private static Map<String, Object> floors(Ledger ledger) {
        Map<String, Object> floors = new LinkedHashMap<>();
        for (Numbered<Benchmark> benchmark : ledger.all(Benchmark.class)) {
            ledger.floor(benchmark.key()).ifPresent(run -> {
                Map<String, Object> floor = new LinkedHashMap<>();
                floor.put("run", run.label());
                floor.put("score", run.record().score());
                floor.put("bytes", run.record().bytes().archive());
                floor.put("evaluators", benchmark.record().evaluators());
                floor.put("official", benchmark.record().official());
                floors.put(benchmark.record().name(), floor);
            });
        }
        return floors;
    }

    private static List<Map<String, Object>> steps(Labels labels, List<Job> jobs) {
        return jobs.stream().map(job -> step(labels, job, Optional.empty())).toList();
    }

    private static Map<String, Object> step(Labels labels, Job job, Optional<Duration> remaining) {
        Map<String, Object> step = new LinkedHashMap<>();
        step.put("experiment", job.experiment());
        step.put("step", Text.word(job.step()));
        step.put("candidate", labels.candidate(job.candidate()));
        step.put("benchmark", labels.benchmark(job.benchmark()));
        step.put("pairs", job.pairs());
        step.put("state", Text.word(job.state()));
        job.error().ifPresent(error -> step.put("error", error));
        job.blockedBecause().ifPresent(reason -> step.put("because", reason));
        remaining.ifPresent(left -> step.put("secondsLeft", left.toSeconds()));
        return step;
    }
}
