package org.fovea.lab.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.fovea.codec.io.ProgressListener;
import org.fovea.encode.profile.Profiles;
import org.fovea.lab.Records;
import org.fovea.lab.folder.AgentLimits;
import org.fovea.lab.folder.LabConfig;
import org.fovea.lab.folder.LabFolder;
import org.fovea.lab.queue.ExperimentState;
import org.fovea.lab.queue.JobQueue;
import org.fovea.lab.queue.LabWorker;
import org.fovea.lab.queue.Needs;
import org.fovea.lab.queue.ScriptedWorkshop;
import org.fovea.lab.queue.WorkerSettings;
import org.fovea.lab.record.Author;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.DeadEnd;
import org.fovea.lab.record.GateResult;
import org.fovea.lab.record.Hypothesis;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.Note;
import org.fovea.lab.record.PairDistortion;
import org.fovea.lab.record.RecordKind;
import org.fovea.lab.record.Round;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Study;
import org.fovea.lab.record.Subset;
import org.fovea.lab.record.Track;
import org.fovea.lab.store.LabDatabase;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.study.CandidateFactory;
import org.fovea.lab.study.StudyPlan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A server in a process of its own, asked by the SDK's client. */
final class AgentServerTest {
    private static final int PAIRS = 12;
    private static final Author AGENT = new Author(Author.Kind.AGENT, AgentClient.NAME);
    private static final Map<String, Object> NOTHING = Map.of();
    private static final String REVIEW = """
            ## What changed
            The smallest regions of the masks are dropped.
            ## What was looked at
            Twelve frames, the ledger, the ten worst pairs.
            ## Risks
            Signs far away may be lost on other drives.
            """;

    @TempDir
    private Path path;

    private LabFolder folder;
    private LabDatabase database;
    private Ledger ledger;
    private JobQueue queue;
    private Numbered<Benchmark> benchmark;
    private Candidate base;
    private Numbered<Run> floor;
    private AgentClient agent;

    @BeforeEach
    void open() throws Exception {
        folder = LabFolder.create(path.resolve("lab"), LabConfig.of(LabConfig.USUAL_DATABASE));
        database = LabDatabase.open(folder.database());
        ledger = database.ledger();
        queue = new JobQueue(database);
        benchmark = ledger.add(Records.benchmark("drive", PAIRS));
        base = CandidateFactory.base(
                Profiles.find("fast/masks"), Map.of(), Optional.empty(), Records.ADA, Records.NOON);
        ledger.add(base);
        floor = ledger.add(kept(base, Subset.all(PAIRS), 5000, 4));
        judge(Verdict.PROMOTED, floor);
        agent = new AgentClient(folder);
    }

    @AfterEach
    void close() {
        if (agent != null) {
            agent.close();
        }
        database.close();
    }

    private void judge(Verdict verdict, Numbered<Run> run) {
        ledger.add(Judgement.builder()
                .verdict(verdict)
                .about(RecordKind.RUN)
                .subject(run.key())
                .benchmark(benchmark.key())
                .by(Records.ADA)
                .reason("measured first")
                .evidence(List.of(run.key()))
                .time(Instant.now())
                .build());
    }

    /** A run whose archive the lab has kept. */
    private Run kept(Candidate candidate, Subset subset, long bytes, double loss) throws IOException {
        Run plain = Records.run(benchmark.record(), candidate, subset, bytes, loss, bytes);
        return Records.kept(plain, plain.track(), folder.path(), "archive of " + bytes);
    }

    private Candidate varied(String path, String value) {
        Candidate candidate =
                CandidateFactory.vary(base, Map.of(path, value), Map.of(), Optional.empty(), Records.ADA, Records.NOON);
        ledger.add(candidate);
        return candidate;
    }

    private static Map<String, Object> idea(String setting, Object value, Object... more) {
        Map<String, Object> arguments = new HashMap<>(Map.of(
                "text",
                "specks cost more than they bring",
                "mechanism",
                "fewer, larger regions",
                "settings",
                Map.of(setting, value),
                "rungs",
                List.of(4)));
        for (int i = 0; i < more.length; i += 2) {
            arguments.put((String) more[i], more[i + 1]);
        }
        return arguments;
    }

