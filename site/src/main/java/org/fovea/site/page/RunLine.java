package org.fovea.site.page;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.Study;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.site.layout.Site;
import org.fovea.site.layout.Wording;
import org.fovea.site.model.Snapshot;

/**
 * A run as a line of the table, and of {@code data/runs.json}: the ledger's row with names for the keys in it. Numbers
 * are whole; how they are rounded is the table's business.
 *
 * @param row the run
 * @param on its benchmark
 * @param tried what its candidate changes of the one that it varies
 * @param floor whether everybody must beat it now
 * @param study name of the study that asked for it
 * @param page where its page is, from the site's root
 */
@JsonPropertyOrder({
    "number",
    "run",
    "page",
    "key",
    "name",
    "tried",
    "benchmark",
    "track",
    "family",
    "pairs",
    "clipPairs",
    "whole",
    "bytes",
    "payload",
    "score",
    "ruleFaithful",
    "segmentation",
    "pose",
    "floor",
    "study",
    "code",
    "source",
    "started",
    "ended",
    "verdict"
})
public record RunLine(
        @JsonIgnore RunRow row,
        @JsonIgnore Benchmark on,
        String tried,
        boolean floor,
        Optional<String> study,
        String page) {
    /** Of a run. */
    static RunLine of(Site site, RunRow run) {
        Numbered<Benchmark> benchmark = site.snapshot().benchmark(run.benchmark());
        return new RunLine(
                run,
                benchmark.record(),
                tried(site.snapshot(), run),
                site.snapshot()
                        .floor(benchmark)
                        .filter(floor -> floor.key().equals(run.key()))
                        .isPresent(),
                run.study()
                        .flatMap(key -> site.snapshot().find(Study.class, key))
                        .map(study -> study.record().name()),
                site.paths().run(run));
    }

    private static String tried(Snapshot snapshot, RunRow run) {
        Candidate candidate = snapshot.candidate(run).record();
        return candidate.changes(candidate
                .parent()
                .flatMap(key -> snapshot.find(Candidate.class, key))
                .map(Numbered::record));
    }

    /** Number in this ledger. */
    @JsonProperty
    public long number() {
        return row.number();
    }

    /** The same as people read it: R-0107. */
    @JsonProperty
    public String run() {
        return row.numberLabel();
    }

    /** Key of the run, everywhere. */
    @JsonProperty
    public String key() {
        return row.key();
    }

    /** What an imported ledger called it. */
    @JsonProperty
    public Optional<String> name() {
        return row.name();
    }

    /** Name of its benchmark. */
    @JsonProperty
    public String benchmark() {
        return on.name();
    }

    /** Kind of codec. */
    @JsonProperty
    public String track() {
        return row.track();
    }

    /** Part of the codec. */
    @JsonProperty
    public String family() {
        return row.family();
    }

    /** Pairs that were scored. */
    @JsonProperty
    public int pairs() {
        return row.pairs();
    }

    /** Pairs of the benchmark's clip. */
    @JsonProperty
    public int clipPairs() {
        return on.pairs();
    }

    /** Whether the score is one of the benchmark. */
    @JsonProperty
    public boolean whole() {
        return row.whole();
    }

    /** Bytes of the archive. */
    @JsonProperty
    public long bytes() {
        return row.bytes();
    }

    /** Bytes outside it, where known. */
    @JsonProperty
    public Optional<Long> payload() {
        return row.payload();
    }

    /** Score {@code current_workflow}. */
    @JsonProperty
    public double score() {
        return row.score();
    }

    /** Score {@code rule_faithful}, where known. */
    @JsonProperty
    public Optional<Double> ruleFaithful() {
        return row.ruleFaithfulScore();
    }

    /** Segmentation distortion. */
    @JsonProperty
    public double segmentation() {
        return row.segmentation();
    }

    /** Pose distortion. */
    @JsonProperty
    public double pose() {
        return row.pose();
    }

    /** Which code ran. */
    @JsonProperty
    public String code() {
        return row.codeVersion();
    }

    /** Who measured. */
    @JsonProperty
    public String source() {
        return row.source();
    }

    /** Begin. */
    @JsonProperty
    public Instant started() {
        return row.started();
    }

    /** End. */
    @JsonProperty
    public Instant ended() {
        return row.ended();
    }

    /** What is thought of it now, where anything is. */
    @JsonProperty
    public Optional<Verdict> verdict() {
        return row.verdict();
    }

    /** What people call it: the name it was imported with, or what its candidate changes. */
    public String title() {
        return name().orElse(tried());
    }

    /** How many pairs were scored: {@code 24}, or {@code 8 of 24}. */
    public String pairsText() {
        return pairs() == clipPairs()
                ? Wording.count(pairs())
                : Wording.count(pairs()) + " of " + Wording.count(clipPairs());
    }

    /** Why its score is none of the benchmark; empty where it is one. */
    public String partly() {
        return whole()
                ? ""
                : pairs() < clipPairs()
                        ? "on " + Wording.count(pairs()) + (pairs() == 1 ? " pair" : " pairs")
                        : "settings replaced";
    }

    /** How long it took. */
    public Duration duration() {
        return Duration.between(started(), ended());
    }
}
