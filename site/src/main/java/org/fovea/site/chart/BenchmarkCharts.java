package org.fovea.site.chart;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.site.model.Accounting;
import org.fovea.site.model.FloorChange;
import org.fovea.site.model.Neighbourhood;
import org.fovea.site.model.OffScale;
import org.fovea.site.model.Once;
import org.fovea.site.model.ParetoFront;
import org.fovea.site.model.Snapshot;
import org.fovea.site.model.SubsetTrust;
import org.fovea.site.model.TurningPoint;
import org.fovea.site.model.Variants;

/**
 * All that follows from the runs of a benchmark and is drawn on its page or written into its files.
 *
 * @param benchmark itself
 * @param whole its runs on all pairs, by number
 * @param floor what everybody must beat
 * @param offScale what counts as a failure
 * @param turningPoints in order
 * @param neighbourhood of the floor
 * @param variants families with enough runs
 * @param trust in subsets
 */
public record BenchmarkCharts(
        Numbered<Benchmark> benchmark,
        List<RunRow> whole,
        Optional<RunRow> floor,
        OffScale offScale,
        List<TurningPoint> turningPoints,
        Optional<Neighbourhood> neighbourhood,
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
        return new BenchmarkCharts(
                benchmark,
                whole,
                floor,
                OffScale.of(whole, floor),
                TurningPoint.of(snapshot, benchmark),
                Neighbourhood.of(snapshot, benchmark),
                Variants.of(snapshot, benchmark),
                SubsetTrust.of(snapshot, benchmark));
    }

    /** Name of the benchmark. */
    public String name() {
        return benchmark.record().name();
    }

    /** The floor before the one of today. */
    public Optional<RunRow> prior() {
        return floor.flatMap(run -> turningPoints.reversed().stream()
                .filter(point -> point.run().equals(run))
                .findFirst()
                .flatMap(TurningPoint::prior));
    }

    /** The floor against the one before. */
    public Optional<FloorChange> floorChange() {
        return prior().map(before ->
                FloorChange.of(before, floor.orElseThrow(), benchmark.record().originalBytes()));
    }

    /** The front where the archive alone is charged. */
    public ParetoFront current() {
        return ParetoFront.of(whole, offScale, Accounting.CURRENT_WORKFLOW);
    }

    /** The front where payload outside is charged, too. */
    public ParetoFront faithful() {
        return ParetoFront.of(whole, offScale, Accounting.RULE_FAITHFUL);
    }

    /** Whether payload outside archives makes both accountings differ for any run. */
    public boolean accountingsDiffer() {
        return whole.stream()
                .anyMatch(run -> run.payload().isEmpty() || run.payload().get() > 0);
    }
}