    private Map<RecordKind, Long> counts() {
        Map<RecordKind, Long> counts = new HashMap<>();
        for (RecordKind kind : RecordKind.values()) {
            counts.put(kind, ledger.count(kind));
        }
        return counts;
    }

    private void limit(int runs, double hours) throws IOException {
        LabConfig config = folder.config();
        folder.write(new LabConfig(
                config.database(),
                config.benchmarks(),
                new AgentLimits(runs, hours, config.agents().fields()),
                config.seeds()));
    }

    /** Does all that is queued; candidates lose half of what the floor does. */
    private void work() throws Exception {
        ScriptedWorkshop workshop = new ScriptedWorkshop(1) {
            @Override
            public Scored score(Task task, Path archive, Path frames, Path work, ProgressListener watcher) {
                double factor = task.candidate().key().equals(base.key()) ? 1 : 0.5;
                List<PairDistortion> costs = task.experiment().subset().pairs().stream()
                        .map(pair -> new PairDistortion(pair, factor * (10 + pair) / 1000, factor * (20 + pair) / 1000))
                        .toList();
                return new Scored(
                        costs.stream()
                                .mapToDouble(PairDistortion::segmentation)
                                .average()
                                .orElseThrow(),
                        costs.stream()
                                .mapToDouble(PairDistortion::pose)
                                .average()
                                .orElseThrow(),
                        costs,
                        task.benchmark().originalBytes(),
                        "{}");
            }
        };
        WorkerSettings settings = new WorkerSettings(
                "worker",
                new Needs(2, 8192, false),
                Duration.ofMillis(200),
                4,
                Duration.ofMillis(30),
                Duration.ofMillis(100),
                100);
        try (LabWorker worker =
                new LabWorker(database, queue, folder.path(), workshop, AgentBudget.judge(folder, queue), settings)) {
            worker.start();
            long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (queue.status().experiments().getOrDefault(ExperimentState.OPEN, 0L) > 0) {
                assertThat(System.nanoTime()).as(queue.status().toString()).isLessThan(end);
                Thread.sleep(20);
            }
        }
    }

    @Test
    void tools_are_listed_with_schemas_and_none_writes_what_only_the_lab_may_write() {
        List<McpSchema.Tool> tools = agent.tools();
        assertThat(tools)
                .extracting(McpSchema.Tool::name)
                .containsExactlyInAnyOrder(
                        "floor",
                        "budget",
                        "dead_ends",
                        "results",
                        "show",
                        "diff",
                        "status",
                        "propose",
                        "outcome",
                        "judge",
                        "promote",
                        "close",
                        "note");
        assertThat(tools).allSatisfy(tool -> {
            assertThat(tool.description()).isNotBlank();
            assertThat(tool.inputSchema()).containsEntry("additionalProperties", false);
        });
        assertThat(agent.refused("judge", Map.of("verdict", "superseded", "record", "R-0001", "reason", "so")))
                .isEqualTo("tool judge: verdict: 'superseded' is not one of rejected, reopened");
        assertThat(agent.refused("show", Map.of())).startsWith("tool show: record is missing: Its label");
        assertThat(agent.refused("show", Map.of("recrod", "R-0001"))).startsWith("tool show: record is missing");
        assertThat(agent.refused("show", Map.of("record", "R-0001", "pairs", "all")))
                .isEqualTo("tool show: no argument 'pairs'; it takes record");
        assertThat(agent.refused("diff", Map.of("a", 7, "b", "R-0001")))
                .isEqualTo("tool diff: a: '7' is not of type string");
        assertThat(agent.refused("results", Map.of("study", "")))
                .isEqualTo("tool results: study has to be at least 1 letters");
    }

