package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.app.workshop.OpenLab;
import org.fovea.encode.profile.Profiles;
import org.fovea.lab.agent.AgentBudget;
import org.fovea.lab.agent.Tool;
import org.fovea.lab.folder.AgentLimits;
import org.fovea.lab.folder.LabConfig;
import org.fovea.lab.folder.LabFolder;
import org.fovea.lab.record.Author;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.DeadEnd;
import org.fovea.lab.record.Hypothesis;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Note;
import org.fovea.lab.record.PairDistortion;
import org.fovea.lab.record.RecordKind;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Study;
import org.fovea.lab.record.Subset;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.study.CandidateFactory;
import org.fovea.lab.study.StudyPlan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Commands as tools: what an agent can do in a lab, and what not. */
final class LabToolsTest {
    private static final int PAIRS = 12;
    private static final Author ADA = Author.person("Ada");
    private static final Author AGENT = new Author(Author.Kind.AGENT, "claude");
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
    private static final Map<String, Object> NOTHING = Map.of();

    @TempDir
    private Path path;

    private OpenLab lab;
    private Ledger ledger;
    private final Map<String, Tool> tools = new HashMap<>();
    private Benchmark benchmark;
    private Candidate base;
    private Numbered<Run> floor;

    @BeforeEach
    void open() throws Exception {
        lab = OpenLab.create(LabFolder.create(path.resolve("lab"), LabConfig.of(LabConfig.USUAL_DATABASE)));
        ledger = lab.ledger();
        new LabTools(lab, 1).all().forEach(tool -> tools.put(tool.name(), tool));
        benchmark = ledger.add(new Benchmark(
                        "drive",
                        "drive.mkv",
                        Optional.of("a".repeat(64)),
                        PAIRS,
                        2_641_803,
                        "bundled",
                        Optional.of("b".repeat(64)),
                        false,
                        Optional.empty(),
                        NOON))
                .record();
        base = CandidateFactory.base(Profiles.find("fast/masks"), Map.of(), Optional.empty(), ADA, NOON);
        ledger.add(base);
        floor = run(base, Subset.all(PAIRS), 5000, 4);
        ledger.add(Judgement.builder()
                .verdict(Judgement.Verdict.PROMOTED)
                .about(RecordKind.RUN)
                .subject(floor.key())
                .benchmark(benchmark.key())
                .by(ADA)
                .reason("measured first")
                .evidence(List.of(floor.key()))
                .time(NOON)
                .build());
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private Numbered<Run> run(Candidate candidate, Subset subset, long bytes, double loss) {
        List<PairDistortion> pairs = subset.pairs().stream()
                .map(pair -> new PairDistortion(pair, loss / 1000, loss / 1000))
                .toList();
        return ledger.add(Run.builder()
                .benchmark(benchmark.key())
                .candidate(candidate.key())
                .subset(subset)
                .built(subset.whole() ? Run.Built.CLIP : Run.Built.SUBSET)
                .track(candidate.track())
                .family(candidate.family())
                .seeds(List.of(1L))
                .device("cpu")
                .machine("amd64")
                .threads(2)
                .codeVersion("0123456789abcdef")
                .started(NOON.minusSeconds(60))
                .ended(NOON)
                .bytes(new Run.Bytes(
                        bytes, Optional.of(0L), (double) benchmark.originalBytes() * subset.size() / PAIRS))
                .segmentation(loss / 1000)
                .pose(loss / 1000)
                .pairs(pairs)
                .build());
    }

    private Numbered<Run> varied(String value, Subset subset, long bytes, double loss) {
        Candidate candidate = CandidateFactory.vary(
                base, Map.of("masks.minimumRegion", value), Map.of(), Optional.empty(), ADA, NOON);
        ledger.add(candidate);
        return run(candidate, subset, bytes, loss);
    }

    private Tool.Answer answer(String tool, Map<String, Object> arguments) throws Exception {
        JsonNode given = JsonMapper.shared().valueToTree(arguments);
        return tools.get(tool).work().answer(given, AGENT);
    }

    private String told(String tool, Map<String, Object> arguments) throws Exception {
        return answer(tool, arguments).text();
    }

    private JsonNode document(String tool, Map<String, Object> arguments) throws Exception {
        Map<String, Object> all = new HashMap<>(arguments);
        all.put("json", true);
        return answer(tool, all).document().orElseThrow();
    }

    private String refused(String tool, Map<String, Object> arguments) {
        String message =
                String.valueOf(catchThrowable(() -> answer(tool, arguments)).getMessage());
        assertThat(message).doesNotContain("\n", "internal error", "--help");
        return message;
    }

    private static Map<String, Object> idea(String... settings) {
        return Map.of(
                "text",
                "specks cost more than they bring",
                "mechanism",
                "fewer, larger regions",
                "set",
                List.of(settings),
                "rungs",
                List.of(4),
                "expect-bytes",
                -300);
    }

    private void limit(int runs, double hours) throws IOException {
        LabConfig config = lab.folder().config();
        lab.folder()
                .write(new LabConfig(
                        config.database(),
                        config.benchmarks(),
                        new AgentLimits(runs, hours, config.agents().fields()),
                        config.seeds()));
    }

    @Test
    void arguments_are_those_of_the_commands_and_name_no_paths() {
        assertThat(tools.keySet())
                .containsExactlyInAnyOrder(
                        "budget",
                        "floor",
                        "status",
                        "results",
                        "show",
                        "diff",
                        "deadends",
                        "try",
                        "reject",
                        "reopen",
                        "promote",
                        "deadends_add",
                        "note");
        assertThat(tools.values()).allSatisfy(tool -> {
            assertThat(tool.description()).isNotBlank();
            assertThat(tool.schema()).containsEntry("additionalProperties", false);
            assertThat(tool.schema().get("properties").toString())
                    .doesNotContain("lab={", "by={", "threads={", "debug={", "help={");
        });
        assertThat(refused("show", NOTHING)).contains("RECORD");
        assertThat(refused("show", Map.of("recrod", "R-0001")))
                .isEqualTo("no argument 'recrod'; did you mean 'record'?");
        assertThat(refused("show", Map.of("lab", "/tmp"))).isEqualTo("no argument 'lab'; it takes record, json");
        assertThat(refused("diff", Map.of("a", 7, "b", "R-0001"))).isEqualTo("a: '7' is not of type string");
        assertThat(refused("show", Map.of("record", "@" + path.resolve("x")))).contains("@");
        assertThat(refused("show", Map.of("record", "--lab=/tmp"))).contains("--lab=/tmp");
        assertThat(refused("results", Map.of("study", "x".repeat(201))))
                .isEqualTo("study has to be at most 200 letters");
        assertThat(refused("note", Map.of("title", "T", "text", "x".repeat(LabTools.MAX_TEXT + 1))))
                .isEqualTo("text has to be at most 16384 letters");
        assertThat(refused("reject", Map.of("run", "R-0001", "reason", "so", "evidence", List.of(Map.of()))))
                .startsWith("evidence: ");
    }

    @Test
    void what_is_read_is_what_the_commands_print() throws Exception {
        Numbered<Run> other = varied("4", Subset.all(PAIRS), 4000, 2);
        assertThat(told("floor", NOTHING))
                .contains(floor.label(), Double.toString(floor.record().score()));
        assertThat(document("status", NOTHING).at("/floors/drive/run").asString())
                .isEqualTo(floor.label());
        assertThat(document("results", Map.of("whole", true, "limit", 1))
                        .path("runs")
                        .size())
                .isEqualTo(1);
        assertThat(document("show", Map.of("record", floor.label()))
                        .at("/run/pairs")
                        .size())
                .isEqualTo(PAIRS);
        assertThat(document("diff", Map.of("a", floor.label(), "b", other.label()))
                        .path("bytes")
                        .asInt())
                .isEqualTo(-1000);
        assertThat(document("deadends", NOTHING).path("all").isEmpty()).isTrue();
        assertThat(refused("show", Map.of("record", "R-0999"))).contains("R-0999");
        assertThat(refused("results", Map.of("sort", "beauty"))).contains("beauty");
    }

    @Test
    void an_idea_is_queued_within_fields_and_budget() throws Exception {
        assertThat(refused("try", idea("train.steps=10"))).startsWith("train.steps may not be changed by agents");
        assertThat(refused("try", idea("masks.minimumRegion=6", "seed=3"))).startsWith("seed may not");
        assertThat(refused("try", idea("masks.minimumRegion=6, seed=3"))).isNotBlank();
        assertThat(refused("try", idea("masks.noSuchThing=3"))).contains("noSuchThing");
        limit(1, 8);
        assertThat(refused("try", idea("masks.minimumRegion=6"))).contains("needs 2 runs", "only 1 are left");
        limit(10, 0);
        assertThat(refused("try", idea("masks.minimumRegion=6"))).contains("0.00 of 0.0 hours");
        assertThat(ledger.count(RecordKind.HYPOTHESIS)).isZero();
        assertThat(lab.queue().status().experiments()).isEmpty();

        limit(10, 8);
        assertThat(told("try", idea("masks.minimumRegion=6"))).startsWith("H-0001 queued · C-");
        Hypothesis hypothesis = ledger.resolve(Hypothesis.class, "H-0001").record();
        assertThat(hypothesis.by()).isEqualTo(AGENT);
        assertThat(hypothesis.expected().bytes()).contains(-300L);
        Numbered<Study> study = ledger.all(Study.class).getFirst();
        assertThat(study.record().by()).isEqualTo(AGENT);
        assertThat(StudyPlan.parse(study.record().plan()).budget().runs()).hasValue(10);
        assertThat(told("show", Map.of("record", "H-0001"))).contains("masks.minimumRegion=6");
        assertThat(refused("try", idea("masks.minimumRegion=6"))).contains("already queued");
        JsonNode budget = answer("budget", NOTHING).document().orElseThrow();
        assertThat(budget.at("/used/open_runs").asInt()).isEqualTo(2);
        assertThat(budget.at("/left/runs").asInt()).isEqualTo(8);
        AgentBudget allowance = new AgentBudget(lab.folder(), lab.queue());
        assertThat(allowance.allows(ledger, study, 0)).isTrue();
        limit(2, 8);
        assertThat(allowance.allows(ledger, study, 0)).as("further rounds").isFalse();
        assertThat(refused("try", idea("masks.minimumRegion=7")))
                .contains("used up: 2 of 2 runs (0 finished, 2 in the queue)");
    }

    @Test
    void a_dead_end_stops_an_idea_with_its_evidence_unless_there_is_a_reason() throws Exception {
        Numbered<Run> lost = varied("20", Subset.all(PAIRS), 5200, 9);
        told(
                "deadends_add",
                Map.of(
                        "family", "masks",
                        "region", List.of("masks.minimumRegion=16.."),
                        "mechanism", "regions that large are signs",
                        "evidence", List.of(lost.label()),
                        "numbers", "worse on all pairs",
                        "gradients", "unused",
                        "reopens", "a renderer that can draw signs"));
        Numbered<DeadEnd> deadEnd = ledger.all(DeadEnd.class).getFirst();
        assertThat(deadEnd.record().by()).isEqualTo(AGENT);
        assertThat(told("deadends", Map.of("family", "masks"))).contains("regions that large are signs");
        assertThat(refused("try", idea("masks.minimumRegion=24")))
                .contains(deadEnd.label(), lost.label(), "regions that large are signs");
        Map<String, Object> despite = new HashMap<>(idea("masks.minimumRegion=24"));
        despite.put("despite", "the renderer draws signs now");
        told("try", despite);
        assertThat(ledger.all(Candidate.class).getLast().record().despite()).contains("the renderer draws signs now");
        told("reopen", Map.of("record", deadEnd.label(), "reason", "the renderer draws signs now"));
        assertThat(document("deadends", NOTHING).path("all").isEmpty()).isTrue();
    }

    @Test
    void judgements_are_kept_under_the_agents_name_and_none_moves_the_floor() throws Exception {
        Numbered<Run> run = varied("4", Subset.all(PAIRS), 5100, 6);
        told("reject", Map.of("run", run.label(), "reason", "loses on every night pair"));
        Judgement judgement = ledger.judgements(run.key()).getLast().record();
        assertThat(judgement.by()).isEqualTo(AGENT);
        assertThat(judgement.evidence()).containsExactly(run.key());

        String promoted = ledger.judgements(floor.key()).getFirst().label();
        long before = ledger.count(RecordKind.JUDGEMENT);
        assertThat(refused("reject", Map.of("run", floor.label(), "reason", "no")))
                .contains("would change the floor");
        assertThat(refused("reopen", Map.of("record", promoted, "reason", "no")))
                .contains("would change the floor");
        assertThat(refused("reopen", Map.of("record", run.label(), "reason", "no")))
                .contains("neither a dead end nor a judgement");
        Numbered<Run> partial = varied("3", Subset.of("0..3 of " + PAIRS), 900, 1);
        Map<String, Object> promotion = Map.of("run", partial.label(), "reason", "better", "review", "fine");
        assertThat(refused("promote", promotion)).contains("4 of 12 pairs");
        assertThat(ledger.count(RecordKind.JUDGEMENT)).isEqualTo(before);

        told("note", Map.of("title", "Night", "text", "All lose\nat night.", "about", List.of(run.label())));
        Note note = ledger.all(Note.class).getLast().record();
        assertThat(note.by()).isEqualTo(AGENT);
        assertThat(note.text()).isEqualTo("All lose\nat night.");
        assertThat(note.about()).containsExactly(run.key());
    }
}
