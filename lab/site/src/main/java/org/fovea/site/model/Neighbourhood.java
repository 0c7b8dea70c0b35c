package org.fovea.site.model;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Round;
import org.fovea.lab.record.SettingChange;
import org.fovea.lab.record.Settings;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;

/**
 * What one setting changes around the baseline.
 *
 * @param floor of the benchmark now
 * @param runs on all pairs that differ from the baseline in exactly one setting, by setting and value
 * @param rounds on subsets of candidates that differ in exactly one setting from the baseline that they were compared
 *     with, the newest baseline first, then by setting and value
 */
public record Neighbourhood(RunRow floor, List<Neighbour> runs, List<Comparison> rounds) {
    /** Values of settings are texts, of which many are numbers: these by size, before texts by letters. */
    private static final Comparator<String> BY_VALUE =
            Comparator.<String>comparingDouble(Neighbourhood::number).thenComparing(Comparator.naturalOrder());

    /**
     * A run on all pairs beside the baseline.
     *
     * @param run of it
     * @param change from the baseline's setting to its own
     * @param scoreChange of the score against the baseline's, negative is better
     * @param bytesChange of the bytes
     */
    public record Neighbour(RunRow run, SettingChange change, double scoreChange, long bytesChange) {
        @JsonValue
        Map<String, Object> json() {
            return LedgerJson.fields(
                    "run", run.numberLabel(),
                    "name", run.name(),
                    "change", LedgerJson.change(change),
                    "score", run.score(),
                    "scoreChange", scoreChange,
                    "bytes", run.bytes(),
                    "bytesChange", bytesChange);
        }
    }

    /**
     * A round on a subset. Its gain says nothing of other pairs but with its interval.
     *
     * @param round gain, interval and decision
     * @param run of the candidate, on the subset
     * @param floor run of the baseline of that time, on the same pairs
     * @param change from that baseline's setting
     */
    public record Comparison(Numbered<Round> round, RunRow run, RunRow floor, SettingChange change) {
        @JsonValue
        Map<String, Object> json() {
            return LedgerJson.fields(
                    "round", round.label(),
                    "run", run.numberLabel(),
                    "floorRun", floor.numberLabel(),
                    "change", LedgerJson.change(change),
                    "pairs", run.pairs(),
                    "gain", round.record().gain(),
                    "low", round.record().low(),
                    "high", round.record().high(),
                    "level", round.record().level(),
                    "decision",
                            switch (round.record().decision()) {
                                case KILL -> "killed";
                                case CONTINUE -> "undecided";
                                case PROMOTE -> "sent on";
                            });
        }
    }

    /** Around the baseline of a benchmark; absent where there is none. */
    public static Optional<Neighbourhood> of(Snapshot snapshot, Numbered<Benchmark> benchmark) {
        return snapshot.floor(benchmark).map(floor -> of(snapshot, benchmark, floor));
    }

    private static Neighbourhood of(Snapshot snapshot, Numbered<Benchmark> benchmark, RunRow floor) {
        Map<String, Settings> known = new HashMap<>(); // settings of candidates, each read once
        List<Neighbour> runs = new ArrayList<>();
        for (RunRow run : snapshot.runs(benchmark)) {
            if (run.whole() && OffScale.honest(run)) {
                single(snapshot, known, floor.candidate(), run.candidate())
                        .ifPresent(change -> runs.add(
                                new Neighbour(run, change, run.score() - floor.score(), run.bytes() - floor.bytes())));
            }
        }
        List<Comparison> rounds = new ArrayList<>();
        for (Numbered<Round> round : snapshot.all(Round.class)) {
            Optional<RunRow> run = snapshot.run(round.record().candidateRun()).filter(row -> !row.whole());
            Optional<RunRow> other = snapshot.run(round.record().floorRun());
            if (round.record().benchmark().equals(benchmark.key()) && run.isPresent() && other.isPresent()) {
                single(snapshot, known, other.get().candidate(), round.record().candidate())
                        .ifPresent(change -> rounds.add(new Comparison(round, run.get(), other.get(), change)));
            }
        }
        runs.sort(Comparator.<Neighbour, String>comparing(each -> each.change().name())
                .thenComparing(each -> each.change().after().orElse(""), BY_VALUE)
                .thenComparing(each -> each.run().number()));
        // Gains against different baselines say nothing about each other: the newest baseline first.
        rounds.sort(Comparator.<Comparison>comparingLong(
                        each -> -snapshot.candidate(each.floor()).number())
                .thenComparing(each -> each.change().name())
                .thenComparing(each -> each.change().after().orElse(""), BY_VALUE)
                .thenComparing(each -> each.round().number()));
        return new Neighbourhood(floor, runs, rounds);
    }

    private static Optional<SettingChange> single(
            Snapshot snapshot, Map<String, Settings> known, String before, String after) {
        if (before.equals(after)) {
            return Optional.empty();
        }
        List<SettingChange> changes =
                SettingChange.between(settings(snapshot, known, before), settings(snapshot, known, after));
        return changes.size() == 1 ? Optional.of(changes.getFirst()) : Optional.empty();
    }

    private static Settings settings(Snapshot snapshot, Map<String, Settings> known, String candidate) {
        return known.computeIfAbsent(
                candidate,
                key -> Settings.of(
                        snapshot.find(Candidate.class, key).orElseThrow().record()));
    }

    private static double number(String text) {
        return text.matches("[+-]?\\d{1,15}(\\.\\d{1,15})?([eE][+-]?\\d{1,3})?")
                ? Double.parseDouble(text)
                : Double.POSITIVE_INFINITY;
    }
}
