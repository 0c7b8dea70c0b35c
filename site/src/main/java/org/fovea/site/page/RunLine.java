package org.fovea.site.page;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Study;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.site.layout.Site;
import org.fovea.site.layout.Wording;
import org.fovea.site.model.LedgerJson;
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
public record RunLine(RunRow row, Benchmark on, String tried, boolean floor, Optional<String> study, String page) {
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

    @JsonValue
    Map<String, Object> json() {
        return LedgerJson.fields(
                "number", row.number(),
                "run", row.numberLabel(),
                "page", page,
                "key", row.key(),
                "name", row.name(),
                "tried", tried,
                "benchmark", on.name(),
                "track", row.track(),
                "family", row.family(),
                "pairs", row.pairs(),
                "clipPairs", on.pairs(),
                "whole", row.whole(),
                "bytes", row.bytes(),
                "payload", row.payload(),
                "score", row.score(),
                "ruleFaithful", row.ruleFaithfulScore(),
                "segmentation", row.segmentation(),
                "pose", row.pose(),
                "floor", floor,
                "study", study,
                "code", row.codeVersion(),
                "source", row.source(),
                "started", row.started(),
                "ended", row.ended(),
                "verdict", row.verdict());
    }

    /** What people call it: the name it was imported with, or what its candidate changes. */
    public String title() {
        return row.name().orElse(tried);
    }

    /** How many pairs were scored: {@code 24}, or {@code 8 of 24}. */
    public String pairsText() {
        return row.pairs() == on.pairs()
                ? Wording.count(row.pairs())
                : Wording.count(row.pairs()) + " of " + Wording.count(on.pairs());
    }

    /** Why its score is none of the benchmark; empty where it is one. */
    public String partly() {
        return row.whole()
                ? ""
                : row.pairs() < on.pairs()
                        ? "on " + Wording.count(row.pairs()) + (row.pairs() == 1 ? " pair" : " pairs")
                        : "settings replaced";
    }

    /** How long it took. */
    public Duration duration() {
        return Duration.between(row.started(), row.ended());
    }
}
