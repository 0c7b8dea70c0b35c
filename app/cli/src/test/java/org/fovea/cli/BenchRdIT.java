package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import javax.imageio.ImageIO;
import org.fovea.cli.Fovea.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code fovea bench rd} as a person runs it. */
class BenchRdIT {
    @TempDir
    Path folder;

    private Result run(String line, Object... values) throws IOException, InterruptedException {
        return Fovea.run(folder, line, values);
    }

    @Test
    void a_comparison_goes_on_where_it_was_and_scores_as_score_does() throws Exception {
        Fovea.done(folder, "samples generate -o drive.mkv --pairs 2 --size 192x144");
        String command = "bench rd drive.mkv -o rd --codecs av1 --scale 100 --crf 50 --preset 10 --refine 0";
        Result first = Fovea.done(folder, command);
        assertThat(first.out()).contains("best AV1 of 1 points", "100 %, CRF 50");
        assertThat(Fovea.files(folder.resolve("rd")))
                .containsExactly("points.json", "rd-pose.svg", "rd-segmentation.svg", "rd.csv", "rd.json", "rd.svg");
        assertSameAsScore();

        Path points = folder.resolve("rd/points.json");
        Files.setLastModifiedTime(points, FileTime.fromMillis(1000));
        Result again = Fovea.done(folder, command);
        assertThat(again.out()).isEqualTo(first.out());
        assertThat(Files.getLastModifiedTime(points)).isEqualTo(FileTime.fromMillis(1000));

        Result other = run("bench rd drive.mkv -o rd --codecs av1 --pairs 1");
        assertThat(other.exitCode()).isEqualTo(2);
        assertThat(other.errorLines()).singleElement().asString().contains("another pairs", "name another folder");
        Files.writeString(folder.resolve("rd/points.json"), "{\"format\": ");
        assertThat(run(command).exitCode()).isEqualTo(3);
        Files.createDirectories(folder.resolve("full"));
        Files.writeString(folder.resolve("full/mine.txt"), "precious");
        assertThat(run("bench rd drive.mkv -o full").exitCode()).isEqualTo(2);
        assertThat(Fovea.files(folder.resolve("full"))).containsExactly("mine.txt");
    }

    /**
     * At full size nothing is scaled, so that the copy by clip encode has the same frames; only its container is
     * charged too.
     */
    private void assertSameAsScore() throws Exception {
        Fovea.done(folder, "clip encode drive.mkv -o copy.mkv --crf 50 --preset 10");
        Result scored = Fovea.done(folder, "score --original drive.mkv --candidate copy.mkv --json -");
        JsonNode score = new JsonMapper().readTree(scored.out());
        JsonNode point = Fovea.json(folder.resolve("rd/rd.json")).path("points").get(0);
        assertThat(point.path("segmentation")).isEqualTo(score.path("averages").path("segmentation"));
        assertThat(point.path("pose")).isEqualTo(score.path("averages").path("pose"));
        assertThat(point.path("bytes").asLong())
                .isLessThan(Files.size(folder.resolve("copy.mkv")))
                .isGreaterThan(Files.size(folder.resolve("copy.mkv")) - 1500);
    }

    @Test
    void the_rate_of_pictures_is_by_the_bytes_of_all() throws Exception {
        Path pictures = Files.createDirectories(folder.resolve("pictures"));
        BufferedImage drawn = new BufferedImage(192, 144, BufferedImage.TYPE_INT_RGB);
        long bytes = 0;
        for (int i = 0; i < 4; i++) {
            drawn.createGraphics().fillRect(20 * i, 40, 50, 60);
            Path picture = pictures.resolve(i + ".png");
            ImageIO.write(drawn, "png", picture.toFile());
            bytes += Files.size(picture);
        }
        String options = " --evaluators bundled --codecs av1 --scale 100 --crf 50 --preset 10 --refine 0";
        for (String clip : List.of("pictures", "pictures/%d.png")) {
            String rd = "rd-" + clip.length();
            Fovea.done(folder, "bench rd %s -o %s" + options, clip, rd);
            assertThat(Fovea.json(folder.resolve(rd).resolve("rd.json"))
                            .path("originalBytes")
                            .asLong())
                    .isEqualTo(bytes);
        }
    }

    @Test
    void wrong_usage_is_told_before_anything_is_done() throws Exception {
        assertThat(run("bench rd none.mkv -o rd").exitCode()).isEqualTo(3);
        for (String wrong : List.of("--codecs av2", "--scale 0", "--preset 14")) {
            Result result = run("bench rd none.mkv -o rd " + wrong);
            assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
            assertThat(result.errorLines()).hasSize(1);
        }
        assertThat(folder.resolve("rd")).doesNotExist();
    }
}
