package org.fovea.lab.verdict;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.fovea.codec.io.ProgressListener;
import org.fovea.codec.io.Sha256;
import org.fovea.evaluate.score.ClassCount;
import org.fovea.evaluate.score.ScoreDocument;
import org.fovea.lab.folder.ClassMinimum;
import org.fovea.lab.folder.LabFolder;
import org.fovea.lab.folder.Place;
import org.fovea.lab.queue.Experiment;
import org.fovea.lab.queue.Workshop;
import org.fovea.lab.queue.Workshop.Task;
import org.fovea.lab.record.Artifact;
import org.fovea.lab.record.Author;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.GateResult;
import org.fovea.lab.record.GateResult.Gate;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.Recipe;
import org.fovea.lab.record.RecordKind;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Spread;
import org.fovea.lab.record.Track;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.LedgerException;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunQuery;
import org.fovea.lab.store.RunRow;

/**
 * Makes a run the baseline. Every gate is tried again, on the files that the lab has kept, and its result is written
 * into the ledger whether it holds or not; after the first that does not hold, nothing more is tried. The baseline
 * changes in one transaction with the judgements that say so.
 */
public final class Gates {
    private final Ledger ledger;
    private final LabFolder folder;
    private final Workshop workshop;
    private final Clock clock;

    public Gates(Ledger ledger, LabFolder folder, Workshop workshop, Clock clock) {
        this.ledger = ledger;
        this.folder = folder;
        this.workshop = workshop;
        this.clock = clock;
    }

    /**
     * Promotes.
     *
     * @param review Markdown; see {@link Review}. May be blank for the first baseline of a benchmark, which changes
     *     nothing
     * @return the judgement
     * @throws GateFailure at the first gate that did not hold
     */
    public Numbered<Judgement> promote(
            Numbered<Run> run, Author by, String reason, String review, ProgressListener watcher)
            throws IOException, InterruptedException, GateFailure {
        Path work = folder.work().resolve("gates").resolve(run.key().substring(0, 32));
        Files.createDirectories(work);
        Path frames = work.resolve("frames.raw");
        try {
            pass(run, Gate.ALL_PAIRS, () -> allPairs(run));
            pass(run, Gate.REVIEW, () -> review(run.record(), review));
            Path archive = archive(run.record());
            Task task = task(run.record());
            pass(run, Gate.PACKAGE, () -> packaged(run, workshop.inflate(task, archive, frames, watcher)));
            // That submission saw the archive alone. What it left is what is scored.
            pass(run, Gate.INFLATE, () -> sameFrames(run, Sha256.of(frames)));
            Workshop.Scored[] scored = new Workshop.Scored[1];
            pass(run, Gate.SCORE, () -> {
                scored[0] = workshop.score(task, archive, frames, work, watcher);
                return sameScore(run, scored[0]);
            });
            pass(run, Gate.CLASSES, () -> classes(task.benchmark(), scored[0]));
            pass(run, Gate.REGRESSION, () -> golden(watcher, work));
        } finally {
            Files.deleteIfExists(frames);
        }
        return ledger.transaction(inside -> judge(inside, run, by, reason, review));
    }

    /** A check: what it found, or a failure with what it found. */
    @FunctionalInterface
    private interface Check {
        String run() throws IOException, InterruptedException, NotHeld;
    }

    private static final class NotHeld extends Exception {
        private static final long serialVersionUID = 1;

        NotHeld(String detail) {
            super(detail);
        }
    }

    private void pass(Numbered<Run> run, Gate gate, Check check) throws IOException, InterruptedException, GateFailure {
        try {
            note(run, gate, true, check.run());
        } catch (NotHeld e) {
            note(run, gate, false, e.getMessage());
            throw new GateFailure(gate, e.getMessage());
        }
    }

    private void note(Numbered<Run> run, Gate gate, boolean passed, String detail) {
        ledger.add(new GateResult(run.key(), gate, passed, detail, workshop.codeVersion(), clock.instant()));
    }

