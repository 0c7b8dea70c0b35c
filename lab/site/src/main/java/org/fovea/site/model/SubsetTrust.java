package org.fovea.site.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.round.Calibration;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;

/**
 * How far decisions on subsets can be trusted, with a bound on the work: the latest runs on all pairs are replayed,
 * with fewer draws where there are many of them.
 *
 * @param calibration counts
 * @param runs on all pairs that were replayed at most
 * @param left earlier ones that were not
 * @param draws of subsets for each
 */
@JsonPropertyOrder({"replayedRuns", "earlierRuns", "draws"})
public record SubsetTrust(
        @JsonUnwrapped Calibration calibration,
        @JsonProperty("replayedRuns") int runs,
        @JsonProperty("earlierRuns") int left,
        int draws) {
    private static final int MAX_RUNS = 150;
    private static final int MAX_DRAWS = 6000; // of all runs together

    /** Of a benchmark. */
    public static SubsetTrust of(Snapshot snapshot, Numbered<Benchmark> benchmark) {
        Calibration.Replay usual = Calibration.Replay.usual();
        List<RunRow> rows = snapshot.runs(benchmark);
        List<RunRow> whole = rows.stream().filter(RunRow::whole).toList();
        int left = Math.max(0, whole.size() - MAX_RUNS);
        List<RunRow> latest = whole.subList(left, whole.size());
        int draws = Math.min(usual.draws(), Math.max(1, MAX_DRAWS / Math.max(1, latest.size())));
        Calibration.Replay replay =
                new Calibration.Replay(usual.sizes(), draws, usual.strata(), usual.seed(), usual.rule());
        return new SubsetTrust(
                Calibration.of(snapshot.ledger(), benchmark.key(), rows, latest, replay), latest.size(), left, draws);
    }
}
