package org.fovea.site.charts;

import java.util.List;
import java.util.Optional;
import org.fovea.lab.record.Run;
import org.fovea.lab.store.RunRow;
import org.fovea.site.analysis.Climb;
import org.fovea.site.analysis.Variants;
import org.fovea.site.figure.Metric;
import org.fovea.site.figure.PairDistribution;
import org.fovea.site.figure.RunWords;
import org.fovea.site.figure.ScoreOverTime;
import org.fovea.site.page.Frame;
import org.fovea.site.plot.Figure;
import org.fovea.lab.record.SettingChange;

/**
 * The charts of a benchmark, drawn.
 *
 * @param frame around it
 * @param charts what they show
 * @param scoreOverTime absent where nothing covers all pairs
 * @param fronts bytes against score, under each accounting that makes a difference
 * @param climb what each change bought
 * @param neighbours one setting away, whole runs
 * @param rounds one setting away, subsets
 * @param bytes sections of each turning point
 * @param floorPairs costs by the number of the pair
 * @param sortedPairs costs sorted, with the prior floor
 */
public record ChartsPage(
        Frame frame,
        BenchmarkCharts charts,
        Optional<Figure> scoreOverTime,
        List<Figure> fronts,
        Optional<Figure> climb,
        Optional<Figure> neighbours,
        Optional<Figure> rounds,
        Optional<BytesOverTime> bytes,
        Optional<Figure> floorPairs,
        Optional<PairCurves> sortedPairs) {
    private static final int MAX_VARIANTS = 40;
    private static final int MAX_FAMILIES = 12;

    static ChartsPage of(Frame frame, BenchmarkCharts charts) {
        Optional<RunRow> floor = charts.floor();
        Optional<Run> run = floor.map(frame.snapshot()::details);
        Optional<Figure> current = ParetoChart.of(frame, charts.current(), floor);
        Optional<Figure> faithful =
                charts.accountingsDiffer() ? ParetoChart.of(frame, charts.faithful(), floor) : Optional.empty();
        return new ChartsPage(
                frame,
                charts,
                ScoreOverTime.of(frame, charts.benchmark(), ScoreOverTime.MANY)
                        .map(figure -> figure.withData(data(frame, charts, "runs"))),
                java.util.stream.Stream.of(current, faithful)
                        .flatMap(Optional::stream)
                        .map(figure -> figure.withData(data(frame, charts, "runs")))
                        .toList(),
                ClimbChart.of(frame, charts.climbs())
                        .map(figure -> figure.withData(data(frame, charts, "turning-points"))),
                charts.neighbourhood()
                        .flatMap(around -> NeighbourhoodChart.runs(frame, around))
                        .map(figure -> figure.withData(data(frame, charts, "neighbourhood"))),
                charts.neighbourhood()
                        .flatMap(around -> NeighbourhoodChart.rounds(frame, around))
                        .map(figure -> figure.withData(data(frame, charts, "neighbourhood"))),
                BytesOverTime.of(frame, charts.climbs())
                        .map(bars ->
                                new BytesOverTime(bars.figure().withData(data(frame, charts, "bytes")), bars.key())),
                floor.flatMap(row -> PairDistribution.of(row, run.orElseThrow(), _ -> Optional.empty()))
                        .map(figure -> figure.withData(data(frame, charts, "pairs"))),
                floor.flatMap(row -> PairCurves.of(
                                row,
                                run.orElseThrow(),
                                charts.prior(),
                                charts.prior().map(frame.snapshot()::details)))
                        .map(curves ->
                                new PairCurves(curves.figure().withData(data(frame, charts, "pairs")), curves.rows())));
    }

    /** Address of a file of this page. */
    public String data(String kind) {
        return data(frame, charts, kind);
    }

    private static String data(Frame frame, BenchmarkCharts charts, String kind) {
        return frame.to("data/chart-" + kind + "-" + frame.paths().slug(charts.benchmark()) + ".json");
    }

    /** Families that have a table: those with the latest runs. */
    public List<Variants> families() {
        return charts.variants().stream().limit(MAX_FAMILIES).toList();
    }

    /** Rows of a family's table: the latest. */
    public List<Variants.Row> rows(Variants family) {
        return family.rows()
                .subList(
                        Math.max(0, family.rows().size() - MAX_VARIANTS),
                        family.rows().size());
    }

    /** Address of a run's page. */
    public String run(RunRow run) {
        return frame.to(frame.paths().run(run));
    }

    /** What differs from the floor of its time, in words. */
    public String changed(Variants.Row row) {
        return changed(row.floor().isPresent(), row.changes(), row.run());
    }

    /** What differs from the floor before, in words. */
    public String changed(Climb climb) {
        return changed(
                climb.point().prior().isPresent(),
                climb.point().changes(),
                climb.point().run());
    }

    private String changed(boolean compared, List<SettingChange> changes, RunRow run) {
        if (!compared) {
            return "the first one";
        }
        if (!changes.isEmpty()) {
            return RunWords.changes(changes, run);
        }
        return "no setting that the ledger knows"
                + frame.snapshot()
                        .details(run)
                        .note()
                        .map(note -> "; it says: " + note.strip())
                        .orElse("");
    }

    /** The floor's figures beside those of the one before. */
    public List<Metric> metrics() {
        return charts.floorChange()
                .map(change -> Metric.of(
                        Optional.of(change.prior()),
                        change.current(),
                        charts.benchmark().record().originalBytes()))
                .orElse(List.of());
    }
}
