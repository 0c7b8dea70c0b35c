package org.fovea.app.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.fovea.app.anchor.AnchorCodec;
import org.fovea.app.anchor.AnchorPoint;
import org.fovea.app.anchor.AnchorSettings;
import org.fovea.config.Json;
import org.fovea.encode.run.RunDirectory;
import org.fovea.encode.run.RunIdentity;
import org.fovea.video.scale.ScaleFilter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerdictTest {
    private static AnchorPoint point(long bytes, double score) {
        return new AnchorPoint(new AnchorSettings(AnchorCodec.AV1, "6", 44, 30, ScaleFilter.LANCZOS), bytes, score);
    }

    private static Verdict verdict(long bytes, double score, AnchorPoint... points) {
        Verdict.Anchor anchor = Verdict.Anchor.of("AV1", "SVT-AV1 1, preset 6", List.of(points), bytes, score);
        return new Verdict("0a", bytes, score, List.of(anchor), List.of("hevc: no time"), List.of(), 1.5, true);
    }

    @Test
    void bytes_and_scores_between_encodes_are_interpolated() {
        Verdict found = verdict(10_000, 1.5, point(40_000, 1), point(5_000, 4), point(20_000, 2), point(21_000, 3));
        Verdict.Anchor anchor = found.anchors().getFirst();
        assertThat(anchor.scoreAtBytes().orElseThrow()).isCloseTo(3, within(1e-9));
        assertThat(anchor.bytesAtScore()).contains(Math.round(20_000 * Math.sqrt(2)));
        assertThat(found.lines())
                .containsExactly(
                        "AV1 at 10,000 bytes: score about 3.00; for score 1.500: about 28,000 bytes; of 4 encodes"
                                + " (SVT-AV1 1, preset 6)",
                        "not compared with hevc: no time");
        assertThat(found.headline())
                .isEqualTo("warning: AV1 does better: score 1.000 with 40,000 bytes, this archive 1.500 with 10,000");
    }

    @Test
    void what_no_encode_reaches_is_said_so() {
        Verdict found = verdict(3_000, 0.4, point(9_000, 4), point(20_000, 2.5));
        assertThat(found.lines().getFirst())
                .isEqualTo("AV1 at 3,000 bytes: not reached (9,000 bytes at least, score 4.00); for score 0.400: not"
                        + " reached (best 2.50 with 20,000 bytes); of 2 encodes (SVT-AV1 1, preset 6)");
        assertThat(found.headline())
                .isEqualTo("this archive is better than AV1: score 0.400, the best of 2 encodes 2.50");
        assertThat(verdict(30_000, 3, point(9_000, 2)).lines().getFirst())
                .contains("score about 2.00; for score 3.000: at most 9,000 bytes; of 1 encode");
    }

    @Test
    void a_verdict_is_read_as_it_was_written_and_a_damaged_one_is_none(@TempDir Path run) throws Exception {
        Verdict found = verdict(3_000, 0.4, point(9_000, 4), point(20_000, 2.5));
        assertThat(Verdict.read(run)).isEmpty();
        Files.writeString(run.resolve(Verdict.FILE), Json.of(found));
        assertThat(Verdict.read(run)).contains(found);
        Files.writeString(run.resolve(Verdict.FILE), "{\"bytes\": ");
        assertThat(Verdict.read(run)).isEmpty();
    }

    @Test
    void a_run_that_starts_over_removes_the_verdict_of_the_one_before(@TempDir Path folder) throws Exception {
        RunIdentity identity = new RunIdentity("c", 0, 2, 100, "e", "p", "none");
        Path path = folder.resolve("a.zip.run");
        try (RunDirectory run = RunDirectory.open(path, identity, RunDirectory.Start.NEW)) {
            run.document(Verdict.FILE, verdict(3_000, 0.4, point(9_000, 4)));
        }
        assertThat(Verdict.read(path)).isPresent();
        RunDirectory.open(path, identity, RunDirectory.Start.ANEW).close();
        assertThat(Verdict.read(path)).isEmpty();
    }
}
