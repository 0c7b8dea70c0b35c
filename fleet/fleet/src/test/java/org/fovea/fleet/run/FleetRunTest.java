package org.fovea.fleet.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.testkit.Thrown.assertThrown;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.fovea.app.AppException;
import org.fovea.app.Reporter;
import org.fovea.fleet.plan.FleetClip;
import org.fovea.fleet.plan.FleetFile;
import org.fovea.fleet.storage.RemoteFiles;
import org.fovea.fleet.table.Attempt;
import org.fovea.fleet.table.Attempt.Outcome;
import org.fovea.fleet.table.AttemptTable;
import org.fovea.fleet.work.ClipWork;
import org.fovea.fleet.work.FleetFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done and what is not, with work that only writes small files. */
class FleetRunTest {
    @TempDir
    Path folder;

    private final Map<String, String> profiles =
            new HashMap<>(Map.of("standard", "p1", "small", "p2", "standard/masks", "p3"));
    private String networks = "e1";
    private String program = "fovea 1";
    private int trained;
    private List<String> trainedOn = List.of();

    @BeforeEach
    void clips() throws IOException {
        for (String name : List.of("a", "b", "c")) {
            Files.writeString(folder.resolve(name + ".mkv"), name);
        }
        yaml("");
    }

    private void yaml(String more) throws IOException {
        Files.writeString(folder.resolve("fleet.yaml"), "clips: '*.mkv'\nresults: out\nevaluators: bundled\n" + more);
    }

    private void table(String rows, String more) throws IOException {
        Files.writeString(folder.resolve("clips.csv"), rows);
        Files.writeString(folder.resolve("fleet.yaml"), "clips: clips.csv\nresults: out\nevaluators: bundled\n" + more);
    }

    private StubWork stub() {
        return new StubWork(new FleetFolder(folder.resolve("out")));
    }

    private FleetState run(ClipWork work, boolean again) throws Exception {
        return run(work, again, 2);
    }

    private FleetState run(ClipWork work, boolean again, int workers) throws Exception {
        return run(work, again, workers, new FleetProgress(Reporter.SILENT));
    }

    private FleetState run(ClipWork work, boolean again, int workers, FleetProgress progress) throws Exception {
        FleetFile file = FleetFile.read(folder.resolve("fleet.yaml"));
        Recipe recipe = new Recipe(file, program, new Recipe.Identities() {
            @Override
            public String evaluators(String name) {
                return networks;
            }

            @Override
            public String profile(String name) {
                return profiles.get(name);
            }
        });
        FleetRun.BaseTrainer base = (_, clips) -> {
            trainedOn = clips.stream().map(FleetClip::id).toList();
            Path made = folder.resolve("out/fleet.base");
            if (!Files.exists(made)) {
                Files.writeString(made, "trained");
                trained++;
            }
        };
        return new FleetRun(file, recipe, work, base, () -> workers, RemoteFiles.NONE, progress).run(again);
    }

    private List<String> worked() throws Exception {
        StubWork work = stub();
        run(work, false);
        return work.worked();
    }

    private List<String> ask(String question) throws IOException {
        List<String> answers = new ArrayList<>();
        try (AttemptTable table = new FleetFolder(folder.resolve("out")).openTable()) {
            table.ask(question, row -> answers.add(row.getString(1)));
        }
        return answers;
    }

    @Test
    void a_second_run_has_nothing_to_do() throws Exception {
        FleetState state = run(stub(), false);
        assertThat(state.done()).isEqualTo(3);
        assertThat(state.bytes()).isEqualTo(3 * StubWork.BYTES);
        assertThat(state.ended()).isTrue();
        assertThat(FleetState.read(folder.resolve("out/state.json"))).contains(state);
        assertThat(worked()).isEmpty();
        assertThat(ask("SELECT clip FROM attempts ORDER BY clip")).containsExactly("a", "b", "c");
        try (var rows = Files.list(folder.resolve("out/rows"))) {
            assertThat(rows).isEmpty();
        }
    }

