package org.fovea.lab.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.fovea.config.Json;
import org.fovea.encode.profile.Profiles;
import org.fovea.lab.Records;
import org.fovea.lab.exchange.SmallLab;
import org.fovea.lab.folder.LabConfig;
import org.fovea.lab.folder.LabFolder;
import org.fovea.lab.queue.JobQueue;
import org.fovea.lab.record.Author;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.Judgement.Verdict;
import org.fovea.lab.record.RecordKind;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Subset;
import org.fovea.lab.store.LabDatabase;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.study.CandidateFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What programs read in the answers of the tools, to the letter: keys, their order, digits. */
class DocumentsTest {
    private static final Author AGENT = new Author(Author.Kind.AGENT, "test");

    @TempDir
    private Path path;

    private AgentLab lab;
    private final StringBuilder answers = new StringBuilder();

    private static String file(String name) throws IOException {
        try (var in = Objects.requireNonNull(DocumentsTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void ask(String tool, Map<String, Object> arguments) throws Exception {
        List<Tool> tools = new ArrayList<>(new ReadingTools(lab).all());
        tools.add(new ProposeTool(lab).tool());
        tools.add(new OutcomeTool(lab).tool());
        tools.addAll(new JudgingTools(lab).all());
        Tool asked = tools.stream()
                .filter(each -> each.name().equals(tool))
                .findFirst()
                .orElseThrow();
        Tool.Answer answer =
                asked.work().answer(new Tool.Call(new Arguments(arguments), AGENT, (doing, done, total) -> {}));
        // What is not the same tomorrow: moments, and numbers of experiments, which depend on the profile "quick".
        answers.append(tool)
                .append(' ')
                .append(Json.of(Documents.json(answer.document()))
                        .replaceAll("(\"time\" : \").*\"", "$1…\"")
                        .replaceAll("(\"experiment\" : \").*\"", "$1…\""))
                .append('\n');
    }

    @Test
    void answers_about_a_small_lab() throws Exception {
        open("small", ledger -> {
            SmallLab.fill(ledger);
            ask("floor", Map.of());
            ask("floor", Map.of("benchmark", "white"));
            ask("budget", Map.of());
            ask("dead_ends", Map.of());
            ask("results", Map.of("sort", "score"));
            for (String record : List.of("R-0001", "R-0002", "S-0001", "H-0001", "J-0001")) {
                ask("show", Map.of("record", record));
            }
            ask("outcome", Map.of("record", "H-0001"));
            ask("outcome", Map.of("record", "C-0001"));
            ask("judge", Map.of("verdict", "rejected", "record", "R-0001", "reason", "so"));
            Map<String, Object> close = Map.of(
                    "family",
                    "masks",
                    "mechanism",
                    "too coarse",
                    "numbers",
                    "+0.1",
                    "gradients",
                    "unused",
                    "reopens",
                    "no",
                    "evidence",
                    List.of("R-0001"),
                    "region",
                    Map.of("masks.minimumRegion", "20.."));
            ask("close", close);
            ask("dead_ends", Map.of());
            ask("note", Map.of("title", "T", "text", "words"));
        });
        assertThat(answers.toString()).isEqualTo(file("small.txt"));
    }

    @Test
    void answers_about_an_idea() throws Exception {
        open("idea", ledger -> {
            Numbered<Benchmark> benchmark = ledger.add(Records.benchmark("drive", 12));
            Candidate base = CandidateFactory.base(
                    Profiles.find("fast/masks"), Map.of(), Optional.empty(), Records.ADA, Records.NOON);
            ledger.add(base);
            Numbered<Run> floor = ledger.add(Records.run(benchmark.record(), base, Subset.all(12), 5000, 4, 1));
            ledger.add(Judgement.builder()
                    .verdict(Verdict.PROMOTED)
                    .about(RecordKind.RUN)
                    .subject(floor.key())
                    .benchmark(benchmark.key())
                    .by(Records.ADA)
                    .reason("first")
                    .evidence(List.of(floor.key()))
                    .time(Records.NOON)
                    .build());
            ask(
                    "propose",
                    Map.of(
                            "text",
                            "specks cost more",
                            "mechanism",
                            "larger regions",
                            "settings",
                            Map.of("masks.minimumRegion", 6),
                            "rungs",
                            List.of(4)));
            ask("status", Map.of());
            ask("outcome", Map.of("record", "H-0001"));
        });
        assertThat(answers.toString()).isEqualTo(file("idea.txt"));
    }

    @Test
    void schemas_have_their_keywords_in_order() {
        Schema schema = Schema.empty()
                .wholes("rungs", "Pairs.", 0, 6)
                .map("settings", "Values.", "^[a-z]+$", 1)
                .required();
        assertThat(Json.of(schema.document()).replaceAll("\\s+", " "))
                .isEqualTo(
                        "{ \"type\" : \"object\", \"properties\" : { \"rungs\" : { \"type\" : \"array\", \"items\" : {"
                                + " \"type\" : \"integer\", \"minimum\" : 1 }, \"minItems\" : 0, \"maxItems\" : 6, "
                                + "\"description\" :"
                                + " \"Pairs.\" }, \"settings\" : { \"type\" : \"object\", \"minProperties\" : 1, "
                                + "\"maxProperties\" : 100,"
                                + " \"propertyNames\" : { \"pattern\" : \"^[a-z]+$\", \"maxLength\" : 200 },"
                                + " \"additionalProperties\" : { \"type\" : [ \"string\", \"number\", \"boolean\" ],"
                                + " \"maxLength\" : 2000 }, \"description\" : \"Values.\" } }, \"required\" : [ "
                                + "\"settings\" ],"
                                + " \"additionalProperties\" : false }");
    }

    /** Something that is done with a lab. */
    private interface Work {
        void run(Ledger ledger) throws Exception;
    }

    private void open(String name, Work work) throws Exception {
        LabFolder folder = LabFolder.create(path.resolve(name), LabConfig.of(LabConfig.USUAL_DATABASE));
        try (LabDatabase database = LabDatabase.open(folder.database())) {
            JobQueue queue = new JobQueue(database);
            lab = new AgentLab(
                    folder,
                    database.ledger(),
                    queue,
                    AgentBudget.judge(folder, queue),
                    () -> {
                        throw new AssertionError("no gate is tried");
                    },
                    String::valueOf);
            work.run(database.ledger());
        }
    }
}
