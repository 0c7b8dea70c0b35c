package org.fovea.site.charts;

import java.util.List;
import java.util.Optional;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Run;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.site.figure.ByteLedgerBar;
import org.fovea.site.figure.PairDistribution;
import org.fovea.site.figure.ScoreOverTime;
import org.fovea.site.page.Frame;
import org.fovea.site.page.Site;
import org.fovea.site.page.Topic;
import org.fovea.site.plot.Figure;

/**
 * The charts of a benchmark.
 *
 * @param frame around it
 * @param scoreOverTime absent where nothing covers all pairs
 * @param bytes of the floor
 * @param pairs of the floor
 */
public record ChartsPage(
        Frame frame, Optional<Figure> scoreOverTime, Optional<ByteLedgerBar> bytes, Optional<Figure> pairs) {
    /** One for each benchmark. */
    public static final class Part implements Site.Part {
        @Override
        public void addTo(Site site) {
            List<Numbered<Benchmark>> benchmarks = site.snapshot().benchmarks();
            benchmarks.forEach(benchmark -> add(site, site.paths().of(Topic.CHARTS, benchmark), benchmark));
        }

        private static void add(Site site, String path, Numbered<Benchmark> benchmark) {
            site.page(path, "charts.jte", () -> {
                Frame frame = site.frame(
                        path, "Charts", "Charts", Topic.CHARTS, Optional.of(benchmark), List.of("assets/charts.js"));
                Optional<RunRow> floor = site.snapshot().floor(benchmark);
                Optional<Run> run = floor.map(site.snapshot()::details);
                return new ChartsPage(
                        frame,
                        ScoreOverTime.of(frame, benchmark),
                        floor.map(row -> ByteLedgerBar.of(row, run.orElseThrow())),
                        floor.flatMap(row -> PairDistribution.of(row, run.orElseThrow(), _ -> Optional.empty())));
            });
        }
    }
}