    @Test
    void only_what_changed_is_done_again() throws Exception {
        assertThat(worked()).containsExactly("a", "b", "c");
        Files.writeString(folder.resolve("b.mkv"), "another b");
        Files.writeString(folder.resolve("d.mkv"), "d");
        assertThat(worked()).containsExactly("b", "d");
        Files.delete(folder.resolve("out/archives/c.zip"));
        assertThat(worked()).containsExactly("c");
        yaml("profile: small\n");
        assertThat(worked()).containsExactly("a", "b", "c", "d");
        networks = "e2";
        assertThat(worked()).hasSize(4);
        program = "fovea 2";
        assertThat(worked()).hasSize(4);
        assertThat(worked()).isEmpty();
    }

    @Test
    void the_status_knows_only_clips_that_the_file_still_names() throws Exception {
        run(stub().broken("b", 3), false);
        FleetFolder out = new FleetFolder(folder.resolve("out"));
        FleetStatus before = FleetStatus.read(out);
        assertThat(before.clips()).isEqualTo(3);
        assertThat(before.failures()).extracting(FleetStatus.Failure::clip).containsExactly("b");
        Files.delete(folder.resolve("b.mkv"));
        run(stub(), false);
        FleetStatus after = FleetStatus.read(out);
        assertThat(after.clips()).isEqualTo(2);
        assertThat(after.done()).isEqualTo(2);
        assertThat(after.failures()).isEmpty();
    }

    @Test
    void a_rule_for_a_column_changes_only_its_clips() throws Exception {
        String clips = "id,uri,camera\na,a.mkv,front\nb,b.mkv,rear\n";
        table(clips, "");
        assertThat(worked()).containsExactly("a", "b");
        table(clips, "rules: [{when: {camera: rear}, profile: small}]\n");
        assertThat(worked()).containsExactly("b");
        assertThat(ask("SELECT columns['camera'] FROM attempts WHERE profile = 'small'"))
                .containsExactly("rear");
    }

    /** The file's date is all that changed: the work reads it and finds it done. */
    @Test
    void a_clip_that_was_only_touched_is_read_and_not_worked_on() throws Exception {
        run(stub(), false);
        Files.setLastModifiedTime(folder.resolve("a.mkv"), FileTime.fromMillis(1_000_000));
        StubWork work = stub();
        FleetState state = run(work, false);
        assertThat(work.worked()).isEmpty();
        assertThat(state.done()).isEqualTo(3);
        assertThat(state.bytes()).isEqualTo(3 * StubWork.BYTES);
    }

    @Test
    void a_broken_clip_is_a_row_and_waits_to_be_asked_for() throws Exception {
        StubWork work = stub().broken("b", 3);
        FleetState state = run(work, false);
        assertThat(state.done()).isEqualTo(2);
        assertThat(state.failed()).isEqualTo(1);
        assertThat(work.worked()).containsExactly("a", "b", "c");
        assertThat(ask("SELECT error FROM attempts WHERE outcome = 'failed'")).containsExactly("b is broken");
        assertThat(worked()).isEmpty();
        StubWork whole = stub();
        assertThat(run(whole, true).failed()).isZero();
        assertThat(whole.worked()).containsExactly("b");
        assertThat(ask("SELECT attempt FROM attempts WHERE clip = 'b' ORDER BY 1"))
                .containsExactly("1", "2");
    }

    @Test
    void its_state_names_the_clips_that_are_worked_on_and_no_others() throws Exception {
        StubWork stub = stub().broken("a", 3);
        List<List<String>> running = new ArrayList<>();
        ClipWork watched = (task, before) -> {
            running.add(FleetState.read(folder.resolve("out/state.json"))
                    .orElseThrow()
                    .running());
            return stub.attempt(task, before);
        };
        run(watched, false, 1);
        assertThat(running).containsExactly(List.of("a"), List.of("b"), List.of("c"));
    }

    @Test
    void what_may_pass_is_tried_so_often() throws Exception {
        yaml("limits: {tries: 2}\n");
        StubWork work = stub().broken("b", 70);
        assertThat(run(work, false).failed()).isEqualTo(1);
        assertThat(work.worked()).containsExactly("a", "b", "b", "c");
        assertThat(worked()).isEmpty();
        StubWork again = stub().broken("b", 70);
        run(again, true);
        assertThat(again.worked()).containsExactly("b", "b");
    }

