package org.fovea.fleet.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.codec.io.Sha256;
import org.fovea.fleet.plan.FleetClip;
import org.fovea.fleet.plan.Limits;
import org.fovea.fleet.plan.Step;
import org.fovea.fleet.storage.ClipCopies;
import org.fovea.fleet.storage.FolderStore;
import org.fovea.fleet.table.Attempt;
import org.fovea.fleet.table.History;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clips with an address. */
class AddressWorkTest {
    private static final String ADDRESS = "test://clip.mkv";

    @TempDir
    Path folder;

    private Path clip;
    private FolderStore store;
    private FleetFolder results;

    @BeforeEach
    void begin() throws IOException {
        clip = Files.writeString(folder.resolve("clip.mkv"), "good");
        store = new FolderStore(folder);
        results = new FleetFolder(folder.resolve("out"));
    }

    private ProcessWork work() {
        Program program = StubMain.program();
        return new ProcessWork(
                program, results, new Limits(1, 0.5, 3, 1), new ClipCopies(store, folder.resolve("scratch")));
    }

    private static ClipTask task(String uri, Step step) {
        return new ClipTask(
                new FleetClip("c", uri, Map.of()),
                step,
                new ClipTask.Named("bundled", "e"),
                new ClipTask.Named("quick", "p"),
                "fovea 9");
    }

    private Optional<Attempt> attempt(Step step, Optional<Attempt> before) throws Exception {
        History history = new History();
        before.ifPresent(history::add);
        return work().attempt(task(ADDRESS, step), history.of("c", step.word()));
    }

    private void assertNothingIsLeft() {
        assertThat(folder.resolve("scratch/fovea-clips")).isEmptyDirectory();
    }

    @Test
    void a_clip_is_copied_once_and_never_where_it_is_as_it_was() throws Exception {
        Optional<Attempt> row = attempt(Step.COMPRESS, Optional.empty());
        assertThat(row.orElseThrow().done()).as(row.toString()).isTrue();
        assertThat(row.get().subject().uri()).isEqualTo(ADDRESS);
        assertThat(row.get().subject().sha256()).isEqualTo(Sha256.of(clip));
        assertThat(store.opened()).hasSize(1);
        assertNothingIsLeft();

        assertThat(attempt(Step.COMPRESS, row)).isEmpty();
        assertThat(store.opened()).hasSize(1);
    }

    @Test
    void a_clip_that_was_only_touched_is_read_and_left_alone() throws Exception {
        Optional<Attempt> row = attempt(Step.COMPRESS, Optional.empty());
        Files.setLastModifiedTime(clip, FileTime.fromMillis(1000));
        assertThat(attempt(Step.COMPRESS, row)).isEmpty();
        assertThat(store.opened()).hasSize(2);
        assertNothingIsLeft();
    }

    /** Same size and date, so that the hash of the last row is believed at first. */
    @Test
    void what_came_names_the_work() throws Exception {
        Attempt row = attempt(Step.COMPRESS, Optional.empty()).orElseThrow();
        FileTime date = Files.getLastModifiedTime(clip);
        Files.delete(results.archive("c"));
        Files.writeString(clip, "evil");
        Files.setLastModifiedTime(clip, date);
        Attempt again = attempt(Step.COMPRESS, Optional.of(row)).orElseThrow();
        assertThat(again.subject().sha256()).isEqualTo(Sha256.of(clip));
        assertThat(again.work().key()).isNotEqualTo(row.work().key());
        assertThat(again.run().number()).isEqualTo(1);
        assertNothingIsLeft();
    }

    @Test
    void a_clip_that_is_not_there_is_in_vain() throws Exception {
        Files.delete(clip);
        Attempt row = attempt(Step.COMPRESS, Optional.empty()).orElseThrow();
        assertThat(row.run().error()).contains(ADDRESS + ": no such file; check the address");
        assertThat(ClipWork.inVain(row)).isTrue();
    }

    @Test
    void storage_that_is_away_is_tried_again() throws Exception {
        store.goAway();
        Optional<Attempt> row = attempt(Step.COMPRESS, Optional.empty());
        assertThat(row.orElseThrow().run().error()).contains(ADDRESS + ": cannot be read: the network is away");
        assertThat(row.get().run().exitCode()).contains(4);
        assertThat(ClipWork.inVain(row.get())).isFalse();
        assertThat(attempt(Step.COMPRESS, row).orElseThrow().run().number()).isEqualTo(2);
    }

    @Test
    void without_storage_an_address_is_told_with_a_hint() throws Exception {
        Program program = new Program(Path.of("java"), List.of(), "a.jar", "Main", Map.of(), "b");
        Attempt row = new ProcessWork(program, results, Limits.USUAL)
                .attempt(task("s3a://bucket/a.mp4", Step.COMPRESS), Optional.empty())
                .orElseThrow();
        assertThat(row.run().error())
                .get()
                .asString()
                .startsWith("s3a://bucket/a.mp4: cannot be read: ")
                .contains("--master local[2]");
        assertThat(ClipWork.inVain(row)).isTrue();
    }

    @Test
    void an_attempt_that_was_lost_is_a_row_without_a_copy() throws Exception {
        Attempt row = work().lost(task(ADDRESS, Step.COMPRESS), Optional.empty(), "given up");
        assertThat(row.run().error()).contains("given up");
        assertThat(row.subject().bytes()).isEqualTo(4);
        assertThat(store.opened()).isEmpty();
    }
}
