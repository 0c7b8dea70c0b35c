package org.fovea.site.page;

import java.util.List;
import java.util.Optional;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.store.Numbered;
import org.fovea.site.markdown.RecordLinks;
import org.fovea.site.layout.Site;
import org.fovea.site.layout.Topic;

/** A packet for each benchmark. */
public final class PacketPart implements Site.Part {
    private static final List<String> TOOLTIPS = List.of("assets/charts.js");

    @Override
    public void addTo(Site site) {
        RecordLinks links = new RecordLinks(site);
        Decisions decisions = Decisions.of(site.snapshot(), links);
        List<Numbered<Benchmark>> benchmarks = site.snapshot().benchmarks();
        if (benchmarks.isEmpty()) {
            String path = site.paths().of(Topic.PACKET);
            add(site, path, Optional.empty(), decisions, links);
        }
        for (Numbered<Benchmark> benchmark : benchmarks) {
            add(site, site.paths().of(Topic.PACKET, benchmark), Optional.of(benchmark), decisions, links);
            site.data(
                    "packet",
                    "packet-" + site.paths().slug(benchmark),
                    () -> new Packet.File(benchmark, Packet.of(site.snapshot(), benchmark, decisions)));
        }
    }

    private static void add(
            Site site, String path, Optional<Numbered<Benchmark>> benchmark, Decisions decisions, RecordLinks links) {
        site.page(
                path,
                "packet.jte",
                () -> new PacketPage(
                        site.frame(
                                path,
                                "Packet"
                                        + benchmark
                                                .map(each -> " " + each.record().name())
                                                .orElse(""),
                                "The floor for a reviewer, on one page",
                                Topic.PACKET,
                                benchmark,
                                TOOLTIPS),
                        benchmark,
                        benchmark.flatMap(each -> Packet.of(site.snapshot(), each, decisions)),
                        links));
    }
}
