package org.fovea.site.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.Round;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;

/**
 * How often intervals of rounds on subsets held the gain on all pairs. Candidates that a subset rejected are rarely
 * measured further, so those that it rejected wrongly are seldom seen here.
 *
 * @param comparisons rounds whose candidate and baseline were measured on all pairs as well
 * @param covered those of them that held it
 */
public record Coverage(long comparisons, long covered) {
    /** Of a benchmark. Where something was measured with several seeds on all pairs, their mean counts. */
    public static Coverage of(Snapshot snapshot, Numbered<Benchmark> benchmark) {
        List<RunRow> runs = snapshot.runs(benchmark).stream()
                .filter(row -> row.verdict().filter(Verdict.INVALIDATED::equals).isEmpty())
                .toList();
        Map<String, RunRow> byKey = new HashMap<>();
        runs.forEach(row -> byKey.put(row.key(), row));
        Map<String, RunRow> first = new HashMap<>();
        runs.stream().filter(RunRow::whole).forEach(row -> first.putIfAbsent(row.candidate(), row));
        long comparisons = 0;
        long covered = 0;
        for (Numbered<Round> numbered : snapshot.all(Round.class)) {
            Round round = numbered.record();
            RunRow run = byKey.get(round.candidateRun());
            RunRow floor = byKey.get(round.floorRun());
            if (!round.benchmark().equals(benchmark.key()) || run == null || floor == null || run.whole()) {
                continue;
            }
            RunRow all = first.get(run.candidate());
            RunRow floorAll = first.get(floor.candidate());
            if (all != null && floorAll != null) {
                double gain = mean(runs, floorAll) - mean(runs, all);
                comparisons++;
                covered += round.low() <= gain && gain <= round.high() ? 1 : 0;
            }
        }
        return new Coverage(comparisons, covered);
    }

    /** Over a run of all pairs and those that differ from it in nothing but the seed, which are not whole. */
    private static double mean(List<RunRow> runs, RunRow first) {
        return runs.stream()
                .filter(row -> row.key().equals(first.key())
                        || row.seriesKey().isPresent()
                                && row.seriesKey().equals(first.seriesKey())
                                && row.pairs() == first.pairs())
                .mapToDouble(RunRow::score)
                .average()
                .orElseThrow();
    }
}
