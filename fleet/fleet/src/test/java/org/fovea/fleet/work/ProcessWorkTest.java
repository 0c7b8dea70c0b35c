package org.fovea.fleet.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.fovea.fleet.plan.FleetClip;
import org.fovea.fleet.plan.Limits;
import org.fovea.fleet.plan.Step;
import org.fovea.fleet.table.Attempt;
import org.fovea.fleet.table.Attempt.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessWorkTest {
    @TempDir
    Path folder;

    private Attempt attempt(String content, double hours) throws IOException, InterruptedException {
        Path clip = Files.writeString(folder.resolve("clip.mkv"), content);
        Program program = StubMain.program();
        ClipTask task = new ClipTask(
                new FleetClip("c", clip.toString(), Map.of("camera", "front")),
                Step.COMPRESS,
                new ClipTask.Named("bundled", "e"),
                new ClipTask.Named("quick", "p"),
                program.identity(true),
                Optional.empty());
        return new ProcessWork(program, new FleetFolder(folder.resolve("out")), new Limits(2, 0.5, 3, hours))
                .attempt(task, Optional.empty())
                .orElseThrow();
    }

    @Test
    void what_a_worker_made_is_in_the_row_and_its_archive_in_place() throws Exception {
        Attempt row = attempt("good", 1);
        assertThat(row.done()).as(row.toString()).isTrue();
        assertThat(row.work().program()).isEqualTo("fovea 9 classes");
        assertThat(row.subject().columns()).containsEntry("camera", "front");
        Attempt.Made made = row.made().orElseThrow();
        assertThat(made.archiveBytes()).isEqualTo(9);
        assertThat(made.sections()).isEqualTo(Map.of("masks", 7L, "structure", 2L));
        assertThat(made.stageSeconds()).isEqualTo(Map.of("train", 3.5));
        assertThat(made.figures())
                .isEqualTo(Map.of(
                        "score", 0.5, "scoredPairs", 4.0, "terms.segmentation", 0.25, "classes.road.wrong", 0.125));
        assertThat(folder.resolve("out/archives/c.zip")).hasContent("--profile quick --resume --no-verdict");
        assertThat(folder.resolve("out/runs")).isEmptyDirectory();
        assertThat(folder.resolve("out/rows")).isDirectoryContaining("glob:**/c.compress.*.1.json");
    }

    @Test
    void long_work_is_looked_at_less_often() {
        long second = 1_000_000_000L;
        assertThat(Worker.pause(0)).isEqualTo(200);
        assertThat(Worker.pause(20 * second)).isEqualTo(200);
        assertThat(Worker.pause(100 * second)).isEqualTo(1000);
        assertThat(Worker.pause(3600 * second)).isEqualTo(2000);
    }

    @Test
    void a_broken_clip_is_told_by_the_last_line_and_not_tried_again() throws Exception {
        Attempt row = attempt("broken", 1);
        assertThat(row.run().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(row.run().error()).hasValue("clip: byte 7: näher broken");
        assertThat(row.run().exitCode()).hasValue(3);
        assertThat(ClipWork.inVain(row)).isTrue();
        assertThat(row.subject().sha256()).hasSize(64);
    }

    @Test
    void a_crash_is_a_row_that_may_be_tried_again() throws Exception {
        Attempt row = attempt("crash", 1);
        assertThat(row.run().outcome()).isEqualTo(Outcome.KILLED);
        assertThat(row.run().error()).hasValue("ended by signal 6");
        assertThat(ClipWork.inVain(row)).isFalse();
    }

    @Test
    void a_worker_that_takes_too_long_is_ended() throws Exception {
        Attempt row = attempt("sleep", 2 / 3600.0);
        assertThat(row.run().outcome()).isEqualTo(Outcome.TIMEOUT);
        assertThat(row.run().seconds()).isBetween(2.0, 30.0);
        assertThat(row.run().peakBytes()).isPositive();
        assertThat(ClipWork.inVain(row)).isFalse();
    }
}
