package org.fovea.site.page;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.fovea.evaluate.score.Score;
import org.fovea.lab.queue.Job;
import org.fovea.lab.queue.QueueStatus;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.DeadEnd;
import org.fovea.lab.record.GateResult;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.LabRecord;
import org.fovea.lab.record.Run;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.site.chart.ByteLedgerBar;
import org.fovea.site.chart.Metric;
import org.fovea.site.chart.ScoreOverTime;
import org.fovea.site.layout.Frame;
import org.fovea.site.layout.Site;
import org.fovea.site.layout.Topic;
import org.fovea.site.layout.Wording;
import org.fovea.site.model.Snapshot;
import org.fovea.site.model.TurningPoint;
import org.fovea.site.player.Viewer;
import org.fovea.site.plot.Figure;

/**
 * The front page of a benchmark.
 *
 * @param frame around it
 * @param stills a pair as the original has it, as the baseline renders it, and as the network sees both; absent where
 *     no clips were made
 * @param standing its baseline; absent where nothing was promoted
 * @param execution what the lab does
 */
public record FrontPage(Frame frame, Optional<Viewer.Stills> stills, Optional<Standing> standing, Execution execution) {
    private static final String LIVE = "live/execution.html";
    private static final String DESCRIPTION =
            "Where the lab stands: the baseline and its score, how it got there, what runs now, and the evidence.";

    private static FrontPage of(Frame frame, Viewer viewer) {
        Snapshot snapshot = frame.snapshot();
        return new FrontPage(
                frame,
                frame.benchmark()
                        .flatMap(each -> viewer.of(each).stills())
                        .filter(each -> !each.small().isEmpty()),
                frame.benchmark().flatMap(each -> Standing.of(snapshot, each)),
                new Execution(snapshot, snapshot.queue()));
    }

    /** What lies behind; absent without a benchmark. */
    public Optional<Evidence> evidence() {
        return frame.benchmark().map(each -> Evidence.of(frame.snapshot(), each));
    }

    /** The way to the baseline; absent where nothing was measured on all pairs. */
    public Optional<Figure> scoreOverTime() {
        return frame.benchmark().flatMap(each -> ScoreOverTime.of(frame, each, ScoreOverTime.FEW));
    }

    /** The baseline's figures next to those of the one before. */
    public List<Metric> metrics(Standing of, Benchmark benchmark) {
        return Metric.of(of.turningPoint().flatMap(TurningPoint::prior), of.floor(), benchmark.originalBytes());
    }

    /** Where the baseline's bytes are; absent without a baseline. */
    public Optional<Figure> bytes() {
        return standing.map(
                each -> ByteLedgerBar.of(each.floor(), each.details()).figure());
    }

    /** Adds one for each benchmark. */
    public static void addTo(Site site, Viewer viewer) {
        List<Numbered<Benchmark>> benchmarks = site.snapshot().benchmarks();
        if (benchmarks.isEmpty()) {
            add(site, viewer, Optional.empty());
        }
        if (site.live()) { // what runs alone, for pages that ask for news
            Frame frame = site.frame(Topic.FRONT, Optional.empty(), DESCRIPTION);
            site.page(LIVE, "live.jte", () -> of(frame, viewer));
        }
        benchmarks.forEach(benchmark -> add(site, viewer, Optional.of(benchmark)));
    }

    private static void add(Site site, Viewer viewer, Optional<Numbered<Benchmark>> benchmark) {
        Frame frame = site.frame(Topic.FRONT, benchmark, DESCRIPTION, "assets/charts.js");
        site.page(frame.path(), "front.jte", () -> of(frame, viewer));
    }

    /**
     * The baseline of a benchmark in words for somebody who has never heard of it.
     *
     * @param floor the run
     * @param details all of it
     * @param turningPoint that made it the baseline; absent where its promotion was reopened since
     * @param first the first baseline that holds
     */
    public record Standing(
            RunRow floor, Run details, Optional<TurningPoint> turningPoint, Optional<TurningPoint> first) {
        static Optional<Standing> of(Snapshot snapshot, Numbered<Benchmark> benchmark) {
            List<TurningPoint> points = TurningPoint.of(snapshot, benchmark);
            return snapshot.floor(benchmark)
                    .map(floor -> new Standing(
                            floor,
                            snapshot.details(floor),
                            points.reversed().stream()
                                    .filter(point -> point.run().key().equals(floor.key()))
                                    .findFirst(),
                            points.stream().findFirst()));
        }

        /** How many times smaller than the original. */
        public String smaller(Benchmark benchmark) {
            double times = (double) benchmark.originalBytes() / floor.bytes();
            return times >= 10 ? Wording.count(Math.round(times)) : String.format(Locale.ROOT, "%.1f", times);
        }

        /** By how much the score fell since the first baseline, as a share of it; absent for the first. */
        public Optional<String> fallen() {
            return first.filter(point -> !point.run().key().equals(floor.key())
                            && point.run().score() > 0)
                    .map(point ->
                            Wording.percent(1 - floor.score() / point.run().score()));
        }

        /** The term that costs most, and so where there is most to gain. */
        public String largestTerm() {
            Score terms = details.terms();
            boolean rate = terms.rate() >= terms.segmentation() && terms.rate() >= terms.pose();
            return rate ? "rate" : terms.segmentation() >= terms.pose() ? "segmentation" : "pose";
        }
    }

