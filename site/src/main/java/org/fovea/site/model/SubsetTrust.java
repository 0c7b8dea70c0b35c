package org.fovea.site.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.LabRecord;
import org.fovea.lab.record.RecordKind;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Spread;
import org.fovea.lab.round.Calibration;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunQuery;
import org.fovea.lab.store.RunRow;

/**
 * How far decisions on subsets can be trusted, as {@code fovea lab calibrate} counts it, but with a bound on the work:
 * the latest runs on all pairs are replayed, with fewer draws where there are many of them.
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
                new Calibration(
                        Calibration.of(new SomeRuns(snapshot.ledger(), rows, false), benchmark.key(), replay)
                                .measured(),
                        Calibration.of(new SomeRuns(snapshot.ledger(), latest, true), benchmark.key(), replay)
                                .replayed()),
                latest.size(),
                left,
                draws);
    }

    /**
     * A ledger that lists some of its runs only, to be read: what looks at every pair of every run takes too long for
     * ten thousand of them.
     *
     * @param ledger all of it
     * @param rows runs that it lists
     * @param open whether runs can be read, and not only listed
     */
    private record SomeRuns(Ledger ledger, List<RunRow> rows, boolean open) implements Ledger {
        @Override
        public <T extends LabRecord> Numbered<T> add(T record) {
            throw new UnsupportedOperationException("a ledger to be read");
        }

        @Override
        public <T extends LabRecord> Optional<Numbered<T>> find(Class<T> type, String key) {
            return type == Run.class && !open ? Optional.empty() : ledger.find(type, key);
        }

        @Override
        public <T extends LabRecord> Optional<Numbered<T>> find(Class<T> type, long number) {
            return type == Run.class && !open ? Optional.empty() : ledger.find(type, number);
        }

        @Override
        public <T extends LabRecord> List<Numbered<T>> all(Class<T> type) {
            return ledger.all(type);
        }

        @Override
        public long count(RecordKind kind) {
            return ledger.count(kind);
        }

        @Override
        public Numbered<?> resolve(String reference) {
            return ledger.resolve(reference);
        }

        @Override
        public <T extends LabRecord> Numbered<T> resolve(Class<T> type, String reference) {
            return ledger.resolve(type, reference);
        }

        @Override
        public List<RunRow> runs(RunQuery query) {
            return rows;
        }

        @Override
        public long count(RunQuery query) {
            return rows.size();
        }

        @Override
        public Map<String, Spread> spreads() {
            return ledger.spreads();
        }

        @Override
        public Optional<Numbered<Run>> runOfJob(String job) {
            return ledger.runOfJob(job);
        }

        @Override
        public Optional<Numbered<Run>> floor(String benchmark) {
            return open ? ledger.floor(benchmark) : Optional.empty();
        }

        @Override
        public List<Numbered<Judgement>> judgements(String subject) {
            return ledger.judgements(subject);
        }

        @Override
        public <T extends LabRecord> List<Numbered<T>> standing(Class<T> type, Optional<String> benchmark) {
            return ledger.standing(type, benchmark);
        }

        @Override
        public <R> R transaction(Function<Ledger, R> work) {
            return work.apply(this);
        }
    }
}