    @Test
    void the_floor_and_what_is_left_are_told() {
        JsonNode told = agent.done("floor", NOTHING).path("floors").path(0);
        assertThat(told.path("benchmark").path("official").asBoolean()).isFalse();
        assertThat(told.path("floor").path("run").asString()).isEqualTo(floor.label());
        assertThat(told.path("floor").path("current_workflow").asDouble())
                .isEqualTo(floor.record().score());
        assertThat(told.path("floor").path("rule_faithful").asDouble())
                .isEqualTo(floor.record().ruleFaithfulScore().orElseThrow());
        assertThat(told.path("floor").path("sections").path("masks").asLong()).isEqualTo(4900);
        assertThat(told.path("floor").path("settings").has("renderer")).isTrue();
        assertThat(agent.floorResource()).contains(floor.key());
        assertThat(agent.told("floor", NOTHING))
                .contains(Double.toString(floor.record().score()));

        JsonNode budget = agent.done("budget", NOTHING);
        assertThat(budget.path("left").path("runs").asInt()).isEqualTo(50);
        assertThat(budget.path("limits").path("fields").toString()).contains("masks.*");
        assertThat(agent.done("results", Map.of("whole", true, "limit", 1))
                        .path("runs")
                        .size())
                .isEqualTo(1);
        assertThat(agent.refused("results", Map.of("limit", 1000))).contains("limit");
        assertThat(agent.done("show", Map.of("record", floor.label()))
                        .path("record")
                        .path("pairs")
                        .size())
                .isEqualTo(PAIRS);
        assertThat(agent.refused("show", Map.of("record", "R-0999"))).contains("R-0999");
        assertThat(agent.done("status", NOTHING).path("workers").asInt()).isZero();
    }

    @Test
    void two_runs_are_compared() throws Exception {
        Numbered<Run> other = ledger.add(kept(varied("masks.minimumRegion", "4"), Subset.all(PAIRS), 4000, 2));
        JsonNode diff = agent.done("diff", Map.of("a", floor.label(), "b", other.label()));
        assertThat(diff.path("bytes").asInt()).isEqualTo(-1000);
        assertThat(diff.path("current_workflow").asDouble())
                .isEqualTo(other.record().score() - floor.record().score());
        assertThat(diff.path("settings").toString()).contains("minimumRegion", "\"4\"");
        assertThat(diff.path("pairs").size()).isEqualTo(PAIRS);
        Numbered<Run> some =
                ledger.add(kept(varied("masks.minimumRegion", "3"), Subset.of("0..3 of " + PAIRS), 900, 1));
        assertThat(agent.told("diff", Map.of("a", floor.label(), "b", some.label())))
                .contains("on 4 pairs in common", "cannot be compared");
    }

