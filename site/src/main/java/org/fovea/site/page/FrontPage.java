package org.fovea.site.page;

import java.util.List;
import java.util.Optional;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.store.Numbered;
import org.fovea.site.chart.ByteLedgerBar;
import org.fovea.site.chart.Metric;
import org.fovea.site.chart.ScoreOverTime;
import org.fovea.site.layout.Frame;
import org.fovea.site.layout.Site;
import org.fovea.site.layout.Topic;
import org.fovea.site.model.Snapshot;
import org.fovea.site.model.TurningPoint;
import org.fovea.site.player.Viewer;
import org.fovea.site.plot.Figure;

/**
 * The front page of a benchmark.
 *
 * @param frame around it
 * @param benchmark that it is about; absent in a lab that has none
 * @param stills a pair as the original has it, as the baseline draws it, and as the network sees both; absent where no
 *     clips were made
 * @param standing its floor; absent where nothing was promoted
 * @param execution what the lab does
 * @param evidence what lies behind; absent without a benchmark
 * @param turningPoints of the benchmark, in order
 * @param scoreOverTime the way to the floor; absent where nothing was measured on all pairs
 * @param metrics the floor's figures beside those of the one before; empty without a floor
 * @param bytes where the floor's bytes are; absent without a floor
 */
public record FrontPage(
        Frame frame,
        Optional<Numbered<Benchmark>> benchmark,
        Optional<Viewer.Stills> stills,
        Optional<Standing> standing,
        Execution execution,
        Optional<Evidence> evidence,
        List<TurningPoint> turningPoints,
        Optional<Figure> scoreOverTime,
        List<Metric> metrics,
        Optional<ByteLedgerBar> bytes) {
    private static final String TOOLTIPS = "assets/charts.js";
    private static final String LIVE = "live/execution.html";
    private static final String DESCRIPTION =
            "Where the lab stands: the baseline and its score, how it got there, what runs now, and the evidence.";

    private static FrontPage of(Site site, String path, Optional<Numbered<Benchmark>> benchmark, Viewer viewer) {
        Snapshot snapshot = site.snapshot();
        List<TurningPoint> points =
                benchmark.map(each -> TurningPoint.of(snapshot, each)).orElse(List.of());
        Frame frame = site.frame(path, "Overview", DESCRIPTION, Topic.FRONT, benchmark, List.of(TOOLTIPS));
        Optional<Standing> standing = benchmark.flatMap(each -> Standing.of(snapshot, each, points));
        return new FrontPage(
                frame,
                benchmark,
                benchmark
                        .flatMap(each -> viewer.of(each).stills())
                        .filter(each -> !each.small().isEmpty()),
                standing,
                Execution.of(snapshot),
                benchmark.map(each -> Evidence.of(snapshot, each)),
                points,
                benchmark.flatMap(each -> ScoreOverTime.of(frame, each, ScoreOverTime.FEW)),
                standing.map(each -> Metric.of(
                                each.turningPoint().flatMap(TurningPoint::prior),
                                each.floor(),
                                each.benchmark().originalBytes()))
                        .orElse(List.of()),
                standing.map(each -> ByteLedgerBar.of(each.floor(), each.details())));
    }

    /** Address of a picture. */
    public String still(Viewer.Picture picture) {
        return frame.to("clips/" + picture.name());
    }

    /** One for each benchmark. */
    public static final class Part implements Site.Part {
        private final Viewer viewer;

        /** With these clips. */
        public Part(Viewer viewer) {
            this.viewer = viewer;
        }

        @Override
        public void addTo(Site site) {
            List<Numbered<Benchmark>> benchmarks = site.snapshot().benchmarks();
            if (benchmarks.isEmpty()) {
                add(site, site.paths().of(Topic.FRONT), Optional.empty());
            }
            if (site.live()) {
                addLive(site);
            }
            benchmarks.forEach(benchmark -> add(site, site.paths().of(Topic.FRONT, benchmark), Optional.of(benchmark)));
        }

        /** What runs alone, for pages that ask for news. */
        private void addLive(Site site) {
            site.page(LIVE, "live.jte", () -> of(site, LIVE, Optional.empty(), viewer));
        }

        private void add(Site site, String path, Optional<Numbered<Benchmark>> benchmark) {
            site.page(path, "front.jte", () -> of(site, path, benchmark, viewer));
        }
    }
}
