package org.fovea.site.page;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Study;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.site.layout.Site;
import org.fovea.site.layout.Wording;

/**
 * A run as a line of the table, and of {@code data/runs.json}. Numbers are whole; how they are rounded is the table's business.
 *
 * @param number in this ledger
 * @param run its number as people read it
 * @param page where its page is, from the site's root
 * @param key of the run, everywhere
 * @param name what an imported ledger called it
 * @param tried what its candidate changes
 * @param benchmark name
 * @param track kind of codec
 * @param family part of the codec
 * @param pairs that were scored
 * @param clipPairs of the benchmark's clip
 * @param whole whether the score is one of the benchmark
 * @param bytes of the archive
 * @param payload bytes outside it, where known
 * @param score {@code current_workflow}
 * @param ruleFaithful score {@code rule_faithful}, where known
 * @param segmentation distortion
 * @param pose distortion
 * @param verdict what is thought of it now, where anything is
 * @param floor whether everybody must beat it now
 * @param study name of the study that asked for it
 * @param code which code ran
 * @param source who measured
 * @param started begin
 * @param ended end
 */
public record RunLine(
        long number,
        String run,
        String page,
        String key,
        Optional<String> name,
        String tried,
        String benchmark,
        String track,
        String family,
        int pairs,
        int clipPairs,
        boolean whole,
        long bytes,
        Optional<Long> payload,
        double score,
        Optional<Double> ruleFaithful,
        double segmentation,
        double pose,
        @JsonIgnore Optional<Judgement.Verdict> opinion,
        boolean floor,
        Optional<String> study,
        String code,
        String source,
        Instant started,
        Instant ended) {
    /** Of a run. */
    static RunLine of(Site site, RunRow run) {
        Numbered<Benchmark> benchmark = site.snapshot().benchmark(run.benchmark());
        return new RunLine(
                run.number(),
                run.numberLabel(),
                site.paths().run(run),
                run.key(),
                run.name(),
                run.label(),
                benchmark.record().name(),
                run.track(),
                run.family(),
                run.pairs(),
                benchmark.record().pairs(),
                run.whole(),
                run.bytes(),
                run.payload(),
                run.score(),
                run.ruleFaithfulScore(),
                run.segmentation(),
                run.pose(),
                run.verdict(),
                site.snapshot()
                        .floor(benchmark)
                        .filter(floor -> floor.key().equals(run.key()))
                        .isPresent(),
                run.study()
                        .flatMap(key -> site.snapshot().find(Study.class, key))
                        .map(study -> study.record().name()),
                run.codeVersion(),
                run.source(),
                run.started(),
                run.ended());
    }

    /** What is thought of it now, as a word. */
    @JsonProperty
    public Optional<String> verdict() {
        return opinion.map(Wording::word);
    }

    /** What people call it: the name it was imported with, or what its candidate changes. */
    @JsonIgnore
    public String title() {
        return name.orElse(tried);
    }

    /** How many pairs were scored: {@code 24}, or {@code 8 of 24}. */
    @JsonIgnore
    public String pairsText() {
        return pairs == clipPairs ? Wording.count(pairs) : Wording.count(pairs) + " of " + Wording.count(clipPairs);
    }

    /** Why its score is none of the benchmark; empty where it is one. */
    @JsonIgnore
    public String partly() {
        return whole
                ? ""
                : pairs < clipPairs
                        ? "on " + Wording.count(pairs) + (pairs == 1 ? " pair" : " pairs")
                        : "settings replaced";
    }

    /** How long it took. */
    @JsonIgnore
    public Duration duration() {
        return Duration.between(started, ended);
    }
}
