package org.fovea.lab.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fovea.testkit.Thrown.assertThrown;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.fovea.codec.FrameSize;
import org.fovea.codec.io.ProgressListener;
import org.fovea.codec.io.Sha256;
import org.fovea.config.Json;
import org.fovea.evaluate.EvaluatorIdentity;
import org.fovea.evaluate.score.ClassCount;
import org.fovea.evaluate.score.MeteredBytes;
import org.fovea.evaluate.score.PairResult;
import org.fovea.evaluate.score.PairTable;
import org.fovea.evaluate.score.Provenance;
import org.fovea.evaluate.score.ScoreDocument;
import org.fovea.evaluate.score.ScoreResult;
import org.fovea.lab.Records;
import org.fovea.lab.folder.ClassMinimum;
import org.fovea.lab.folder.LabConfig;
import org.fovea.lab.folder.LabFolder;
import org.fovea.lab.folder.Place;
import org.fovea.lab.queue.ScriptedWorkshop;
import org.fovea.lab.queue.Workshop;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.GateResult;
import org.fovea.lab.record.GateResult.Gate;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.PairDistortion;
import org.fovea.lab.record.RecordKind;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Subset;
import org.fovea.lab.record.Track;
import org.fovea.lab.store.LabDatabase;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.Numbered;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GatesTest {
    private static final String REVIEW = """
            ## What changed
            The smallest regions of the masks are dropped.
            ## What was looked at
            Twelve frames, the ledger, the ten worst pairs.
            ## Risks
            Signs far away may be lost on other drives.
            """;
    private static final int PAIRS = 6;

    @TempDir
    private Path path;

    private LabFolder folder;
    private LabDatabase database;
    private Ledger ledger;
    private Benchmark benchmark;
    private final Frames workshop = new Frames();
    private int count;

    @BeforeEach
    void open() throws Exception {
        folder = LabFolder.create(path.resolve("lab"), LabConfig.of(LabConfig.USUAL_DATABASE));
        database = LabDatabase.open(folder.database());
        ledger = database.ledger();
        benchmark = Records.benchmark("drive", PAIRS);
        ledger.add(benchmark);
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** Frames are the archive's bytes; their loss is what the run said, unless the test says otherwise. */
    private static final class Frames extends ScriptedWorkshop {
        private String spoilt = "";
        private Scored scored;

        Frames() {
            super(0);
        }

        @Override
        public String codeVersion() {
            return "0123456789abcdef";
        }

        @Override
        public Drawn inflate(Task task, Path archive, Path frames, ProgressListener watcher) throws IOException {
            byte[] bytes = Files.readAllBytes(archive);
            Files.write(frames, bytes);
            return new Drawn(
                    Sha256.of((new String(bytes, StandardCharsets.UTF_8) + spoilt).getBytes(StandardCharsets.UTF_8)),
                    true);
        }

        @Override
        public Scored score(Task task, Path archive, Path frames, Path work, ProgressListener watcher) {
            return scored;
        }
    }

    private Numbered<Run> run(double loss, String track, boolean whole) throws IOException {
        return run(loss, track, whole, Optional.empty());
    }

    private Numbered<Run> run(double loss, String track, boolean whole, Optional<String> job) throws IOException {
        count++;
        Candidate candidate = Records.candidate("masks.minimumRegion", Integer.toString(count));
        ledger.add(candidate);
        Subset subset = whole ? Subset.all(PAIRS) : Subset.of("0..2 of " + PAIRS);
        Run plain = Records.run(benchmark, candidate, subset, 1000 + count, loss, count);
        Run run = Records.kept(plain, track, folder.path(), "archive " + count);
        workshop.scored = new Workshop.Scored(
                run.segmentation(), run.pose(), run.pairs(), run.bytes().original(), "{}", new TreeMap<>());
        return ledger.add(run.toBuilder().job(job).build());
    }

    private Numbered<Judgement> promote(Numbered<Run> run, String review) throws Exception {
        Clock clock = Clock.offset(
                Clock.fixed(Records.NOON, ZoneOffset.UTC), Duration.ofMinutes(ledger.count(RecordKind.GATE) + 1));
        return new Gates(ledger, folder, workshop, clock)
                .promote(run, Records.ADA, "it is better", review, (_, _, _) -> {});
    }

    private void assertStopped(Numbered<Run> run, Gate gate, String words) {
        Optional<Numbered<Run>> floor = ledger.floor(benchmark.key());
        assertThatThrownBy(() -> promote(run, REVIEW))
                .isInstanceOfSatisfying(
                        GateFailure.class, e -> assertThat(e.gate()).isEqualTo(gate))
                .hasMessageContaining(words);
        assertThat(ledger.floor(benchmark.key()).map(Numbered::key)).isEqualTo(floor.map(Numbered::key));
    }

    @Test
    void a_better_run_that_passes_every_gate_takes_the_floor() throws Exception {
        Numbered<Run> first = run(2, Track.MASKS, true);
        promote(first, REVIEW);
        assertThat(ledger.floor(benchmark.key()).orElseThrow().key()).isEqualTo(first.key());
        Numbered<Run> better = run(1, Track.MASKS, true);
        Numbered<Judgement> judgement = promote(better, REVIEW);
        assertThat(judgement.record().review()).contains(REVIEW);
        assertThat(judgement.record().evidence()).containsExactly(better.key(), first.key());
        assertThat(ledger.floor(benchmark.key()).orElseThrow().key()).isEqualTo(better.key());
        assertThat(ledger.judgements(first.key()))
                .extracting(each -> each.record().verdict())
                .containsExactly(Judgement.Verdict.PROMOTED, Judgement.Verdict.SUPERSEDED);
        assertThat(ledger.all(GateResult.class))
                .filteredOn(each -> each.record().run().equals(better.key()))
                .hasSize(Gate.values().length)
                .allMatch(each -> each.record().passed());
    }

    @Test
    void only_the_first_floor_of_a_benchmark_needs_no_review() throws Exception {
        assertThat(promote(run(2, Track.MASKS, true), "").record().review()).isEmpty();
        Numbered<Run> better = run(1, Track.MASKS, true);
        assertThrown(GateFailure.class, () -> promote(better, ""));
    }

    @Test
    void every_gate_stops_what_it_is_for() throws Exception {
        promote(run(2, Track.MASKS, true), REVIEW);
        assertStopped(run(1, Track.MASKS, false), Gate.ALL_PAIRS, "3 of 6 pairs");
        assertStopped(run(1, Track.EXPLOIT, true), Gate.ALL_PAIRS, "never promoted");
        assertStopped(run(3, Track.MASKS, true), Gate.ALL_PAIRS, "is not better than");

        Numbered<Run> good = run(1, Track.MASKS, true);
        assertThrown(GateFailure.class, () -> promote(good, "fine"), "heading");

        workshop.scored = new Workshop.Scored(
                Math.nextUp(good.record().segmentation()),
                good.record().pose(),
                good.record().pairs(),
                1,
                "{}",
                new TreeMap<>());
        assertStopped(good, Gate.SCORE, "the run says");
        workshop.spoilt = "!";
        assertStopped(good, Gate.PACKAGE, "those of the run");
        workshop.spoilt = "";
        Files.writeString(
                folder.path().resolve(good.record().artifacts().getFirst().path()), "something else");
        assertStopped(good, Gate.PACKAGE, "is not what the run has made");
        assertThat(ledger.all(GateResult.class))
                .filteredOn(each -> !each.record().passed())
                .as("what did not hold is in the ledger")
                .hasSizeGreaterThanOrEqualTo(6);
    }

    /** A run that its candidate's own seed made, and the same with others. */
    private Numbered<Run> seeded(double loss, double... others) throws IOException {
        String job = Sha256.of(("job " + count).getBytes(StandardCharsets.UTF_8));
        Numbered<Run> first = run(loss, Track.MASKS, true, Optional.of(job));
        Run own = first.record();
        for (int i = 0; i < others.length; i++) {
            Run other = Records.run(
                    benchmark,
                    ledger.find(Candidate.class, own.candidate()).orElseThrow().record(),
                    Subset.all(PAIRS),
                    own.bytes().archive(),
                    others[i],
                    count);
            ledger.add(other.toBuilder()
                    .replaced(Map.of("seed", Integer.toString(i + 2)))
                    .job(Optional.of(Sha256.of(("job " + count + " seed " + i).getBytes(StandardCharsets.UTF_8))))
                    .series(first.record().job())
                    .build());
        }
        return first;
    }

    @Test
    void means_over_seeds_must_be_better_too() throws Exception {
        promote(seeded(2, 2.2, 1.8), REVIEW);
        // Its own archive is better, by luck: the same with other seeds is worse than the floor.
        assertStopped(seeded(1.5, 4, 4), Gate.ALL_PAIRS, "the mean current_workflow of 3 seeds");
        // And a better mean does not make a worse archive the floor.
        assertStopped(seeded(3, 1, 1), Gate.ALL_PAIRS, "is not better than");
        Numbered<Run> good = seeded(1, 1.1, 0.9);
        promote(good, REVIEW);
        assertThat(ledger.floor(benchmark.key()).orElseThrow().key()).isEqualTo(good.key());
        assertThat(ledger.all(GateResult.class).stream()
                        .filter(each -> each.record().run().equals(good.key())
                                && each.record().gate() == Gate.ALL_PAIRS)
                        .findFirst()
                        .orElseThrow()
                        .record()
                        .detail())
                .contains("means ", "(3 seeds) against ");
    }

    @Test
    void a_lab_that_asks_for_seeds_promotes_nothing_with_fewer() throws Exception {
        promote(run(2, Track.MASKS, true), REVIEW);
        LabConfig config = folder.config();
        folder.write(new LabConfig(config.database(), config.benchmarks(), config.agents(), 3));
        assertStopped(seeded(1, 1.1), Gate.ALL_PAIRS, "asks for 3 seeds, and 2 of this candidate were measured");
        promote(seeded(1, 1.1, 0.9), REVIEW);
    }

    @Test
    void there_is_no_floor_without_the_hash_of_its_archive() throws Exception {
        Candidate candidate = Records.candidate("masks.minimumRegion", "99");
        ledger.add(candidate);
        Numbered<Run> run = ledger.add(Records.run(benchmark, candidate, Subset.all(PAIRS), 500, 1, 1));
        assertThat(run.record().artifacts()).isEmpty();
        assertStopped(run, Gate.PACKAGE, "no archive of this run");
    }

    @Test
    void an_archive_that_was_promoted_before_must_still_draw_the_same() throws Exception {
        Numbered<Run> first = run(2, Track.MASKS, true);
        promote(first, REVIEW);
        Numbered<Run> better = run(1, Track.MASKS, true);
        Files.writeString(
                folder.path().resolve(first.record().artifacts().getFirst().path()), "drawn differently now");
        assertStopped(better, Gate.REGRESSION, "no longer draws what it drew");
    }

    @Test
    void pairs_are_compared_one_by_one() throws Exception {
        Numbered<Run> run = run(1, Track.MASKS, true);
        List<PairDistortion> swapped = new ArrayList<>(run.record().pairs());
        PairDistortion last = swapped.removeLast();
        swapped.add(new PairDistortion(last.pair(), last.segmentation() / 2, last.pose()));
        workshop.scored = new Workshop.Scored(
                run.record().segmentation(), run.record().pose(), swapped, 1, "{}", new TreeMap<>());
        assertStopped(run, Gate.SCORE, "the run says");
    }

    @Test
    void a_class_below_the_minimum_of_the_lab_stops_a_promotion_by_name() throws Exception {
        ClassMinimum lanes = new ClassMinimum("lane marking", Optional.of(0.9), Optional.of(0.5));
        folder.write(folder.config().with("drive", new Place("drive.mkv", "bundled", List.of(lanes))));
        Numbered<Run> run = run(1, Track.MASKS, true);
        workshop.scored = withClasses(run, new ClassCount(1, "lane marking", 0.1, 1000, 930, 850));
        assertStopped(run, Gate.CLASSES, "recall of class lane marking is 0.8500, below the minimum of 0.9000");
        workshop.scored = withClasses(run, new ClassCount(0, "road", 0.1, 1000, 930, 850));
        assertStopped(run, Gate.CLASSES, "has no class lane marking, of which lab.yaml demands a minimum; it has road");
        workshop.scored = withClasses(run, new ClassCount(1, "lane marking", 0.1, 1000, 930, 900));
        promote(run, REVIEW);
        assertThat(ledger.all(GateResult.class).stream()
                        .map(Numbered::record)
                        .filter(gate -> gate.gate() == Gate.CLASSES && gate.passed())
                        .map(GateResult::detail))
                .containsExactly("lane marking recall 0.9000 (at least 0.9000), IoU 0.8738 (at least 0.5000)");
    }

    /** What the run lost, with one class counted. */
    private static Workshop.Scored withClasses(Numbered<Run> run, ClassCount count) {
        PairTable table = new PairTable(
                List.of(new PairResult(0, 10, 0.01, 0.02, new double[] {0.02}, new double[0])),
                2,
                1,
                new FrameSize(64, 48),
                1000,
                1,
                List.of(count));
        Provenance.Input input = new Provenance.Input("x", "clip", "0".repeat(64), 10);
        ScoreResult score = new ScoreResult(
                table,
                new MeteredBytes(
                        OptionalLong.of(10),
                        "archive",
                        Optional.empty(),
                        List.of(),
                        List.of(new MeteredBytes.CountedFile("x", 100))),
                new Provenance(
                        input,
                        input,
                        new EvaluatorIdentity("toy", false, "0".repeat(64)),
                        "decoder",
                        "cpu",
                        1,
                        "machine",
                        Map.of(),
                        false,
                        1));
        return new Workshop.Scored(
                run.record().segmentation(),
                run.record().pose(),
                run.record().pairs(),
                run.record().bytes().original(),
                Json.of(ScoreDocument.of(score)),
                new TreeMap<>());
    }
}
