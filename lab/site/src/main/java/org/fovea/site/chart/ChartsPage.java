package org.fovea.site.chart;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.site.layout.Frame;
import org.fovea.site.layout.Site;
import org.fovea.site.layout.Topic;
import org.fovea.site.model.Coverage;
import org.fovea.site.model.Neighbourhood;
import org.fovea.site.model.OffScale;
import org.fovea.site.model.Once;
import org.fovea.site.model.ParetoFront;
import org.fovea.site.model.Snapshot;
import org.fovea.site.model.TurningPoint;
import org.fovea.site.plot.Figure;

/**
 * The charts of a benchmark. Each is drawn when it is asked for.
 *
 * @param frame around it
 * @param charts what they show
 */
public record ChartsPage(Frame frame, BenchmarkCharts charts) {
    /** Score over time; absent where nothing covers all pairs. */
    public Optional<Figure> score() {
        return ScoreOverTime.of(frame, charts.benchmark(), ScoreOverTime.MANY).map(withData("runs"));
    }

    /** Bytes against what each network loses. */
    public List<Figure> distortions() {
        return Stream.of(DistortionChart.Term.values())
                .flatMap(term ->
                        DistortionChart.of(frame, charts.whole(), charts.floor(), charts.offScale(), term).stream())
                .map(withData("runs"))
                .toList();
    }

    /** Bytes against score, under each accounting that makes a difference. */
    public List<Figure> fronts() {
        return Stream.of(charts.current(), charts.faithful())
                .limit(charts.accountingsDiffer() ? 2 : 1)
                .flatMap(front -> ParetoChart.of(frame, front, charts.floor()).stream())
                .map(withData("runs"))
                .toList();
    }

    /** How often intervals of rounds on subsets held the gain on all pairs. */
    public Coverage coverage() {
        return Coverage.of(frame.snapshot(), charts.benchmark());
    }

    /** Costs of the baseline's pairs by their number; absent where they are not known. */
    public Optional<Figure> floorPairs() {
        return charts.floor()
                .flatMap(row -> PairDistribution.of(row, frame.snapshot().details(row)))
                .map(withData("pairs"));
    }

    private UnaryOperator<Figure> withData(String kind) {
        return figure -> figure.withData(data(kind));
    }

    /** Address of a file of this page. */
    public String data(String kind) {
        return frame.to("data/chart-" + kind + "-" + frame.paths().slug(charts.benchmark()) + ".json");
    }

    /** What differs from the baseline before, in words. */
    public String changed(TurningPoint point) {
        if (point.prior().isEmpty()) {
            return "the first one";
        }
        return point.changes().isEmpty()
                ? "no setting that the ledger knows"
                : RunWords.changes(point.changes(), point.run());
    }

    /** Adds a page of charts for each benchmark, and a file for scripts behind each chart. */
    public static void addTo(Site site) {
        List<Numbered<Benchmark>> benchmarks = site.snapshot().benchmarks();
        if (benchmarks.isEmpty()) {
            Frame frame = site.frame(Topic.CHARTS, Optional.empty(), "Charts of a lab without benchmarks");
            site.page(frame.path(), "nocharts.jte", () -> frame);
        }
        benchmarks.forEach(benchmark -> add(site, benchmark));
    }

    private static void add(Site site, Numbered<Benchmark> benchmark) {
        Supplier<BenchmarkCharts> charts = BenchmarkCharts.of(site.snapshot(), benchmark);
        String description = "What the runs on " + benchmark.record().name() + " cost and bought, chart by chart";
        Frame frame = site.frame(Topic.CHARTS, Optional.of(benchmark), description, "assets/charts.js");
        site.page(frame.path(), "charts.jte", () -> new ChartsPage(frame, charts.get()));
        String slug = site.paths().slug(benchmark);
        ChartData.kinds(site.snapshot())
                .forEach((kind, content) ->
                        site.data("chart-" + kind, "chart-" + kind + "-" + slug, () -> content.apply(charts.get())));
    }

    /**
     * All that follows from the runs of a benchmark and is drawn on its page or written into its files.
     *
     * @param benchmark itself
     * @param whole its runs on all pairs, by number
     * @param floor what everybody must beat
     * @param offScale what counts as a failure
     * @param turningPoints in order
     * @param neighbourhood of the baseline
     */
    public record BenchmarkCharts(
            Numbered<Benchmark> benchmark,
            List<RunRow> whole,
            Optional<RunRow> floor,
            OffScale offScale,
            List<TurningPoint> turningPoints,
            Optional<Neighbourhood> neighbourhood) {
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
                    Neighbourhood.of(snapshot, benchmark));
        }

        public String name() {
            return benchmark.record().name();
        }

        /** The baseline before the one of today. */
        public Optional<RunRow> prior() {
            return floor.flatMap(run -> turningPoints.reversed().stream()
                    .filter(point -> point.run().equals(run))
                    .findFirst()
                    .flatMap(TurningPoint::prior));
        }

        /** The baseline's figures next to those of the one before; empty where there is none before. */
        public List<Metric> metrics() {
            return prior().map(before -> Metric.of(
                            prior(), floor.orElseThrow(), benchmark.record().originalBytes()))
                    .orElse(List.of());
        }

        /** The front where the archive alone is charged. */
        public ParetoFront current() {
            return ParetoFront.of(whole, offScale, ParetoFront.Accounting.CURRENT_WORKFLOW);
        }

        /** The front where payload outside is charged, too. */
        public ParetoFront faithful() {
            return ParetoFront.of(whole, offScale, ParetoFront.Accounting.RULE_FAITHFUL);
        }

        /** Whether payload outside archives makes both accountings differ for any run. */
        public boolean accountingsDiffer() {
            return whole.stream()
                    .anyMatch(run -> run.payload().isEmpty() || run.payload().get() > 0);
        }
    }
}
