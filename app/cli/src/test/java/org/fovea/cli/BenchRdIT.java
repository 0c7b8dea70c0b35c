package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.fovea.cli.Fovea.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code fovea bench rd} as a person runs it. */
class BenchRdIT {
    @TempDir
    Path folder;

    private List<String> files(String name) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(name))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private Result run(String... arguments) throws IOException, InterruptedException {
        return Fovea.run(folder, arguments);
    }

    @Test
    void a_comparison_goes_on_where_it_was_and_scores_as_score_does() throws Exception {
        assertThat(run("samples", "generate", "-o", "drive.mkv", "--pairs", "2", "--size", "192x144")
                        .exitCode())
                .isZero();
        String[] command = {
            "bench",
            "rd",
            "drive.mkv",
            "-o",
            "rd",
            "--codecs",
            "av1",
            "--scale",
            "100",
            "--crf",
            "50",
            "--preset",
            "10",
            "--refine",
            "0"
        };
        Result first = run(command);
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out()).contains("best AV1 of 1 points", "100 %, CRF 50", "add --archive FILE");
        assertThat(files("rd"))
                .containsExactly(
                        "compressai-av1.json",
                        "points.json",
                        "rd-pose.svg",
                        "rd-segmentation.svg",
                        "rd.csv",
                        "rd.json",
                        "rd.svg");
        assertSameAsScore();

        Path points = folder.resolve("rd/points.json");
        Files.setLastModifiedTime(points, FileTime.fromMillis(1000));
        Result again = run(command);
        assertThat(again.exitCode()).as(again.err()).isZero();
        assertThat(again.out()).isEqualTo(first.out());
        assertThat(Files.getLastModifiedTime(points)).isEqualTo(FileTime.fromMillis(1000));

        Result other = run("bench", "rd", "drive.mkv", "-o", "rd", "--codecs", "av1", "--pairs", "1");
        assertThat(other.exitCode()).isEqualTo(2);
        assertThat(other.errorLines()).singleElement().asString().contains("another pairs", "name another folder");
        Files.writeString(folder.resolve("rd/points.json"), "{\"format\": ");
        assertThat(run(command).exitCode()).isEqualTo(3);
        Files.createDirectories(folder.resolve("full"));
        Files.writeString(folder.resolve("full/mine.txt"), "precious");
        assertThat(run("bench", "rd", "drive.mkv", "-o", "full").exitCode()).isEqualTo(2);
        assertThat(files("full")).containsExactly("mine.txt");
    }

    /**
     * At full size nothing is scaled, so that the copy by clip encode has the same frames; only its container is
     * charged too.
     */
    private void assertSameAsScore() throws Exception {
        Result encoded = run("clip", "encode", "drive.mkv", "-o", "copy.mkv", "--crf", "50", "--preset", "10");
        assertThat(encoded.exitCode()).as(encoded.err()).isZero();
        Result scored = run("score", "--original", "drive.mkv", "--candidate", "copy.mkv", "--json", "-");
        assertThat(scored.exitCode()).as(scored.err()).isZero();
        JsonNode score = new JsonMapper().readTree(scored.out());
        JsonNode point = new JsonMapper()
                .readTree(Fovea.read(folder.resolve("rd/rd.json")))
                .path("points")
                .get(0);
        assertThat(point.path("segmentation")).isEqualTo(score.path("averages").path("segmentation"));
        assertThat(point.path("pose")).isEqualTo(score.path("averages").path("pose"));
        assertThat(point.path("bytes").asLong())
                .isLessThan(Files.size(folder.resolve("copy.mkv")))
                .isGreaterThan(Files.size(folder.resolve("copy.mkv")) - 1500);
    }

    @Test
    void wrong_usage_is_told_before_anything_is_done() throws Exception {
        assertThat(run("bench", "rd", "none.mkv", "-o", "rd").exitCode()).isEqualTo(3);
        for (String[] wrong : new String[][] {{"--codecs", "av2"}, {"--scale", "0"}, {"--preset", "14"}}) {
            Result result = run("bench", "rd", "none.mkv", "-o", "rd", wrong[0], wrong[1]);
            assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
            assertThat(result.errorLines()).hasSize(1);
        }
        assertThat(folder.resolve("rd")).doesNotExist();
    }
}
