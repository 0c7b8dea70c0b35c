package org.fovea.site.page;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.lab.store.RunRow;
import org.fovea.site.layout.Site;
import org.fovea.site.layout.Topic;

/** The table of all runs: pages that are complete without scripts, and the data that a script searches. */
public final class RunsTablePart implements Site.Part {
    private static final List<String> SCRIPTS = List.of(
            "assets/runs-model.js", "assets/runs-view.js", "assets/runs-address.js", "assets/runs.js", "data/runs.js");

    @Override
    public void addTo(Site site) {
        List<RunLine> lines = lines(site);
        for (int number = 1; number <= RunsPage.pages(lines.size()); number++) {
            addPage(site, lines, number);
        }
        site.dataWithScript("runs", "runs", "foveaRuns.open", () -> Map.of("runs", lines));
    }

    /** All runs, newest first. */
    static List<RunLine> lines(Site site) {
        return site.snapshot().runs().stream()
                .sorted(Comparator.comparing(RunRow::ended)
                        .thenComparing(RunRow::number)
                        .reversed())
                .map(run -> RunLine.of(site, run))
                .toList();
    }

    private static void addPage(Site site, List<RunLine> lines, int page) {
        String path = site.paths().runs(page);
        String title = page == 1 ? "Runs" : "Runs, page " + page;
        site.page(
                path,
                "runs.jte",
                () -> new RunsPage(
                        site.frame(
                                path,
                                title,
                                "Every measurement of the lab",
                                Topic.RUNS,
                                Optional.empty(),
                                page == 1 ? SCRIPTS : List.of()),
                        lines,
                        page));
    }
}
