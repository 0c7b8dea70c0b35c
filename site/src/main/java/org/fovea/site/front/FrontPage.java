package org.fovea.site.front;

import java.util.List;
import java.util.Optional;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.site.page.Frame;
import org.fovea.site.page.Site;
import org.fovea.site.page.Topic;
import org.fovea.site.progress.TurningPoint;

/**
 * The front page of a benchmark.
 *
 * @param frame around it
 * @param benchmark that it is about; absent in a lab that has none
 * @param floor of the benchmark
 * @param turningPoints of the benchmark, in order
 */
public record FrontPage(
        Frame frame,
        Optional<Numbered<Benchmark>> benchmark,
        Optional<RunRow> floor,
        List<TurningPoint> turningPoints) {

    /** One for each benchmark. */
    public static final class Part implements Site.Part {
        @Override
        public void addTo(Site site) {
            List<Numbered<Benchmark>> benchmarks = site.snapshot().benchmarks();
            if (benchmarks.isEmpty()) {
                add(site, site.paths().of(Topic.FRONT), Optional.empty());
            }
            benchmarks.forEach(benchmark -> add(site, site.paths().of(Topic.FRONT, benchmark), Optional.of(benchmark)));
        }

        private static void add(Site site, String path, Optional<Numbered<Benchmark>> benchmark) {
            site.page(
                    path,
                    "front.jte",
                    () -> new FrontPage(
                            site.frame(path, "Overview", "Where the lab stands", Topic.FRONT, benchmark, List.of()),
                            benchmark,
                            benchmark.flatMap(site.snapshot()::floor),
                            benchmark
                                    .map(each -> TurningPoint.of(site.snapshot(), each))
                                    .orElse(List.of())));
        }
    }
}
