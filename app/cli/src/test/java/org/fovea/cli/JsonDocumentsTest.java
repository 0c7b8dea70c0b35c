package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.fovea.app.compress.CompressEstimate;
import org.fovea.app.compress.Verdict;
import org.fovea.app.document.StatusDocument;
import org.fovea.app.workshop.OpenLab;
import org.fovea.cli.Fovea.Result;
import org.fovea.cli.terminal.Terminal;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

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
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream());
        CommandLine fovea = new CommandLine(new FoveaCommand(new Terminal(nowhere, nowhere, false, 80)));
        Commands.addTo(fovea);
        List<String> names = new ArrayList<>();
        collect(fovea, "", names);
        return names.stream();
    }

    private static void collect(CommandLine command, String name, List<String> names) {
        if (command.getCommandSpec().findOption("--json") != null) {
            names.add(name);
        }
        command.getSubcommands().forEach((sub, each) -> {
            if (sub.equals(each.getCommandName())) { // not another name of it
                collect(each, name.isEmpty() ? sub : name + "-" + sub, names);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("commandsWithDocuments")
    void fields_of_every_document_are_written_down(String command) throws IOException {
        assertThat(JsonShape.file(command)).isRegularFile();
    }

    private static String archive() throws IOException {
        return Files.write(folder.resolve("a.zip"), SmallArchive.file()).toString();
    }

    @Test
    void inspect() throws Exception {
        JsonShape.assertSame("inspect", run(0, "inspect %s --json --challenge", archive()), "header.parameters.*");
    }

    @Test
    void inflate() throws Exception {
        String raw = folder.resolve("raw").toString();
        JsonShape.assertSame("inflate", run(0, "inflate %s -o %s --pairs 0..0 --json", archive(), raw));
    }

    @Test
    void repack() throws Exception {
        String smaller = folder.resolve("smaller.zip").toString();
        JsonShape.assertSame("repack", run(0, "repack %s -o %s --effort fast --challenge --json", archive(), smaller));
    }

    @Test
    void challenge_check() throws Exception {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        JsonShape.assertSame("challenge-check", run(1, "challenge check %s --json", empty));
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

    @Test
    void profiles() throws Exception {
        JsonShape.assertSame("profiles", run(0, "profiles standard/masks --json"), "settings.**");
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
    void lab_status() throws Exception {
        JsonShape.assertSame("lab-status", lab(0, "status"), "floors.*", "experiments.*", "blockedBecause.*");
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
                    new Needs(1, 0, false),
                    0,
                    0,
                    0,
                    Optional.empty(),
                    Instant.EPOCH,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of("the disk is full"),
                    Optional.empty());
            QueueStatus status = new QueueStatus(
                    Instant.EPOCH,
                    false,
                    List.of(),
                    Map.of(ExperimentState.OPEN, 1L),
                    List.of(new QueueStatus.Running(job, Optional.of(Duration.ofMinutes(2)))),
                    List.of(),
                    0,
                    List.of(),
                    Map.of("no worker has a GPU", 1L),
                    List.of(job),
                    1,
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

    @ParameterizedTest
    @CsvSource({
        "lab-results, results --limit 0",
    })
    void tables_of_a_lab(String name, String command) throws Exception {
        JsonShape.assertSame(name, lab(0, command));
    }

    @Test
    void lab_doctor() throws Exception {
        JsonShape.assertSame("lab-doctor", lab(0, "doctor"));
    }

    @Test
    void lab_verify_of_a_backup() throws Exception {
        Path backup = folder.resolve("backup");
        assertThat(run(0, "lab backup %s --lab %s", backup, lab())).contains("records");
        assertThat(run(0, "lab verify %s", backup)).isEqualTo("nothing is damaged or missing\n");
        Files.writeString(backup.resolve("lab.yaml"), "# changed");
        assertThat(run(1, "lab verify %s", backup)).contains("lab.yaml: has another content");
        JsonShape.assertSame("lab-verify", run(1, "lab verify %s --json", backup));
        assertThat(run(2, "lab backup %s --lab %s", lab(), lab())).isEmpty();
    }

    @Test
    void lab_results_for_a_spreadsheet() throws Exception {
        String csv = run(0, "lab results --csv --limit 1 --lab %s", lab());
        assertThat(csv.lines().findFirst().orElseThrow())
                .isEqualTo("run,key,benchmark,track,family,what,name,study,rung,pairs,whole,bytes,payload,"
                        + "segmentation,pose,"
                        + "current_workflow,rule_faithful,code,started,ended,source,verdict,tags,"
                        + "repeats_job,seeds,mean_score,"
                        + "standard_deviation");
        assertThat(csv.lines()).hasSize(2);
    }

    @Test
    void a_text_to_look_for_is_no_book() throws Exception {
        assertThat(lab(1, "results --text " + "a".repeat(1 << 20))).isEmpty();
    }

    @Test
    void lab_show() throws Exception {
        String[] data = {
            "run.sections.*",
            "run.replaced.*",
            "candidate.recipe.settings.**",
            "candidate.overrides.*",
            "judgements[].preconditions.*"
        };
        JsonShape.assertSame("lab-show", lab(0, "show R-0047"), data);
        JsonShape.assertSame("lab-show-judgement", lab(0, "show J-0035"), "record.preconditions.*");
    }

    @Test
    void lab_diff() throws Exception {
        JsonShape.assertSame("lab-diff", lab(0, "diff R-0001 R-0047"), "sections.*", "settings.*");
    }

    @Test
    void lab_deadends() throws Exception {
        JsonShape.assertSame(
                "lab-deadends", lab(0, "deadends --all"), "[].record.region.*", "[].record.preconditions.*");
    }
}