    @Test
    void a_missing_clip_is_a_row() throws Exception {
        table("id,uri\na,a.mkv\ngone,gone.mkv\nfar,s3://bucket/far.mkv\n", "");
        FleetState state = run(stub(), false);
        assertThat(state.done()).isEqualTo(1);
        assertThat(state.failed()).isEqualTo(2);
        assertThat(ask("SELECT error FROM attempts WHERE outcome = 'failed' ORDER BY clip"))
                .satisfiesExactly(
                        far -> assertThat(far).contains("only local and shared paths"),
                        gone -> assertThat(gone).contains("gone.mkv: no such file"));
        assertThat(worked()).isEmpty();
        Files.writeString(folder.resolve("gone.mkv"), "here again");
        assertThat(worked()).containsExactly("gone");
    }

    @Test
    void a_machine_that_lacks_something_ends_the_run_before_all_clips_failed() throws Exception {
        for (int i = 0; i < 20; i++) {
            Files.writeString(folder.resolve("x" + i + ".mkv"), "x");
        }
        yaml("limits: {tries: 1}\n");
        StubWork work = stub();
        work.everythingFails(4);
        assertThrown(AppException.class, () -> run(work, false), "5 attempts in a row", "the same command goes on");
        assertThat(work.worked()).hasSizeBetween(5, 7);
        // An attempt that was interrupted together with the run has no row.
        assertThat(Long.parseLong(ask("SELECT count(*) FROM attempts").getFirst()))
                .isBetween(5L, (long) work.worked().size());
    }

    @Test
    void two_processes_do_not_work_on_one_fleet() throws Exception {
        try (FleetFolder.Lock _ = new FleetFolder(folder.resolve("out")).lock()) {
            assertThrown(AppException.class, () -> run(stub(), false), "another process works on this fleet");
        }
    }

    @Test
    void steps_follow_each_other_and_the_second_is_of_the_archive() throws Exception {
        yaml("do: [compress, score]\n");
        assertThat(worked()).containsExactly("a", "a score", "b", "b score", "c", "c score");
        assertThat(worked()).isEmpty();
        Files.writeString(folder.resolve("b.mkv"), "another b");
        assertThat(worked()).containsExactly("b", "b score");
    }

    @Test
    void a_base_is_trained_once_and_its_hash_is_in_the_keys_of_clips() throws Exception {
        yaml("base: train\n");
        assertThat(worked()).containsExactly("a", "b", "c");
        assertThat(trained).isEqualTo(1);
        assertThat(worked()).isEmpty();
        Files.writeString(folder.resolve("out/fleet.base"), "another base");
        assertThat(worked()).containsExactly("a", "b", "c");
        Files.writeString(folder.resolve("front.base"), "a base");
        yaml("base: front.base\n");
        assertThat(worked()).containsExactly("a", "b", "c");
        assertThat(worked()).isEmpty();
        yaml("");
        assertThat(worked()).containsExactly("a", "b", "c");
    }

    @Test
    void a_base_of_a_rule_is_trained_on_the_clips_of_that_rule() throws Exception {
        table("id,uri,camera\na,a.mkv,front\nb,b.mkv,rear\nc,c.mkv,front\n", """
                rules: [{when: {camera: front}, base: train}, {when: {camera: side}, base: train}]
                """);
        assertThat(worked()).containsExactly("a", "b", "c");
        assertThat(trainedOn).containsExactly("a", "c");
    }

    @Test
    void bases_of_a_folder_are_all_in_the_keys_and_a_hash_needs_no_file() throws Exception {
        Path bases = Files.createDirectory(folder.resolve("bases"));
        yaml("base: bases\n");
        assertThrown(AppException.class, this::worked, "the folder of bases has none");
        Files.writeString(bases.resolve("front.base"), "one");
        assertThat(worked()).containsExactly("a", "b", "c");
        Files.move(bases.resolve("front.base"), bases.resolve("renamed.base"));
        assertThat(worked()).isEmpty();
        Files.writeString(bases.resolve("rear.base"), "two");
        assertThat(worked()).containsExactly("a", "b", "c");
        yaml("base: " + "ab".repeat(32) + "\n");
        assertThat(worked()).containsExactly("a", "b", "c");
        assertThat(worked()).isEmpty();
    }

