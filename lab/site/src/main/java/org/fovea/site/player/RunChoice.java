package org.fovea.site.player;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.site.model.Snapshot;
import org.fovea.site.model.TurningPoint;

/**
 * Which runs of a benchmark get clips.
 *
 * @param chosen in this order: the baseline, the baselines before it, the last first, then the best of the others
 * @param without those baselines that have no archive here
 * @param others how many more runs on all pairs there are, with or without an archive
 */
public record RunChoice(List<RunRow> chosen, List<RunRow> without, int others) {
    /** The runs on all pairs, the best score first. */
    public static Stream<RunRow> best(Snapshot snapshot, Numbered<Benchmark> benchmark) {
        return snapshot.runs(benchmark).stream()
                .filter(RunRow::whole)
                .sorted(Comparator.comparingDouble(RunRow::score).thenComparing(RunRow::number));
    }

    /**
     * Chooses.
     *
     * @param most how many get clips
     * @param drawable whether a run can be drawn here; asked of runs on all pairs only, in the order of their rank
     */
    public static RunChoice of(Snapshot snapshot, Numbered<Benchmark> benchmark, int most, Predicate<RunRow> drawable) {
        Map<String, RunRow> floors = new LinkedHashMap<>();
        snapshot.floor(benchmark).ifPresent(run -> floors.put(run.key(), run));
        TurningPoint.of(snapshot, benchmark)
                .reversed()
                .forEach(point -> floors.put(point.run().key(), point.run()));
        Map<String, RunRow> ranked = new LinkedHashMap<>(floors);
        best(snapshot, benchmark).forEach(run -> ranked.putIfAbsent(run.key(), run));
        List<RunRow> chosen = new ArrayList<>();
        List<RunRow> without = new ArrayList<>();
        int others = 0;
        for (RunRow run : ranked.values()) {
            boolean full = chosen.size() >= most;
            if (!full && run.whole() && drawable.test(run)) {
                chosen.add(run);
            } else if (!full && floors.containsKey(run.key())) {
                without.add(run);
            } else {
                others++;
            }
        }
        return new RunChoice(chosen, without, others);
    }
}
