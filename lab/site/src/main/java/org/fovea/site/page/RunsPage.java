package org.fovea.site.page;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Study;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.site.layout.Frame;
import org.fovea.site.layout.Site;
import org.fovea.site.layout.Topic;
import org.fovea.site.layout.Wording;
import org.fovea.site.model.LedgerJson;
import org.fovea.site.model.Snapshot;

/**
 * A page of the list of runs.
 *
 * @param frame around it
 * @param all runs, newest first
 * @param page this one, from 1
 */
public record RunsPage(Frame frame, List<RunLine> all, int page) {
    private static final String[] SCRIPTS = {
        "assets/runs-model.js",
        "assets/runs-view.js",
        "assets/runs-address.js",
        "assets/runs-compare.js",
        "assets/runs.js",
        "data/runs.js"
    };

    /** Runs on a page that works without scripts. */
    static final int LINES = 250;

    /** What a script can filter by, besides words. */
    public static final List<String> FACETS = List.of("benchmark", "track", "family", "verdict", "pairs", "source");

    /** How many pages there are; at least one. */
    static int pages(int runs) {
        return Math.max(1, (runs + LINES - 1) / LINES);
    }

    public int pages() {
        return pages(all.size());
    }

    public List<RunLine> lines() {
        return all.subList(first() - 1, last());
    }

    /** Number of the first run of this page in the whole list, from 1. */
    public int first() {
        return (page - 1) * LINES + 1;
    }

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
        return all.stream()
                .flatMap(line -> line.row().verdict().stream())
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
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

    /** Columns that are shown unless a reader chooses others: those that are not the same for all runs. */
    public List<RunColumn> columns() {
        return RunColumn.usual().stream().filter(this::tells).toList();
    }

    private boolean tells(RunColumn column) {
        return switch (column) {
            case BENCHMARK -> frame.snapshot().benchmarks().size() > 1;
            case TRACK -> tracks().size() > 1;
            case FAITHFUL -> all.stream().anyMatch(line -> line.row().payload().orElse(0L) > 0);
            default -> true;
        };
    }

    /** Adds the table of all runs: pages that are complete without scripts, and the data that a script searches. */
    public static void addTo(Site site) {
        List<RunLine> lines = lines(site);
        for (int number = 1; number <= pages(lines.size()); number++) {
            addPage(site, lines, number);
        }
        site.data("runs", "runs", () -> Map.of("runs", lines));
        site.dataScript("runs", "foveaRuns.open");
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
        String[] scripts = page == 1 ? SCRIPTS : new String[0];
        Frame frame = site.frame(Topic.RUNS, Optional.empty(), "Every measurement of the lab", scripts)
                .at(site.paths().runs(page), page == 1 ? "Runs" : "Runs, page " + page);
        site.page(frame.path(), "runs.jte", () -> new RunsPage(frame, lines, page));
    }

    /**
     * A run as a line of the table, and of {@code data/runs.json}: the ledger's row with names for the keys in it.
     * Numbers are whole; how they are rounded is the table's business.
     *
     * @param row the run
     * @param on its benchmark
     * @param tried what its candidate changes of the one that it varies
     * @param floor whether everybody must beat it now
     * @param study name of the study that asked for it
     * @param page where its page is, from the site's root
     * @param drawn {@link Run#NOT_ISOLATED} where the worker itself rendered its frames
     */
    public record RunLine(
            RunRow row,
            Benchmark on,
            String tried,
            boolean floor,
            Optional<String> study,
            String page,
            Optional<String> drawn) {
        static RunLine of(Site site, RunRow run) {
            Numbered<Benchmark> benchmark = site.snapshot().benchmark(run.benchmark());
            return new RunLine(
                    run,
                    benchmark.record(),
                    tried(site.snapshot(), run),
                    site.snapshot()
                            .floor(benchmark)
                            .filter(floor -> floor.key().equals(run.key()))
                            .isPresent(),
                    run.study()
                            .flatMap(key -> site.snapshot().find(Study.class, key))
                            .map(study -> study.record().name()),
                    site.paths().run(run),
                    site.snapshot().isolated(run) ? Optional.empty() : Optional.of(Run.NOT_ISOLATED));
        }

        private static String tried(Snapshot snapshot, RunRow run) {
            Candidate candidate = snapshot.candidate(run).record();
            return candidate.changes(candidate
                    .parent()
                    .flatMap(key -> snapshot.find(Candidate.class, key))
                    .map(Numbered::record));
        }

        @JsonValue
        Map<String, Object> json() {
            return LedgerJson.fields(
                    "number", row.number(),
                    "run", row.numberLabel(),
                    "page", page,
                    "key", row.key(),
                    "name", row.name(),
                    "tried", tried,
                    "benchmark", on.name(),
                    "track", row.track(),
                    "family", row.family(),
                    "pairs", row.pairs(),
                    "clipPairs", on.pairs(),
                    "whole", row.whole(),
                    "bytes", row.bytes(),
                    "payload", row.payload(),
                    "score", row.score(),
                    "ruleFaithful", row.ruleFaithfulScore(),
                    "segmentation", row.segmentation(),
                    "pose", row.pose(),
                    "floor", floor,
                    "study", study,
                    "drawn", drawn,
                    "code", row.codeVersion(),
                    "source", row.source(),
                    "started", row.started(),
                    "ended", row.ended(),
                    "verdict", row.verdict());
        }

        /** What people call it: the name its candidate was given, or what that changes. */
        public String title() {
            return row.name().orElse(tried);
        }

        /** How many pairs were scored: {@code 24}, or {@code 8 of 24}. */
        public String pairsText() {
            return row.pairs() == on.pairs()
                    ? Wording.count(row.pairs())
                    : Wording.count(row.pairs()) + " of " + Wording.count(on.pairs());
        }

        /** Why its score is none of the benchmark, and how its frames were rendered; empty where it is one. */
        public String partly() {
            if (row.whole()) {
                return "";
            }
            String why = row.pairs() < on.pairs()
                    ? "on " + Wording.count(row.pairs()) + (row.pairs() == 1 ? " pair" : " pairs")
                    : "settings replaced";
            return why + drawn.map(how -> ", " + how).orElse("");
        }

        public Duration duration() {
            return Duration.between(row.started(), row.ended());
        }
    }

    /** Columns of the table of runs. The script reads them from the page, so that they are told only here. */
    public enum RunColumn {
        RUN("Run", false, true),
        TRIED("What was tried", false, true),
        BENCHMARK("Benchmark", false, true),
        TRACK("Track", false, true),
        FAMILY("Family", false, true),
        PAIRS("Pairs", true, true),
        BYTES("Bytes", true, true),
        SCORE("Score", true, true),
        FAITHFUL("With payload", true, true),
        SEGMENTATION("Segmentation", true, true),
        POSE("Pose", true, true),
        VERDICT("Verdict", false, true),
        ENDED("Ended", false, true),
        PAYLOAD("Payload", true, false),
        CODE("Code", false, false),
        STUDY("Study", false, false),
        SOURCE("Source", false, false),
        DURATION("Duration", true, false);

        private final String title;
        private final boolean number;
        private final boolean shown;

        RunColumn(String title, boolean number, boolean shown) {
            this.title = title;
            this.number = number;
            this.shown = shown;
        }

        /** Those that are shown unless a reader chooses others. */
        public static List<RunColumn> usual() {
            return Stream.of(values()).filter(column -> column.shown).toList();
        }

        /** What a script calls it. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        public String title() {
            return title;
        }

        public boolean number() {
            return number;
        }
    }
}