    /** Each is redone where what it is made of has changed, or where its file is gone, and not else. */
    @Test
    void files_of_further_steps_follow_what_they_are_made_of() throws Exception {
        yaml("do: [compress, repack, inflate, masks]\n");
        assertThat(worked())
                .containsExactly(
                        "a",
                        "a inflate",
                        "a masks",
                        "a repack",
                        "b",
                        "b inflate",
                        "b masks",
                        "b repack",
                        "c",
                        "c inflate",
                        "c masks",
                        "c repack");
        assertThat(worked()).isEmpty();
        Files.delete(folder.resolve("out/masks/b.fva"));
        assertThat(worked()).containsExactly("b masks");
        Files.delete(folder.resolve("out/frames/c.mkv"));
        Files.delete(folder.resolve("out/repacked/a.zip"));
        assertThat(worked()).containsExactly("a repack", "c inflate");
        yaml("do: [compress, repack, inflate, masks]\nprofile: small\n");
        assertThat(worked()) // masks are of the clip, whatever its archive is
                .containsExactly(
                        "a", "a inflate", "a repack", "b", "b inflate", "b repack", "c", "c inflate", "c repack");
        Files.writeString(folder.resolve("b.mkv"), "another b");
        assertThat(worked()).containsExactly("b", "b inflate", "b masks", "b repack");
        networks = "e2";
        assertThat(worked()).hasSize(12);
        assertThat(worked()).isEmpty();
        assertThat(ask("SELECT DISTINCT step FROM attempts WHERE outcome = 'done' ORDER BY step"))
                .containsExactly("compress", "inflate", "masks", "repack");
    }

    @Test
    void a_listener_is_told_of_every_attempt() throws Exception {
        FleetFile file = FleetFile.read(folder.resolve("fleet.yaml"));
        ConcurrentLinkedQueue<String> told = new ConcurrentLinkedQueue<>();
        Recipe.Identities identities = Known.SAME;
        FleetProgress listener = new FleetProgress(Reporter.SILENT) {
            @Override
            void begins(FleetState state) {
                told.add("begins " + state.running());
            }

            @Override
            void ended(Attempt attempt, FleetState state) {
                told.add(attempt.subject().clip() + " " + attempt.run().outcome() + " " + state.waiting());
            }
        };
        new FleetRun(file, new Recipe(file, "v", identities), stub(), (_, _) -> {}, () -> 1, RemoteFiles.NONE, listener)
                .run(false);
        assertThat(told)
                .containsExactly(
                        "begins [a]",
                        "a " + Outcome.DONE + " 2",
                        "begins [b]",
                        "b " + Outcome.DONE + " 1",
                        "begins [c]",
                        "c " + Outcome.DONE + " 0");
    }

    @Test
    void clips_at_work_are_told_of_while_nothing_ends() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        List<String> lines = new ArrayList<>();
        Reporter reporter = new Reporter() {
            @Override
            public Task begin(String task, long total, String unit) {
                return new Task() {
                    @Override
                    public void update(long done, String detail) {
                        lines.add(detail);
                        if (detail.contains("03-train")) {
                            told.countDown();
                        }
                    }

                    @Override
                    public void close() {}
                };
            }

            @Override
            public void note(String line) {}

            @Override
            public void say(String line) {}
        };
        FleetFolder out = new FleetFolder(folder.resolve("out"));
        Path run = Files.createDirectories(out.path().resolve("runs/a.0123456789abcdef/archive.zip.run"));
        Files.writeString(
                run.resolve("progress.json"),
                "{\"time\": \"2026-11-28T20:00:00Z\", \"stage\": \"03-train\", \"share\": 0.59, \"seconds\": 300,"
                        + " \"left\": 200, \"task\": {\"name\": \"train\", \"done\": 148, \"total\": 250}}");
        StubWork stub = stub();
        run(
                (task, before) -> {
                    if (task.clip().id().equals("a") && !told.await(1, TimeUnit.MINUTES)) {
                        throw new IllegalStateException("not told");
                    }
                    return stub.attempt(task, before);
                },
                false,
                1,
                new FleetProgress(reporter));
        assertThat(lines).contains("a 03-train 59 %, 3:20 left");
        assertThat(FleetProgress.words("b", Optional.empty())).isEqualTo("b");
    }
}
