package org.fovea.site.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.SettingChange;
import org.fovea.lab.record.Settings;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;

/**
 * Runs of a family, each against the baseline of its time: what was varied, and what that did.
 *
 * @param family part of the codec that they vary
 * @param rows on all pairs, by number
 */
public record Variants(String family, @JsonProperty("runs") List<Row> rows) {
    /** Fewest runs on all pairs that make a neighbourhood. */
    public static final int FEWEST = 3;

    /**
     * A run.
     *
     * @param run on all pairs
     * @param floor what everybody had to beat when it ended; absent where there was none
     * @param changes settings that differ from that baseline's
     * @param scoreChange of the score against that baseline; negative is better
     * @param bytesChange of the bytes
     */
    public record Row(
            RunRow run,
            Optional<RunRow> floor,
            List<SettingChange> changes,
            Optional<Double> scoreChange,
            Optional<Long> bytesChange) {
        @JsonValue
        Map<String, Object> json() {
            return LedgerJson.fields(
                    "run", run.numberLabel(),
                    "name", run.name(),
                    "floor", floor.map(RunRow::numberLabel),
                    "changes", LedgerJson.changes(changes),
                    "score", run.score(),
                    "scoreChange", scoreChange,
                    "ruleFaithfulScore", run.ruleFaithfulScore(),
                    "bytes", run.bytes(),
                    "bytesChange", bytesChange,
                    "verdict", run.verdict());
        }
    }

    /** Of all families of a benchmark that have enough runs on all pairs; the one with the latest run first. */
    public static List<Variants> of(Snapshot snapshot, Numbered<Benchmark> benchmark) {
        Map<String, Settings> known = new HashMap<>();
        Map<String, List<RunRow>> families = new TreeMap<>();
        snapshot.runs(benchmark).stream()
                .filter(RunRow::whole)
                .forEach(run -> families.computeIfAbsent(run.family(), _ -> new ArrayList<>())
                        .add(run));
        return families.entrySet().stream()
                .filter(family -> family.getValue().size() >= FEWEST)
                .sorted(Comparator.comparing(
                        family -> family.getValue().getLast().number(), Comparator.reverseOrder()))
                .map(family -> new Variants(
                        family.getKey(),
                        family.getValue().stream()
                                .map(run -> row(snapshot, run, known))
                                .toList()))
                .toList();
    }

    private static Row row(Snapshot snapshot, RunRow run, Map<String, Settings> known) {
        Optional<RunRow> floor = snapshot.history().floorBefore(run.benchmark(), run.ended());
        List<SettingChange> changes = floor.map(before ->
                        SettingChange.between(settings(snapshot, before, known), settings(snapshot, run, known)))
                .orElse(List.of());
        return new Row(
                run,
                floor,
                changes,
                floor.map(before -> run.score() - before.score()),
                floor.map(before -> run.bytes() - before.bytes()));
    }

    private static Settings settings(Snapshot snapshot, RunRow run, Map<String, Settings> known) {
        return known.computeIfAbsent(
                run.candidate(),
                key -> Settings.of(
                        snapshot.find(Candidate.class, key).orElseThrow().record()));
    }
}
