package org.fovea.site.page;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.DeadEnd;
import org.fovea.lab.record.GateResult;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.Note;
import org.fovea.lab.record.Track;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.site.model.Snapshot;

/**
 * The evidence layer: how much there is behind the floor of a benchmark, counted from the rows themselves.
 *
 * @param runs of the benchmark
 * @param whole of these, on all pairs with nothing replaced
 * @param verdicts how many runs have each verdict now
 * @param unjudged runs without a verdict
 * @param tracks how many runs each has
 * @param gatesHeld checks of the floor that held
 * @param gates checks of the floor
 * @param deadEnds standing ones of the benchmark
 * @param notes of the notebook, all
 */
public record Evidence(
        int runs,
        long whole,
        Map<Verdict, Long> verdicts,
        long unjudged,
        Map<String, Long> tracks,
        long gatesHeld,
        int gates,
        long deadEnds,
        int notes) {
    static Evidence of(Snapshot snapshot, Numbered<Benchmark> benchmark) {
        List<RunRow> runs = snapshot.runs(benchmark);
        Map<Verdict, Long> verdicts = new TreeMap<>();
        Map<String, Long> tracks = new TreeMap<>();
        long unjudged = 0;
        for (RunRow run : runs) {
            tracks.merge(run.track(), 1L, Long::sum);
            if (run.verdict().isPresent()) {
                verdicts.merge(run.verdict().get(), 1L, Long::sum);
            } else {
                unjudged++;
            }
        }
        List<Numbered<GateResult>> gates = snapshot.floor(benchmark)
                .map(floor -> snapshot.gates(floor.key()))
                .orElse(List.of());
        return new Evidence(
                runs.size(),
                runs.stream().filter(RunRow::whole).count(),
                verdicts,
                unjudged,
                tracks,
                gates.stream().filter(gate -> gate.record().passed()).count(),
                gates.size(),
                snapshot.all(DeadEnd.class).stream()
                        .filter(deadEnd -> deadEnd.record().benchmark().equals(benchmark.key()))
                        .filter(snapshot::stands)
                        .count(),
                snapshot.all(Note.class).size());
    }

    /** Runs that were the floor at some time, and not taken back: promoted or superseded now. */
    public long promotions() {
        return verdicts.getOrDefault(Verdict.PROMOTED, 0L) + verdicts.getOrDefault(Verdict.SUPERSEDED, 0L);
    }

    /** Runs that were found not better. */
    public long rejections() {
        return verdicts.getOrDefault(Verdict.REJECTED, 0L);
    }

    /** Runs of the track that hides payload outside the archive. */
    public Optional<Long> exploits() {
        return Optional.ofNullable(tracks.get(Track.EXPLOIT));
    }
}