    private String allPairs(Numbered<Run> numbered) throws IOException, NotHeld {
        Run run = numbered.record();
        if (!run.whole()) {
            // A run on some pairs has settings of its own as well; the pairs say why.
            throw new NotHeld(
                    run.subset().whole() && !run.replaced().isEmpty()
                            ? "settings were replaced for this run alone: " + run.replaced()
                            : run.subset().size() + " of " + run.subset().clipPairs()
                                    + " pairs were measured; a floor needs all");
        }
        if (run.track().equals(Track.EXPLOIT)) {
            throw new NotHeld("the archive needs payload outside it; such runs are recorded, never promoted");
        }
        Optional<Numbered<Run>> floor = ledger.floor(run.benchmark());
        if (floor.isEmpty()) {
            return "all " + run.subset().size() + " pairs; the first floor of its benchmark";
        }
        List<RunRow> seeds = seeds(run);
        int asked = folder.config().seeds();
        boolean repeatable = ledger.find(Candidate.class, run.candidate())
                .filter(candidate -> candidate.record().recipe().kind() == Recipe.Kind.PROFILE)
                .isPresent();
        if (repeatable && asked > 1 && seeds.size() < asked) {
            throw new NotHeld("lab.yaml asks for " + asked + " seeds, and " + seeds.size() + " of this candidate "
                    + (seeds.size() == 1 ? "was" : "were") + " measured on all pairs; a study with seeds: " + asked
                    + " measures the others");
        }
        Run other = floor.get().record();
        if (floor.get().key().equals(numbered.key())) {
            throw new NotHeld("it is the floor already");
        }
        verifyBetter("current_workflow", run.score(), other.score(), floor.get());
        if (run.ruleFaithfulScore().isEmpty()) {
            throw new NotHeld("bytes outside the archive are not known, so that it has no rule_faithful score");
        }
        if (other.ruleFaithfulScore().isPresent()) {
            verifyBetter(
                    "rule_faithful",
                    run.ruleFaithfulScore().get(),
                    other.ruleFaithfulScore().get(),
                    floor.get());
        }
        String means = seeds.size() < 2 ? "" : "; " + verifyBetterMeans(seeds, seeds(other), floor.get());
        return String.format(
                Locale.ROOT,
                "all %d pairs; %s against %s of the floor %s%s",
                run.subset().size(),
                run.score(),
                other.score(),
                floor.get().label(),
                means);
    }

    /** A run and its repetitions with other seeds. */
    private List<RunRow> seeds(Run run) {
        return run.job().stream()
                .flatMap(job -> ledger.runs(RunQuery.all().ofSeries(job)).stream())
                .filter(row -> row.verdict()
                        .filter(verdict -> verdict == Verdict.INVALIDATED)
                        .isEmpty())
                .toList();
    }

