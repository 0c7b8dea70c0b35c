package org.fovea.site.chart;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.store.Numbered;
import org.fovea.site.layout.Frame;
import org.fovea.site.layout.Site;
import org.fovea.site.layout.Topic;

/** A page of charts for each benchmark, and a file for scripts behind each chart. */
public final class ChartsPart implements Site.Part {
    private static final List<String> SCRIPTS = List.of("assets/charts.js");

    @Override
    public void addTo(Site site) {
        List<Numbered<Benchmark>> benchmarks = site.snapshot().benchmarks();
        if (benchmarks.isEmpty()) {
            String path = site.paths().of(Topic.CHARTS);
            site.page(
                    path,
                    "nocharts.jte",
                    () -> site.frame(
                            path,
                            "Charts",
                            "Charts of a lab without benchmarks",
                            Topic.CHARTS,
                            Optional.empty(),
                            List.of()));
        }
        benchmarks.forEach(benchmark -> add(site, benchmark));
    }

    private static void add(Site site, Numbered<Benchmark> benchmark) {
        Supplier<BenchmarkCharts> charts = BenchmarkCharts.of(site.snapshot(), benchmark);
        String path = site.paths().of(Topic.CHARTS, benchmark);
        site.page(path, "charts.jte", () -> {
            Frame frame = site.frame(
                    path,
                    "Charts",
                    "What the runs on " + benchmark.record().name() + " cost and bought, chart by chart",
                    Topic.CHARTS,
                    Optional.of(benchmark),
                    SCRIPTS);
            return new ChartsPage(frame, charts.get());
        });
        data(site, benchmark, charts, "runs", each -> ChartData.points(site.snapshot(), each));
        data(site, benchmark, charts, "turning-points", ChartData::turns);
        data(site, benchmark, charts, "floor-change", ChartData::floorChange);
        data(site, benchmark, charts, "neighbourhood", ChartData::around);
        data(site, benchmark, charts, "variants", ChartData::families);
        data(site, benchmark, charts, "bytes", each -> ChartData.ledgers(site.snapshot(), each));
        data(site, benchmark, charts, "pairs", each -> ChartData.distributions(site.snapshot(), each));
        data(site, benchmark, charts, "calibration", ChartData::trust);
    }

    private static void data(
            Site site,
            Numbered<Benchmark> benchmark,
            Supplier<BenchmarkCharts> charts,
            String kind,
            Function<BenchmarkCharts, Object> content) {
        site.data(
                "chart-" + kind,
                "chart-" + kind + "-" + site.paths().slug(benchmark),
                () -> content.apply(charts.get()));
    }
}
