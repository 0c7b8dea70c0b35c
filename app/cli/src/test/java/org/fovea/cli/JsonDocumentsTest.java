package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.fovea.app.compress.CompressEstimate;
import org.fovea.app.compress.Verdict;
import org.fovea.app.document.StatusDocument;
import org.fovea.app.workshop.OpenLab;
import org.fovea.cli.Fovea.Result;
import org.fovea.config.Json;
import org.fovea.encode.run.Forecast;
import org.fovea.lab.folder.LabFolder;
import org.fovea.lab.queue.ExperimentState;
import org.fovea.lab.queue.Job;
import org.fovea.lab.queue.JobState;
import org.fovea.lab.queue.Needs;
import org.fovea.lab.queue.QueueStatus;
import org.fovea.lab.queue.Step;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.testkit.networks.SmallArchive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The JSON documents of commands that cost little; those of the others are looked at where other tests run the
 * commands.
 */
class JsonDocumentsTest {
    @TempDir
    static Path folder;

    private static Path lab;

    private static String run(int code, String line, Object... values) {
        Result result = CommandDoor.result(line, values);
        assertThat(result.exitCode()).as(result.err()).isEqualTo(code);
        return result.out();
    }

    static Stream<String> commandsWithDocuments() {
        return CommandDoor.commands().stream()
                .filter(command -> command.getCommandSpec().findOption("--json") != null)
                .map(command -> CommandDoor.path(command).replace(' ', '-'));
    }

    @ParameterizedTest
    @MethodSource("commandsWithDocuments")
    void fields_of_every_document_are_written_down(String command) throws IOException {
        assertThat(JsonShape.file(command)).isRegularFile();
    }

    /** A = an archive, EMPTY = a folder, NEW = a file that is not there, LAB = the example's lab. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            inspect | 0 | inspect A --challenge | header.parameters.*
            challenge-check | 1 | challenge check EMPTY |
            profiles | 0 | profiles standard/masks | settings.**
            lab-status | 0 | lab status --lab LAB | floors.* experiments.* blockedBecause.*
            lab-results | 0 | lab results --limit 0 --lab LAB |
            lab-doctor | 0 | lab doctor --lab LAB |
            lab-show | 0 | lab show R-0047 --lab LAB | run.sections.* run.replaced.* candidate.recipe.settings.** \
                candidate.overrides.* judgements[].preconditions.*
            lab-show-judgement | 0 | lab show J-0035 --lab LAB | record.preconditions.*
            lab-diff | 0 | lab diff R-0001 R-0047 --lab LAB | sections.* settings.*
            lab-deadends | 0 | lab deadends --all --lab LAB | [].record.region.* [].record.preconditions.*
            """)
    void documents_have_the_fields_that_are_written_down(String shape, int code, String line, @Nullable String data)
            throws IOException {
        Files.write(folder.resolve("A"), SmallArchive.file());
        Files.createDirectories(folder.resolve("EMPTY"));
        String words = line.replace("LAB", lab().toString()).replaceAll("\\b(A|EMPTY|NEW)\\b", folder + "/$1");
        JsonShape.assertSame(shape, run(code, words + " --json"), data == null ? new String[0] : data.split(" +"));
    }

    @Test
    void compress_with_a_verdict() throws Exception {
        Verdict.Anchor anchor = new Verdict.Anchor(
                "AV1", "SVT-AV1", Optional.of(2.4), Optional.of(4100L), List.of(new Verdict.Point("45 %", 4486, 1.7)));
        Verdict verdict =
                new Verdict("0a", 2459, 1.9, List.of(anchor), List.of("hevc: no"), List.of("train longer"), 9.5, true);
        JsonShape.assertSame("compress-verdict", Json.of(verdict));
    }

    @Test
    void what_an_encode_would_take() throws Exception {
        CompressEstimate estimate = new CompressEstimate(
                "standard",
                List.of("no trials"),
                List.of(new Forecast.Part("train", 400, 60)),
                Optional.of(1.0),
                2_000_000_000L,
                4_000_000_000L);
        JsonShape.assertSame("compress-estimate", Json.of(estimate));
    }

    private static synchronized Path lab() throws IOException {
        if (lab == null) {
            Path made = folder.resolve("lab");
            run(0, "lab init %s", made);
            String ledger = Fovea.ROOT.resolve("examples/lab/ledger.jsonl").toString();
            run(0, "lab import %s --lab %s", ledger, made);
            lab = made;
        }
        return lab;
    }

    private static String lab(int code, String line) throws IOException {
        return run(code, "lab " + line + " --json --lab %s", lab());
    }

    @Test
    void lab_status_of_a_lab_that_works() throws Exception {
        try (OpenLab open = OpenLab.open(new LabFolder(lab()))) {
            String benchmark = open.ledger().all(Benchmark.class).getFirst().key();
            Job job = new Job(
                    "7:build",
                    "7",
                    Optional.empty(),
                    benchmark,
                    open.ledger().all(Candidate.class).getFirst().key(),
                    8,
                    Step.BUILD,
                    JobState.FAILED,
                    0,
                    new Needs(1, 0),
                    0,
                    0,
                    0,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of("the disk is full"),
                    Optional.of("waits for build"));
            QueueStatus status = new QueueStatus(
                    Instant.EPOCH,
                    false,
                    Map.of(ExperimentState.OPEN, 1L),
                    List.of(new QueueStatus.Running(job, Optional.of(Duration.ofMinutes(2)))),
                    List.of(),
                    0,
                    Map.of("waits for build", 1L),
                    List.of(job),
                    1,
                    List.of(job),
                    List.of(),
                    Optional.of(Duration.ofMinutes(3)));
            JsonShape.assertSame(
                    "lab-status-at-work",
                    Json.of(StatusDocument.of(open.ledger(), status)),
                    "floors.*",
                    "experiments.*",
                    "blockedBecause.*");
        }
    }

    @Test
    void a_text_to_look_for_is_no_book() throws Exception {
        assertThat(lab(1, "results --text " + "a".repeat(1 << 20))).isEmpty();
    }
}
