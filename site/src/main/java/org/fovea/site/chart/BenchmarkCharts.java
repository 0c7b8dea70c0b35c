package org.fovea.site.chart;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.site.model.Accounting;
import org.fovea.site.model.Climb;
import org.fovea.site.model.FloorChange;
import org.fovea.site.model.Neighbourhood;
import org.fovea.site.model.OffScale;
import org.fovea.site.model.ParetoFront;
import org.fovea.site.model.SubsetTrust;
import org.fovea.site.model.Variants;
import org.fovea.site.model.TurningPoint;
import org.fovea.site.model.Snapshot;

/**
 * All that follows from the runs of a benchmark and is drawn on its page or written into its files.
 *
 * @param benchmark itself
 * @param whole its runs on all pairs, by number
 * @param floor what everybody must beat
 * @param prior floor before
 * @param offScale what counts as a failure
 * @param climbs turning points
 * @param current front where the archive alone is charged
 * @param faithful front where payload outside is charged, too
 * @param neighbourhood of the floor
 * @param floorChange against the prior floor
 * @param variants families with enough runs
 * @param trust in subsets
 */
public record BenchmarkCharts(
        Numbered<Benchmark> benchmark,
        List<RunRow> whole,
        Optional<RunRow> floor,
        Optional<RunRow> prior,
        OffScale offScale,
        List<Climb> climbs,
        ParetoFront current,
        ParetoFront faithful,
        Optional<Neighbourhood> neighbourhood,
        Optional<FloorChange> floorChange,
        List<Variants> variants,
        SubsetTrust trust) {

    /** Of a benchmark, worked out when it is asked for the first time. */
    static Supplier<BenchmarkCharts> of(Snapshot snapshot, Numbered<Benchmark> benchmark) {
        return new Once<>(() -> make(snapshot, benchmark));
    }

    private static BenchmarkCharts make(Snapshot snapshot, Numbered<Benchmark> benchmark) {
        List<RunRow> whole =
                snapshot.runs(benchmark).stream().filter(RunRow::whole).toList();
        Optional<RunRow> floor = snapshot.floor(benchmark);
        OffScale offScale = OffScale.of(whole, floor);
        List<Climb> climbs = Climb.of(TurningPoint.of(snapshot, benchmark), benchmark);
        Optional<RunRow> prior = floor.flatMap(run -> climbs.reversed().stream()
                .filter(climb -> climb.point().run().equals(run))
                .findFirst()
                .flatMap(climb -> climb.point().prior()));
        return new BenchmarkCharts(
                benchmark,
                whole,
                floor,
                prior,
                offScale,
                climbs,
                ParetoFront.of(whole, offScale, Accounting.CURRENT_WORKFLOW),
                ParetoFront.of(whole, offScale, Accounting.RULE_FAITHFUL),
                Neighbourhood.of(snapshot, benchmark),
                prior.map(before -> FloorChange.of(
                        before, floor.orElseThrow(), benchmark.record().originalBytes())),
                Variants.of(snapshot, benchmark),
                SubsetTrust.of(snapshot, benchmark));
    }

    /** Whether payload outside archives makes both accountings differ for any run. */
    public boolean accountingsDiffer() {
        return whole.stream()
                .anyMatch(run -> run.payload().isEmpty() || run.payload().get() > 0);
    }

    /** Makes something once, whoever asks first. */
    private static final class Once<T> implements Supplier<T> {
        private final Supplier<T> maker;
        private T made;

        private Once(Supplier<T> maker) {
            this.maker = maker;
        }

        @Override
        public synchronized T get() {
            if (made == null) {
                made = maker.get();
            }
            return made;
        }
    }
}
