package org.fovea.fleet.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.fovea.fleet.plan.FleetClip;
import org.fovea.fleet.plan.Limits;
import org.fovea.fleet.plan.Step;
import org.fovea.fleet.table.Attempt;
import org.fovea.fleet.table.History;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class RemoteAttemptTest {
    @TempDir
    Path folder;

    private RemoteAttempt attempt(String uri) {
        return new RemoteAttempt(
                new Program(
                        Path.of("/opt/java/bin/java"), List.of("-Xint"), "a.jar", "Main", Map.of("Fovea", "1"), "b"),
                folder,
                new Limits(2, 6, 3, 24),
                new ClipTask(
                        new FleetClip("monday", uri, Map.of("camera", "front")),
                        Step.COMPRESS,
                        new ClipTask.Named("bundled", "e"),
                        new ClipTask.Named("quick", "p"),
                        "fovea 1",
                        Optional.of(new ClipTask.Base(
                                List.of(folder.resolve("camera.base").toString()), "s"))),
                Optional.of(new History.Entry(
                        "k", 2, Attempt.Outcome.KILLED, Optional.of(137), new History.Content(uri, 1, 2, "c"), 0, "")));
    }

    @Test
    void nothing_is_lost_on_the_way() {
        RemoteAttempt sent = attempt("drives/monday.mkv");
        assertThat(JsonMapper.shared().readValue(sent.json(), RemoteAttempt.class))
                .isEqualTo(sent);
        Program program = sent.program();
        assertThat(JsonMapper.shared().readValue(program.json(), Program.class)).isEqualTo(program);
    }

    @Test
    void the_row_comes_back_and_is_kept_where_the_work_was_done() throws Exception {
        String answer = RemoteAttempt.run(
                attempt(folder.resolve("missing.mkv").toString()).json(),
                address -> new long[2],
                address -> InputStream.nullInputStream(),
                folder.toString());
        Attempt row = RemoteAttempt.attempt(answer).orElseThrow();
        assertThat(row.run().error()).get().asString().contains("no such file");
        assertThat(row.subject().columns()).containsEntry("camera", "front");
        try (Stream<Path> rows = Files.list(folder.resolve("rows"))) {
            assertThat(rows).hasSize(1);
        }
        assertThat(RemoteAttempt.attempt("")).isEmpty();
    }

    /** Whoever lost it tells of it; five in a row end a run. */
    @Test
    void an_attempt_whose_machine_went_away_is_a_row() throws Exception {
        Path clip = Files.writeString(folder.resolve("monday.mkv"), "content");
        RemoteAttempt lost = attempt(clip.toString());
        Attempt row = new ProcessWork(lost.program(), new FleetFolder(folder), lost.limits())
                .lost(lost.task(), Optional.empty(), "given up");
        assertThat(row.run().outcome()).isEqualTo(Attempt.Outcome.KILLED);
        assertThat(row.run().exitCode()).contains(4);
        assertThat(row.run().error()).contains("given up");
        assertThat(row.work().key()).hasSize(64);
        assertThat(ClipWork.inVain(row)).isFalse();
    }
}
