package org.fovea.site.page;

import java.util.List;
import java.util.Optional;
import org.fovea.lab.doctor.Finding;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.store.Numbered;
import org.fovea.site.chart.ByteLedgerBar;
import org.fovea.site.layout.Frame;
import org.fovea.site.layout.Site;
import org.fovea.site.layout.Topic;
import org.fovea.site.markdown.Markdown;
import org.fovea.site.markdown.RecordLinks;

/**
 * The page of a packet.
 *
 * @param frame around it
 * @param benchmark that it is about; absent in a lab that has none
 * @param packet of its baseline; absent where it has none
 * @param links where records are
 */
public record PacketPage(
        Frame frame, Optional<Numbered<Benchmark>> benchmark, Optional<Packet> packet, RecordLinks links) {
    private static final int BELOW = 2;
    private static final String RISKS = "Risks";

    /** Bytes of the baseline's sections. */
    public Optional<ByteLedgerBar> bytes() {
        return packet.map(each -> ByteLedgerBar.of(each.row(), each.run()));
    }

    /** How many findings of the lab's doctor say that the claim should not be relied on as it is. */
    public long warnings() {
        return packet.stream()
                .flatMap(each -> each.findings().stream())
                .filter(finding -> finding.severity() != Finding.Severity.INFO)
                .count();
    }

    /** The whole review. */
    public Optional<String> review() {
        return packet.flatMap(Packet::review).map(this::markdown);
    }

    /** What the review says of risks. */
    public Optional<String> risks() {
        return packet.flatMap(Packet::review)
                .flatMap(text -> Markdown.Sections.below(text, RISKS))
                .map(this::markdown);
    }

    private String markdown(String text) {
        return Markdown.html(text, BELOW, links, frame.root());
    }

    /** Text in which names of records are links. */
    public String html(String text) {
        return links.html(text, frame.root());
    }

    /** A packet for each benchmark. */
    public static final class Part implements Site.Part {
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
                Site site,
                String path,
                Optional<Numbered<Benchmark>> benchmark,
                Decisions decisions,
                RecordLinks links) {
            site.page(
                    path,
                    "packet.jte",
                    () -> new PacketPage(
                            site.frame(
                                    path,
                                    "Packet"
                                            + benchmark
                                                    .map(each ->
                                                            " " + each.record().name())
                                                    .orElse(""),
                                    "The baseline for a reviewer, on one page",
                                    Topic.PACKET,
                                    benchmark,
                                    TOOLTIPS),
                            benchmark,
                            benchmark.flatMap(each -> Packet.of(site.snapshot(), each, decisions)),
                            links));
        }
    }
}
