package org.fovea.site.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.store.RunRow;
import org.fovea.site.layout.Frame;
import org.fovea.site.layout.Site;
import org.fovea.site.layout.Topic;

/**
 * A page of the list of runs.
 *
 * @param frame around it
 * @param all runs, newest first
 * @param page this one, from 1
 */
public record RunsPage(Frame frame, List<RunLine> all, int page) {
    /** Runs on a page that works without scripts. */
    static final int LINES = 250;

    private static final List<String> FACETS = List.of("benchmark", "track", "family", "verdict", "pairs", "source");

    /** What a script can filter by, besides words. */
    public static List<String> facets() {
        return FACETS;
    }

    /** How many pages there are; at least one. */
    static int pages(int runs) {
        return Math.max(1, (runs + LINES - 1) / LINES);
    }

    /** How many pages there are. */
    public int pages() {
        return pages(all.size());
    }

    /** Runs on this page. */
    public List<RunLine> lines() {
        return all.subList(first() - 1, last());
    }

    /** Address of the page before. */
    public Optional<String> previous() {
        return page > 1 ? Optional.of(frame.paths().runs(page - 1)) : Optional.empty();
    }

    /** Address of the page behind. */
    public Optional<String> next() {
        return page < pages() ? Optional.of(frame.paths().runs(page + 1)) : Optional.empty();
    }

    /** Number of the first run of this page in the whole list, from 1. */
    public int first() {
        return (page - 1) * LINES + 1;
    }

    /** Number of its last run. */
    public int last() {
        return Math.min(page * LINES, all.size());
    }

    /** Numbers of the pages that are linked: the first, the last, and those around this one. */
    public List<Integer> linked() {
        List<Integer> numbers = new ArrayList<>();
        for (int number = 1; number <= pages(); number++) {
            if (number == 1 || number == pages() || Math.abs(number - page) <= 2) {
                numbers.add(number);
            }
        }
        return numbers;
    }

    /** How many runs have each verdict, in the order of the verdicts; those without one are not among them. */
    public Map<Verdict, Long> verdicts() {
        Map<Verdict, Long> counts = new LinkedHashMap<>();
        for (Verdict verdict : Verdict.values()) {
            long count = all.stream()
                    .filter(line -> line.row().verdict().filter(verdict::equals).isPresent())
                    .count();
            if (count > 0) {
                counts.put(verdict, count);
            }
        }
        return counts;
    }

    /** Runs that nobody judged. */
    public long unjudged() {
        return all.stream().filter(line -> line.row().verdict().isEmpty()).count();
    }

    /** Runs whose score is none of their benchmark. */
    public long partial() {
        return all.stream().filter(line -> !line.row().whole()).count();
    }

    /** Tracks of all runs, as the script needs them. */
    public List<String> tracks() {
        return all.stream().map(line -> line.row().track()).distinct().sorted().toList();
    }

    /** Columns that are shown unless a reader chooses others. The benchmark is told only where there are several. */
    public List<RunColumn> columns() {
        boolean several = frame.snapshot().benchmarks().size() > 1;
        return RunColumn.usual().stream()
                .filter(column -> several || column != RunColumn.BENCHMARK)
                .toList();
    }

    /** The table of all runs: pages that are complete without scripts, and the data that a script searches. */
    public static final class Part implements Site.Part {
        private static final List<String> SCRIPTS = List.of(
                "assets/runs-model.js",
                "assets/runs-view.js",
                "assets/runs-address.js",
                "assets/runs.js",
                "data/runs.js");

        @Override
        public void addTo(Site site) {
            List<RunLine> lines = lines(site);
            for (int number = 1; number <= pages(lines.size()); number++) {
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
}