    @Test
    void an_idea_is_queued_tried_and_its_outcome_told() throws Exception {
        JsonNode proposed =
                agent.done("propose", idea("masks.minimumRegion", 6, "expected", Map.of("bytes", -300), "bar", 0.001));
        Numbered<Hypothesis> hypothesis =
                ledger.resolve(Hypothesis.class, proposed.path("hypothesis").asString());
        assertThat(hypothesis.record().by()).isEqualTo(AGENT);
        assertThat(hypothesis.record().expected().bytes()).contains(-300L);
        Numbered<Study> study =
                ledger.resolve(Study.class, proposed.path("study").asString());
        assertThat(study.record().by()).isEqualTo(AGENT);
        StudyPlan.Budget budget = StudyPlan.parse(study.record().plan()).budget();
        assertThat(budget.runs()).hasValue(50);
        assertThat(budget.hours()).hasValue(8);
        assertThat(queue.open(study.key())).hasSize(2);
        Map<String, Object> record = Map.of("record", hypothesis.label());
        assertThat(agent.told("outcome", record)).contains("in the queue");
        assertThat(agent.done("budget", NOTHING).path("used").path("open_runs").asInt())
                .isEqualTo(2);
        Map<RecordKind, Long> before = counts();
        assertThat(agent.refused("propose", idea("masks.minimumRegion", "6.0"))).isNotBlank();
        assertThat(agent.refused("propose", idea("masks.minimumRegion", 6))).contains("already queued");
        assertThat(counts()).isEqualTo(before);

        work();
        JsonNode outcome = agent.done("outcome", record).path("candidates").path(0);
        assertThat(outcome.path("rounds").size()).isEqualTo(2);
        Round last = ledger.all(Round.class).getLast().record();
        JsonNode round = outcome.path("rounds").path(1);
        assertThat(round.path("gain").asDouble()).isEqualTo(last.gain()).isPositive();
        assertThat(round.path("low").asDouble()).isEqualTo(last.low());
        assertThat(round.path("decision").asString()).isEqualTo("promote");
        assertThat(round.path("pairs").asInt()).isEqualTo(PAIRS);
        assertThat(agent.told("outcome", record)).contains("better on all pairs; promote R-");
        assertThat(agent.refused("propose", idea("masks.minimumRegion", 6))).contains("tried already");
        assertThat(agent.done("budget", NOTHING)
                        .path("used")
                        .path("finished_runs")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void settings_that_the_lab_does_not_declare_are_refused_and_nothing_is_written() {
        Map<RecordKind, Long> before = counts();
        assertThat(agent.refused("propose", idea("train.steps", 10)))
                .contains("train.steps may not be changed by agents");
        assertThat(agent.refused("propose", idea("seed", 3))).contains("seed");
        Map<String, Object> hidden = idea("masks.minimumRegion", 6);
        hidden.put("settings", Map.of("masks.minimumRegion", 6, "seed", 3));
        assertThat(agent.refused("propose", hidden)).startsWith("seed may not");
        assertThat(agent.refused("propose", idea("masks.minimumRegion=6, seed", 3)))
                .isNotBlank();
        assertThat(agent.refused("propose", idea("masks.noSuchThing", 3))).contains("noSuchThing");
        assertThat(agent.refused("propose", idea("masks.minimumRegion", "6\nseed: 9")))
                .isNotBlank();
        assertThat(counts()).isEqualTo(before);
        assertThat(queue.status().experiments()).isEmpty();
    }

    @Test
    void a_used_up_budget_stops_proposals_and_further_rounds() throws Exception {
        limit(1, 8);
        Map<RecordKind, Long> before = counts();
        assertThat(agent.refused("propose", idea("masks.minimumRegion", 6)))
                .contains("needs 2 runs")
                .contains("only 1 are left");
        limit(10, 0);
        assertThat(agent.refused("propose", idea("masks.minimumRegion", 6))).contains("0.00 of 0.0 hours");
        assertThat(counts()).isEqualTo(before);

        limit(10, 8);
        JsonNode proposed = agent.done("propose", idea("masks.minimumRegion", 6, "bar", 0.001));
        limit(2, 8);
        assertThat(agent.refused("propose", idea("masks.minimumRegion", 7)))
                .contains("used up: 2 of 2 runs (0 finished, 2 in the queue)");
        work();
        Map<String, Object> record = Map.of("record", proposed.path("candidate").asString());
        assertThat(agent.told("outcome", record)).contains("better on some pairs, goes no further");
        assertThat(ledger.count(RecordKind.RUN)).isEqualTo(1 + 2);
        assertThat(agent.refused("propose", idea("masks.minimumRegion", 7))).contains("2 finished, 0 in the queue");
    }

    @Test
    void a_dead_end_stops_an_idea_with_its_evidence_unless_there_is_a_reason() throws Exception {
        Numbered<Run> lost = ledger.add(kept(varied("masks.minimumRegion", "20"), Subset.all(PAIRS), 5200, 9));
        JsonNode closed = agent.done(
                "close",
                Map.of(
                        "family", "masks",
                        "region", Map.of("masks.minimumRegion", "16.."),
                        "mechanism", "regions that large are signs",
                        "evidence", List.of(lost.label()),
                        "numbers", "worse on all pairs",
                        "gradients", "unused",
                        "reopens", "a renderer that can draw signs"));
        Numbered<DeadEnd> deadEnd =
                ledger.resolve(DeadEnd.class, closed.path("dead_end").asString());
        assertThat(deadEnd.record().by()).isEqualTo(AGENT);
        assertThat(deadEnd.record().preconditions())
                .containsEntry("gradients", "unused")
                .containsKey("code");
        assertThat(agent.told("dead_ends", Map.of("family", "masks"))).contains("regions that large are signs");

        Map<RecordKind, Long> before = counts();
        assertThat(agent.refused("propose", idea("masks.minimumRegion", 24)))
                .contains(deadEnd.label())
                .contains(lost.label())
                .contains("regions that large are signs");
        assertThat(counts()).isEqualTo(before);
        JsonNode proposed =
                agent.done("propose", idea("masks.minimumRegion", 24, "despite", "the renderer draws signs now"));
        assertThat(ledger.resolve(Candidate.class, proposed.path("candidate").asString())
                        .record()
                        .despite())
                .contains("the renderer draws signs now");

        agent.done(
                "judge",
                Map.of("verdict", "reopened", "record", deadEnd.label(), "reason", "the renderer draws signs now"));
        assertThat(agent.done("dead_ends", NOTHING).path("dead_ends").size()).isZero();
    }

    @Test
    void nothing_is_promoted_without_its_gates() throws Exception {
        Numbered<Run> partial =
                ledger.add(kept(varied("masks.minimumRegion", "3"), Subset.of("0..3 of " + PAIRS), 900, 1));
        Candidate honest = varied("masks.minimumRegion", "4");
        Candidate exploit = Candidate.builder()
                .recipe(varied("masks.minimumRegion", "5").recipe())
                .profile("fast/masks")
                .overrides(Map.of("masks.minimumRegion", "9"))
                .track(Track.EXPLOIT)
                .family("masks")
                .by(Records.ADA)
                .time(Records.NOON)
                .build();
        Numbered<Run> cheat = ledger.add(kept(exploit, Subset.all(PAIRS), 700, 1));
        Numbered<Run> better = ledger.add(kept(honest, Subset.all(PAIRS), 4000, 1));
        assertThat(agent.refused("promote", promotion(partial, REVIEW))).contains("4 of 12 pairs");
        assertThat(agent.refused("promote", promotion(cheat, REVIEW))).contains("never promoted");
        assertThat(agent.refused("promote", promotion(better, "fine")))
                .contains("gate review did not hold")
                .contains("## What changed");
        assertThat(agent.refused("promote", Map.of("run", better.label(), "reason", "better")))
                .contains("review");
        assertThat(ledger.floor(benchmark.key()).orElseThrow().key()).isEqualTo(floor.key());
        assertThat(ledger.all(GateResult.class))
                .filteredOn(gate -> !gate.record().passed())
                .hasSize(3);

        agent.done("promote", promotion(better, REVIEW));
        assertThat(ledger.floor(benchmark.key()).orElseThrow().key()).isEqualTo(better.key());
        Judgement judgement = ledger.judgements(better.key()).getLast().record();
        assertThat(judgement.by()).isEqualTo(AGENT);
        assertThat(judgement.review()).isPresent();
        assertThat(agent.progress).isNotEmpty();
    }

    private static Map<String, Object> promotion(Numbered<Run> run, String review) {
        return Map.of("run", run.label(), "reason", "it is better", "review", review);
    }

    @Test
    void judgements_are_kept_under_the_agents_name_and_none_moves_the_floor() throws Exception {
        Numbered<Run> run = ledger.add(kept(varied("masks.minimumRegion", "4"), Subset.all(PAIRS), 5100, 6));
        agent.done(
                "judge", Map.of("verdict", "rejected", "record", run.label(), "reason", "loses on every night pair"));
        Judgement judgement = ledger.judgements(run.key()).getLast().record();
        assertThat(judgement.by()).isEqualTo(AGENT);
        assertThat(judgement.verdict()).isEqualTo(Verdict.REJECTED);
        assertThat(judgement.reason()).isEqualTo("loses on every night pair");
        assertThat(judgement.evidence()).containsExactly(run.key());
        assertThat(agent.done("results", Map.of("verdict", "rejected"))
                        .path("count")
                        .asInt())
                .isEqualTo(1);

        String promoted = ledger.judgements(floor.key()).getFirst().label();
        long before = ledger.count(RecordKind.JUDGEMENT);
        assertThat(agent.refused("judge", Map.of("verdict", "rejected", "record", floor.label(), "reason", "no")))
                .contains("would change the floor");
        assertThat(agent.refused("judge", Map.of("verdict", "reopened", "record", promoted, "reason", "no")))
                .contains("would change the floor");
        assertThat(agent.refused("judge", Map.of("verdict", "reopened", "record", run.label(), "reason", "no")))
                .contains("neither a dead end nor a judgement");
        assertThat(agent.refused("judge", Map.of("verdict", "rejected", "record", promoted, "reason", "no")))
                .contains("give a run");
        assertThat(ledger.count(RecordKind.JUDGEMENT)).isEqualTo(before);

        List<String> about = new ArrayList<>(List.of(run.label(), floor.label()));
        agent.done("note", Map.of("title", "Night", "text", "All lose at night.", "about", about));
        Note note = ledger.all(Note.class).getLast().record();
        assertThat(note.by()).isEqualTo(AGENT);
        assertThat(note.about()).containsExactly(run.key(), floor.key());
        assertThat(StreamSupport.stream(
                        agent.done("show", Map.of("record", run.label()))
                                .path("judgements")
                                .spliterator(),
                        false))
                .hasSize(1);
    }
}