    /** The mean over the seeds must be better, too: one archive may be better by luck. */
    private static String verifyBetterMeans(List<RunRow> runs, List<RunRow> floors, Numbered<Run> floor)
            throws NotHeld {
        List<Double> scores = runs.stream().map(RunRow::score).toList();
        List<Double> against = floors.isEmpty()
                ? List.of(floor.record().score())
                : floors.stream().map(RunRow::score).toList();
        verifyBetter("the mean current_workflow of " + scores.size() + " seeds", mean(scores), mean(against), floor);
        List<Double> faithful =
                runs.stream().flatMap(row -> row.ruleFaithfulScore().stream()).toList();
        List<Double> faithfulFloor = floors.isEmpty()
                ? floor.record().ruleFaithfulScore().stream().toList()
                : floors.stream()
                        .flatMap(row -> row.ruleFaithfulScore().stream())
                        .toList();
        if (!faithful.isEmpty() && !faithfulFloor.isEmpty()) {
            verifyBetter(
                    "the mean rule_faithful of " + faithful.size() + " seeds",
                    mean(faithful),
                    mean(faithfulFloor),
                    floor);
        }
        return "means " + Spread.of(scores).text() + " against "
                + (against.size() < 2
                        ? against.getFirst() + " of one seed, whose noise is not known"
                        : Spread.of(against).text());
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    private static void verifyBetter(String accounting, double score, double floor, Numbered<Run> run) throws NotHeld {
        if (!(score < floor)) {
            throw new NotHeld(
                    accounting + " " + score + " is not better than " + floor + " of the floor " + run.label());
        }
    }

    private String review(Run run, String text) throws NotHeld {
        if (text.isBlank() && ledger.floor(run.benchmark()).isEmpty()) {
            return "the first floor of its benchmark needs none";
        }
        Optional<String> missing = Review.missing(text);
        if (missing.isPresent()) {
            throw new NotHeld(missing.get());
        }
        return text.lines().count() + " lines";
    }

    /** The archive as the lab has kept it. */
    private Path archive(Run run) throws GateFailure, IOException {
        Path file = kept(run).orElseThrow(() -> new GateFailure(Gate.PACKAGE, "the lab has no archive of this run"));
        if (!Sha256.of(file).equals(run.artifact(Artifact.ARCHIVE).orElseThrow().sha256())) {
            throw new GateFailure(Gate.PACKAGE, file + " is not what the run has made");
        }
        return file;
    }

    private Optional<Path> kept(Run run) {
        return run.artifact(Artifact.ARCHIVE)
                .map(artifact -> folder.path().resolve(artifact.path()))
                .filter(Files::isRegularFile);
    }

    private Task task(Run run) {
        Benchmark benchmark =
                ledger.find(Benchmark.class, run.benchmark()).orElseThrow().record();
        Candidate candidate =
                ledger.find(Candidate.class, run.candidate()).orElseThrow().record();
        Experiment experiment = new Experiment(
                run.benchmark(), run.candidate(), run.study(), run.rung(), Map.of(), run.subset(), run.built(), 0);
        return new Task(experiment, benchmark, candidate);
    }

    private static String packaged(Numbered<Run> run, Workshop.Drawn drawn) throws NotHeld {
        if (!drawn.isolated()) {
            throw new NotHeld("its frames were not drawn in isolation");
        }
        return sameFrames(run, drawn.sha256());
    }

    private static String sameFrames(Numbered<Run> run, String hash) throws NotHeld {
        String expected = run.record().frames().orElse("");
        if (!hash.equals(expected)) {
            throw new NotHeld("the frames have sha256 " + hash + ", those of the run " + expected);
        }
        return "frames of sha256 " + hash;
    }

    private static String sameScore(Numbered<Run> run, Workshop.Scored scored) throws NotHeld {
        Run expected = run.record();
        if (scored.segmentation() != expected.segmentation()
                || scored.pose() != expected.pose()
                || !scored.pairs().equals(expected.pairs())) {
            throw new NotHeld("segmentation " + scored.segmentation() + " and pose " + scored.pose() + ", the run says "
                    + expected.segmentation() + " and " + expected.pose());
        }
        return "segmentation " + scored.segmentation() + ", pose " + scored.pose() + ", pair by pair the same";
    }

    /** Whether enough is left of each class that the lab wants to see. */
    private String classes(Benchmark benchmark, Workshop.Scored scored) throws IOException, NotHeld {
        Place place = folder.config().benchmarks().get(benchmark.name());
        if (place == null || place.minimum().isEmpty()) {
            return "lab.yaml demands no minimum of any class";
        }
        Map<String, ClassCount> counts = new LinkedHashMap<>();
        ScoreDocument.read(scored.document().getBytes(StandardCharsets.UTF_8), "the score")
                .table()
                .classes()
                .forEach(count -> counts.put(count.name(), count));
        List<String> missed = new ArrayList<>();
        List<String> held = new ArrayList<>();
        for (ClassMinimum minimum : place.minimum()) {
            ClassCount count = counts.get(minimum.name());
            if (count == null) {
                throw new NotHeld("the clip has no class " + minimum.name() + ", of which lab.yaml demands a minimum;"
                        + " it has " + String.join(", ", counts.keySet()));
            }
            missed.addAll(minimum.missed(count));
            held.add(minimum.held(count));
        }
        if (!missed.isEmpty()) {
            throw new NotHeld(String.join("; ", missed));
        }
        return String.join("; ", held);
    }

    /** Every archive that was once promoted draws what it drew then. */
    private String golden(ProgressListener watcher, Path work) throws IOException, InterruptedException, NotHeld {
        int count = 0;
        for (Numbered<Run> run : promoted()) {
            Optional<Path> file = kept(run.record());
            if (file.isEmpty() || run.record().frames().isEmpty()) {
                continue; // of a ledger that was imported without its files
            }
            Path frames = work.resolve("golden.raw");
            String hash = workshop.inflate(task(run.record()), file.get(), frames, watcher)
                    .sha256();
            Files.deleteIfExists(frames);
            if (!hash.equals(run.record().frames().get())) {
                throw new NotHeld("the archive of " + run.label() + " no longer draws what it drew");
            }
            count++;
        }
        return count + " archives that were promoted before draw what they drew";
    }

    private List<Numbered<Run>> promoted() {
        List<Numbered<Run>> runs = new ArrayList<>();
        for (Numbered<Judgement> judgement : ledger.standing(Judgement.class, Optional.empty())) {
            if (judgement.record().verdict() == Verdict.PROMOTED
                    && judgement.record().about() == RecordKind.RUN) {
                ledger.find(Run.class, judgement.record().subject()).ifPresent(runs::add);
            }
        }
        return runs;
    }

    private Numbered<Judgement> judge(Ledger inside, Numbered<Run> run, Author by, String reason, String review) {
        String benchmark = run.record().benchmark();
        Optional<Numbered<Run>> floor = inside.floor(benchmark);
        if (floor.isPresent() && !(run.record().score() < floor.get().record().score())) {
            throw new LedgerException("the floor has changed meanwhile: "
                    + floor.get().label() + " is better than " + run.label() + "; try again");
        }
        Instant now = clock.instant();
        List<String> evidence = new ArrayList<>(List.of(run.key()));
        floor.ifPresent(before -> evidence.add(before.key()));
        floor.ifPresent(before -> inside.add(Judgement.builder()
                .verdict(Verdict.SUPERSEDED)
                .about(RecordKind.RUN)
                .subject(before.key())
                .benchmark(benchmark)
                .by(Author.rule("promotion"))
                .reason(run.label() + " is better")
                .evidence(evidence)
                .time(now)
                .build()));
        return inside.add(Judgement.builder()
                .verdict(Verdict.PROMOTED)
                .about(RecordKind.RUN)
                .subject(run.key())
                .benchmark(benchmark)
                .by(by)
                .reason(reason)
                .evidence(evidence)
                .preconditions(Preconditions.of(inside, run.record()))
                .review(Optional.of(review).filter(text -> !text.isBlank()))
                .time(now)
                .build());
    }
}
