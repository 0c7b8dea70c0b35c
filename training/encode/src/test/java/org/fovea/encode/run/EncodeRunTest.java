package org.fovea.encode.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.fovea.testkit.Thrown.assertThrown;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.encode.TestRuns;
import org.fovea.encode.profile.Profile;
import org.fovea.evaluate.ScoreTerm;
import org.fovea.evaluate.score.Score;
import org.fovea.evaluate.score.ScoreFormula;
import org.fovea.evaluate.torch.Device;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class EncodeRunTest {
    private static final int PAIRS = 3;
    private static final String COLOURS =
            "renderer: {family: colours, rows: 1, columns: 1}\nstages: [{colours: {rows: [1], columns: [1]}}, "
                    + "{colours: {rows: [2], columns: [2]}}]\npack: fast\n";

    /** Cheaper: nothing is drawn but to be measured. */
    private static final String MASKS =
            "renderer: {family: colours, rows: 1, columns: 1}\nstages: [{masks: {minimumRegion: 3, multipliers: "
                    + "[], effort: fast}},"
                    + " {masks: {minimumRegion: 9, multipliers: [], effort: fast}}]\npack: fast\n";

    @TempDir
    Path folder;

    private final ToyClip clip = new ToyClip(2 * PAIRS + 1);

    private RunIdentity identity(String name, Profile profile) {
        return new RunIdentity(name, 0, PAIRS, 10_000, clip.identity().hash(), profile.hash(), "none");
    }

    private byte[] run(String name, String yaml, KillingWatcher watcher, int threads) throws Exception {
        Profile profile = TestRuns.profile(yaml);
        try (RunDirectory directory =
                RunDirectory.open(folder.resolve(name), identity("clip", profile), RunDirectory.Start.RESUME)) {
            EncodeRun.Inputs inputs = new EncodeRun.Inputs(clip.truth(), 10_000, threads, Optional.empty());
            return Files.readAllBytes(EncodeRun.archive(directory, RunState.begin(profile, inputs), watcher));
        }
    }

    private byte[] run(String name, String yaml) throws Exception {
        return run(name, yaml, KillingWatcher.patient(), 2);
    }

    @Test
    void a_run_makes_an_archive_that_is_better_after_each_stage_and_tells_what_it_did() throws Exception {
        KillingWatcher watcher = KillingWatcher.patient();
        byte[] archive = run("a", COLOURS, watcher, 2);
        assertThat(watcher.events)
                .containsExactly(
                        "begins 01-look",
                        "finished 01-look",
                        "begins 02-colours",
                        "finished 02-colours",
                        "begins 03-colours",
                        "finished 03-colours");
        assertThat(ArchiveFile.open(archive).content().header().pairs()).isEqualTo(PAIRS);
        Path run = folder.resolve("a");
        assertThat(run.resolve("stages/03-colours.zip")).hasBinaryContent(archive);
        assertThat(Files.readAllLines(run.resolve("log.txt")))
                .anyMatch(line -> line.contains("02-colours finished: ") && line.contains("score"))
                .anyMatch(line -> line.matches(
                        ".* 02-colours took \\d+\\.\\d s of processor time; \\d+\\.\\d GB of memory in use"));
        try (RunDirectory directory =
                RunDirectory.open(run, identity("clip", TestRuns.profile(COLOURS)), RunDirectory.Start.RESUME)) {
            List<FinishedStage> stages = directory.finished();
            assertThat(stages).hasSize(3);
            // The colours of the untrained renderer tell the bar from the ground by chance; nothing in it moves.
            assertThat(stages.get(1).score().orElseThrow().score().pose())
                    .isLessThan(stages.get(0).score().orElseThrow().score().pose());
            assertThat(stages.get(2).score().orElseThrow().score().rate()).isEqualTo(25.0 * archive.length / 10_000);
        }
    }

    @Test
    void masks_that_stay_as_they_are_are_coded_once() throws Exception {
        KillingWatcher changing = KillingWatcher.patient();
        byte[] archive = run("masks", MASKS, changing, 2);
        KillingWatcher still = KillingWatcher.patient();
        byte[] same = run("same", MASKS.replaceAll("minimumRegion: \\d", "minimumRegion: 1"), still, 2);
        // The second stage finds nothing that the first has left.
        assertThat(changing.packed).isEqualTo(2 * PAIRS);
        assertThat(still.packed).isEqualTo(PAIRS);
        assertThat(archive).isNotEqualTo(same);
    }

    @Test
    void another_formula_prices_every_stage() throws Exception {
        ScoreFormula formula = new ScoreFormula(ScoreTerm.linear(7), ScoreTerm.linear(3), 2);
        Profile profile = TestRuns.profile(COLOURS);
        RunIdentity identity = identity("clip", profile);
        run("comma", COLOURS);
        try (RunDirectory other = RunDirectory.open(folder.resolve("other"), identity, RunDirectory.Start.RESUME);
                RunDirectory comma = RunDirectory.open(folder.resolve("comma"), identity, RunDirectory.Start.RESUME)) {
            EncodeRun.Inputs inputs = new EncodeRun.Inputs(
                    clip.truth(), 10_000, 2, Optional.empty(), formula, Optional.empty(), Device.CPU);
            EncodeRun.archive(other, RunState.begin(profile, inputs), KillingWatcher.patient());
            // The first stage of both runs makes the same archive.
            Score here = other.finished().getFirst().score().orElseThrow().score();
            Score there = comma.finished().getFirst().score().orElseThrow().score();
            assertThat(there.pose()).isPositive();
            assertThat(here.segmentation() / 7).isCloseTo(there.segmentation() / 100, within(1e-12));
            assertThat(here.pose() / 3).isCloseTo(there.pose() * there.pose() / 10, within(1e-12));
            assertThat(here.rate() / 2).isCloseTo(there.rate() / 25, within(1e-12));
            // What is stored of a stage has its terms beside the number of pairs, and reads back.
            assertThat(Files.readString(folder.resolve("other/state.json")))
                    .containsPattern("\"score\" : \\{\\s+\"pairs\" : \\d+,\\s+\"segmentation\" : [^{}]+\"pose\" : "
                            + "[^{}]+\"rate\" : [^{}]+}");
        }
        try (RunDirectory again = RunDirectory.open(folder.resolve("other"), identity, RunDirectory.Start.RESUME)) {
            assertThat(again.finished().getFirst().score().orElseThrow().pairs())
                    .isEqualTo(PAIRS);
            assertThat(again.on(Device.CPU)).isEmpty();
            assertThat(again.on(new Device(Device.Kind.CUDA, 1))).contains("cpu");
            assertThat(again.on(new Device(Device.Kind.CUDA, 1))).isEmpty();
        }
    }

    @Test
    void on_any_threads_and_killed_at_any_moment_it_comes_to_the_same_archive() throws Exception {
        byte[] wanted = run("three", MASKS, KillingWatcher.patient(), 3);
        KillingWatcher counting = KillingWatcher.patient();
        assertThat(run("one", MASKS, counting, 1)).isEqualTo(wanted);
        assertThat(run("seed", MASKS + "seed: 2\n")).isNotEqualTo(wanted);
        for (int moment = 0; moment < 5; moment++) {
            int last = moment * (counting.told - 1) / 4;
            String name = "killed-" + last;
            KillingWatcher watcher = KillingWatcher.after(last);
            assertThrown(KillingWatcher.Killed.class, () -> run(name, MASKS, watcher, 1));
            assertThat(run(name, MASKS)).as(name).isEqualTo(wanted);
        }
        assertThat(counting.told).isGreaterThan(10);
    }

    @Test
    void finished_stages_do_not_run_again() throws Exception {
        byte[] wanted = run("a", MASKS);
        int asked = clip.asked.get();
        KillingWatcher watcher = KillingWatcher.patient();
        assertThat(run("a", MASKS, watcher, 2)).isEqualTo(wanted);
        assertThat(watcher.events).containsExactly("skipped 01-look", "skipped 02-masks", "skipped 03-masks");
        assertThat(clip.asked).hasValue(asked);
        assertThat(watcher.read).isZero();
    }

    @Test
    void a_resumed_run_decodes_the_masks_of_the_last_finished_stage_alone_and_does_not_code_them_again()
            throws Exception {
        String still = MASKS.replaceAll("minimumRegion: \\d", "minimumRegion: 1");
        byte[] wanted = run("whole", still);
        KillingWatcher killed = KillingWatcher.at("begins 03-masks");
        assertThrown(KillingWatcher.Killed.class, () -> run("killed", still, killed, 1));
        assertThat(killed.read).isZero();
        KillingWatcher resumed = KillingWatcher.patient();
        assertThat(run("killed", still, resumed, 1)).isEqualTo(wanted);
        assertThat(resumed.events)
                .containsExactly("skipped 01-look", "skipped 02-masks", "begins 03-masks", "finished 03-masks");
        assertThat(resumed.read).isEqualTo(PAIRS);
        assertThat(resumed.packed).isZero();
    }

    @Test
    void most_effort_packs_once_more_at_the_end() throws Exception {
        KillingWatcher watcher = KillingWatcher.patient();
        byte[] archive = run("a", MASKS.replace("fast", "max"), watcher, 2);
        assertThat(watcher.events).endsWith("begins 04-pack", "finished 04-pack");
        assertThat(folder.resolve("a/stages/04-pack.zip")).hasBinaryContent(archive);
    }

    @Test
    void another_profile_another_clip_and_another_process_are_refused() throws Exception {
        run("a", MASKS);
        assertThatThrownBy(() -> run("a", MASKS + "scoredPairs: 2\n"))
                .isInstanceOf(RunDirectoryException.class)
                .hasMessageContaining("another profile, seed or stages", "--force");
        Path path = folder.resolve("a");
        RunIdentity identity = identity("clip", TestRuns.profile(MASKS));
        RunIdentity other = identity("other", TestRuns.profile(MASKS));
        assertThatThrownBy(() -> RunDirectory.open(path, other, RunDirectory.Start.RESUME))
                .hasMessageContaining("another clip");
        assertThatThrownBy(() -> RunDirectory.open(path, identity, RunDirectory.Start.NEW))
                .hasMessageContaining("already holds a run; --resume");
        try (RunDirectory open = RunDirectory.open(path, identity, RunDirectory.Start.RESUME)) {
            assertThat(open.finished()).hasSize(3);
            assertThatThrownBy(() -> RunDirectory.open(path, identity, RunDirectory.Start.RESUME))
                    .hasMessageContaining("another process is using this run");
            int[] waited = {0};
            Runnable waiting = () -> {
                if (++waited[0] == 2) {
                    assertThatCode(open::close).doesNotThrowAnyException();
                }
            };
            try (RunDirectory next = RunDirectory.await(path, identity, waiting)) {
                assertThat(waited[0]).isEqualTo(2);
                assertThat(next.finished()).hasSize(3);
            }
        }
        Files.writeString(path.resolve("notes.txt"), "mine");
        assertThatThrownBy(() -> RunDirectory.open(path, identity, RunDirectory.Start.ANEW))
                .hasMessageContaining("notes.txt");
        Files.delete(path.resolve("notes.txt"));
        Files.writeString(path.resolve(".state.json.1.2.part"), "half");
        try (RunDirectory anew = RunDirectory.open(path, identity, RunDirectory.Start.ANEW)) {
            assertThat(anew.finished()).isEmpty();
            assertThatThrownBy(() -> anew.write("notes.txt", new byte[1])).hasMessageContaining("notes.txt is not");
        }
        assertThat(path.resolve("stages")).doesNotExist();
        assertThat(path.resolve(".state.json.1.2.part")).doesNotExist();
    }

    @Test
    void a_damaged_archive_or_state_is_told_and_a_damaged_checkpoint_is_none() throws Exception {
        run("a", MASKS);
        Path run = folder.resolve("a");
        byte[] archive = Files.readAllBytes(run.resolve("stages/02-masks.zip"));
        archive[archive.length / 2] ^= 1;
        Files.write(run.resolve("stages/02-masks.zip"), archive);
        assertThatThrownBy(() -> run("a", MASKS)).hasMessageContaining("02-masks.zip: is not what the run");
        Files.writeString(run.resolve("state.json"), "{");
        Files.delete(run.resolve("state.previous.json")); // else the run goes on with it
        assertThatThrownBy(() -> run("a", MASKS)).hasMessageContaining("state.json", "start over with --force");

        FileCheckpoint checkpoint = new FileCheckpoint(folder.resolve("c.bin"), "key");
        assertThat(checkpoint.load()).isEmpty();
        checkpoint.save(new byte[] {1, 2, 3});
        assertThat(checkpoint.load()).contains(new byte[] {1, 2, 3});
        assertThat(new FileCheckpoint(folder.resolve("c.bin"), "other").load()).isEmpty();
        byte[] bytes = Files.readAllBytes(folder.resolve("c.bin"));
        for (int i = 0; i < bytes.length; i++) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= 1;
            Files.write(folder.resolve("c.bin"), damaged);
            assertThat(checkpoint.load()).as("byte %d", i).isEmpty();
            Files.write(folder.resolve("c.bin"), java.util.Arrays.copyOf(bytes, i));
            assertThat(checkpoint.load()).as("cut at %d", i).isEmpty();
        }
    }

    @Test
    void half_a_line_of_a_killed_process_is_ended() throws Exception {
        Files.writeString(folder.resolve("log.txt"), "whole\nhal");
        Files.writeString(folder.resolve("metrics.csv"), "time,stage,step,name,value\nnow,02-train,1,score,0.");
        try (RunLog log = new RunLog(folder)) {
            log.line("next\nline");
            log.ofStage("02-train", KillingWatcher.after(0)).metrics("train", 7, Map.of("score", 0.5, "bytes", 12.0));
        }
        assertThat(Files.readAllLines(folder.resolve("log.txt")))
                .hasSize(3)
                .last()
                .asString()
                .endsWith("next line");
        assertThat(Files.readAllLines(folder.resolve("metrics.csv")))
                .hasSize(4)
                .anyMatch(line -> line.endsWith(",02-train,7,bytes,12.0"))
                .last()
                .asString()
                .endsWith(",02-train,7,score,0.5");
    }
}