    /**
     * The evidence layer: how much there is behind the baseline of a benchmark, counted from the rows themselves.
     *
     * @param runs of the benchmark
     * @param gates checks of the baseline
     * @param deadEnds standing ones of the benchmark
     */
    public record Evidence(List<RunRow> runs, List<Numbered<GateResult>> gates, long deadEnds) {
        static Evidence of(Snapshot snapshot, Numbered<Benchmark> benchmark) {
            return new Evidence(
                    snapshot.runs(benchmark),
                    snapshot.floor(benchmark)
                            .map(floor -> snapshot.about(GateResult.class, floor.key()))
                            .orElse(List.of()),
                    snapshot.all(DeadEnd.class).stream()
                            .filter(deadEnd -> deadEnd.record().benchmark().equals(benchmark.key()))
                            .filter(snapshot::stands)
                            .count());
        }

        /** Runs that have one of these verdicts now. */
        public long judged(Verdict... verdicts) {
            List<Verdict> wanted = List.of(verdicts);
            return runs.stream()
                    .filter(run -> run.verdict().filter(wanted::contains).isPresent())
                    .count();
        }

        /** How many runs each track has. */
        public Map<String, Long> tracks() {
            return runs.stream().collect(Collectors.groupingBy(RunRow::track, TreeMap::new, Collectors.counting()));
        }
    }

    /**
     * The execution layer: what the lab does.
     *
     * @param snapshot that it is of
     * @param queue what its workers do, read once for a page; absent where nobody asked
     */
    public record Execution(Snapshot snapshot, Optional<QueueStatus> queue) {
        /**
         * A step that runs.
         *
         * @param step what is done
         * @param candidate number and what it changes
         * @param benchmark name
         * @param pairs that are scored
         * @param progress in words, empty where nothing is known
         * @param share done, 0..1
         */
        public record Line(
                String step, String candidate, String benchmark, int pairs, String progress, Optional<Double> share) {}

        public List<Line> running() {
            return queue.map(QueueStatus::running).orElse(List.of()).stream()
                    .map(running -> line(snapshot, running))
                    .toList();
        }

        /** Steps that wait for something. */
        public long blocked() {
            return queue.stream()
                    .flatMap(status -> status.blockedBecause().values().stream())
                    .mapToLong(Long::longValue)
                    .sum();
        }

        /** Workers that were heard of lately. */
        public long workers() {
            return queue.map(status -> status.workers().size()).orElse(0);
        }

        /** Time for all that is open, in words; absent where nobody can tell. */
        public Optional<String> remaining() {
            return queue.flatMap(QueueStatus::remaining).map(Execution::words);
        }

        /**
         * The latest judgement; absent where there is none. That a baseline is superseded only says that another was
         * promoted, which stands beside it.
         */
        public Optional<Numbered<Judgement>> lastDecision() {
            return snapshot.history().judgements().reversed().stream()
                    .filter(judgement -> judgement.record().verdict() != Judgement.Verdict.SUPERSEDED)
                    .findFirst();
        }

        /** The run that ended last. */
        public Optional<RunRow> lastRun() {
            return snapshot.runs().stream().max(Comparator.comparing(RunRow::ended));
        }

        private static Line line(Snapshot snapshot, QueueStatus.Running running) {
            Job job = running.job();
            String progress = job.progress()
                            .map(at -> at.total() > 0
                                    ? at.doing() + " " + Wording.count(at.done()) + " of " + Wording.count(at.total())
                                    : at.doing())
                            .orElse("")
                    + running.remaining()
                            .map(left -> ", " + words(left) + " left")
                            .orElse("");
            return new Line(
                    Wording.word(job.step()),
                    snapshot.find(Candidate.class, job.candidate())
                            .map(found -> found.label() + " " + found.record().label())
                            .orElse(Wording.shortHash(job.candidate())),
                    snapshot.benchmark(job.benchmark()).record().name(),
                    job.pairs(),
                    progress,
                    job.progress().flatMap(Job.Progress::share));
        }

        private static String words(Duration duration) {
            long seconds = Math.max(0, duration.toSeconds());
            return seconds >= 7200
                    ? seconds / 3600 + " hours"
                    : seconds >= 120 ? seconds / 60 + " minutes" : seconds + " seconds";
        }

        /** Number of what was decided about last. */
        public String subject() {
            return lastDecision()
                    .map(decision -> decision.record().subject())
                    .map(key -> snapshot.run(key)
                            .map(RunRow::numberLabel)
                            .or(() -> snapshot.find(LabRecord.class, key).map(Numbered::label))
                            .orElse(Wording.shortHash(key)))
                    .orElse("");
        }
    }
}
