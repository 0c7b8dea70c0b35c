package org.fovea.site.page;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.fovea.evaluate.score.Score;
import org.fovea.lab.queue.Job;
import org.fovea.lab.queue.QueueStatus;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.DeadEnd;
import org.fovea.lab.record.GateResult;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.Note;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Track;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.site.chart.ByteLedgerBar;
import org.fovea.site.chart.Metric;
import org.fovea.site.chart.RunWords;
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
 * @param benchmark that it is about; absent in a lab that has none
 * @param stills a pair as the original has it, as the baseline renders it, and as the network sees both; absent where
 *     no clips were made
 * @param standing its baseline; absent where nothing was promoted
 * @param execution what the lab does
 * @param evidence what lies behind; absent without a benchmark
 * @param turningPoints of the benchmark, in order
 * @param scoreOverTime the way to the baseline; absent where nothing was measured on all pairs
 * @param metrics the baseline's figures next to those of the one before; empty without a baseline
 * @param bytes where the baseline's bytes are; absent without a baseline
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

    /**
     * The baseline of a benchmark in words for somebody who has never heard of it.
     *
     * @param benchmark that it is the baseline of
     * @param floor the run
     * @param details all of it
     * @param turningPoint that made it the baseline; absent where its promotion was reopened since
     * @param first the first baseline that holds
     */
    public record Standing(
            Benchmark benchmark,
            RunRow floor,
            Run details,
            Optional<TurningPoint> turningPoint,
            Optional<TurningPoint> first) {
        static Optional<Standing> of(Snapshot snapshot, Numbered<Benchmark> benchmark, List<TurningPoint> points) {
            return snapshot.floor(benchmark)
                    .map(floor -> new Standing(
                            benchmark.record(),
                            floor,
                            snapshot.details(floor),
                            points.stream()
                                    .filter(point -> point.run().key().equals(floor.key()))
                                    .reduce((_, later) -> later),
                            points.stream().findFirst()));
        }

        /** Name of the run: what its source called it, or its number. */
        public String name() {
            return RunWords.name(floor);
        }

        /** How many times smaller than the original. */
        public String smaller() {
            double times = (double) benchmark.originalBytes() / floor.bytes();
            return times >= 10 ? Wording.count(Math.round(times)) : String.format(java.util.Locale.ROOT, "%.1f", times);
        }

        /** Share of the pixels that the segmentation network puts into another class. */
        public String wrongPixels() {
            return "one pixel in " + Wording.count(Math.round(1 / floor.segmentation()));
        }

        /** Whether any pixel is wrong at all. */
        public boolean hasWrongPixels() {
            return floor.segmentation() > 0;
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
     * @param whole of these, on all pairs with nothing replaced
     * @param verdicts how many runs have each verdict now
     * @param unjudged runs without a verdict
     * @param tracks how many runs each has
     * @param gatesHeld checks of the baseline that held
     * @param gates checks of the baseline
     * @param deadEnds standing ones of the benchmark
     * @param notes of the notebook, all
     */
    public record Evidence(
            int runs,
            long whole,
            Map<Verdict, Long> verdicts,
            long unjudged,
            Map<String, Long> tracks,
            long gatesHeld,
            int gates,
            long deadEnds,
            int notes) {
        static Evidence of(Snapshot snapshot, Numbered<Benchmark> benchmark) {
            List<RunRow> runs = snapshot.runs(benchmark);
            Map<Verdict, Long> verdicts = new TreeMap<>();
            Map<String, Long> tracks = new TreeMap<>();
            long unjudged = 0;
            for (RunRow run : runs) {
                tracks.merge(run.track(), 1L, Long::sum);
                if (run.verdict().isPresent()) {
                    verdicts.merge(run.verdict().get(), 1L, Long::sum);
                } else {
                    unjudged++;
                }
            }
            List<Numbered<GateResult>> gates = snapshot.floor(benchmark)
                    .map(floor -> snapshot.gates(floor.key()))
                    .orElse(List.of());
            return new Evidence(
                    runs.size(),
                    runs.stream().filter(RunRow::whole).count(),
                    verdicts,
                    unjudged,
                    tracks,
                    gates.stream().filter(gate -> gate.record().passed()).count(),
                    gates.size(),
                    snapshot.all(DeadEnd.class).stream()
                            .filter(deadEnd -> deadEnd.record().benchmark().equals(benchmark.key()))
                            .filter(snapshot::stands)
                            .count(),
                    snapshot.all(Note.class).size());
        }

        /** Runs that were the baseline at some time, and not taken back: promoted or superseded now. */
        public long promotions() {
            return verdicts.getOrDefault(Verdict.PROMOTED, 0L) + verdicts.getOrDefault(Verdict.SUPERSEDED, 0L);
        }

        /** Runs that were found not better. */
        public long rejections() {
            return verdicts.getOrDefault(Verdict.REJECTED, 0L);
        }

        /** Runs of the track that hides payload outside the archive. */
        public Optional<Long> exploits() {
            return Optional.ofNullable(tracks.get(Track.EXPLOIT));
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

        static Execution of(Snapshot snapshot) {
            return new Execution(snapshot, snapshot.queue());
        }

        /** Whether anybody asked the workers. */
        public boolean asked() {
            return queue.isPresent();
        }

        /** Why nothing begins, in words; absent where nothing is held up. */
        public Optional<String> held() {
            return queue.filter(QueueStatus::paused).map(_ -> "Paused: no step begins.");
        }

        /** Steps that run. */
        public List<Line> running() {
            return queue.map(QueueStatus::running).orElse(List.of()).stream()
                    .map(running -> line(snapshot, running))
                    .toList();
        }

        /** Steps that could begin. */
        public long waiting() {
            return queue.map(QueueStatus::waitingCount).orElse(0L);
        }

        /** Steps that wait for something. */
        public long blocked() {
            return queue.map(status -> status.blockedBecause().values().stream()
                            .mapToLong(Long::longValue)
                            .sum())
                    .orElse(0L);
        }

        /** Steps that were given up. */
        public long failed() {
            return queue.map(QueueStatus::failedCount).orElse(0L);
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
                            .or(() -> snapshot.find(org.fovea.lab.record.LabRecord.class, key)
                                    .map(Numbered::label))
                            .orElse(Wording.shortHash(key)))
                    .orElse("");
        }

        /** Whether anything is done or could be. */
        public boolean busy() {
            return !running().isEmpty() || waiting() > 0 || blocked() > 0;
        }
    }
}
