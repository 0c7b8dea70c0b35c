package org.fovea.app.rd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.fovea.app.AppException;
import org.fovea.app.anchor.AnchorCodec;
import org.fovea.codec.FrameSize;
import org.fovea.config.Json;
import org.fovea.evaluate.score.ScoreFormula;
import org.fovea.video.clip.FrameRate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files that earlier versions wrote are read, and written again, to the letter. */
class EarlierFilesTest {
    private static final long ORIGINAL = 14_637;

    @TempDir
    Path folder;

    private static String text(String name) throws IOException {
        try (var in = Objects.requireNonNull(EarlierFilesTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static RdDocument.About about(int pairs) {
        return RdDocument.About.of(
                "ec2a1d96", "FFmpeg 8.0.1 libaom-av1, bt601-limited-bilinear-1", "f3a54a4a", pairs, "");
    }

    /** Reads a file, writes its points one after the other, and compares. */
    private List<RdPoint> rewritten(String name) throws Exception {
        Path file = Files.writeString(folder.resolve(name), text(name));
        PointStore whole = PointStore.open(file, about(5), ScoreFormula.COMMA, ORIGINAL);
        JsonNode keys = JsonMapper.shared().readTree(text(name)).path("points");
        List<String> names = List.copyOf(keys.propertyNames());
        assertThat(whole.all()).hasSameSizeAs(names);
        Files.delete(file);
        PointStore copy = PointStore.open(file, about(5), ScoreFormula.COMMA, ORIGINAL);
        for (String key : names) {
            copy.add(key, whole.find(key).orElseThrow());
        }
        assertThat(Files.readString(file)).isEqualTo(text(name).replaceAll(" *\"exploit\" : false,\n", ""));
        return whole.all();
    }

    @Test
    void points_of_a_comparison_and_its_tables() throws Exception {
        List<RdPoint> points = rewritten("points.json");
        assertThat(RdText.csv(points, new StreamRate(10, new FrameSize(192, 144), new FrameRate(20, 1))))
                .isEqualTo(text("rd.csv"));
        assertThat(RdText.table(points, "bundled score") + "\n" + RdText.bests(points))
                .isEqualTo(text("rd.txt"));
        for (RdPoint point : points) {
            assertThat(point.terms().rate()).isEqualTo(ScoreFormula.COMMA.rateTerm(point.bytes(), ORIGINAL));
            assertThat(point.terms().total()).isEqualTo(point.score());
        }
        assertThat(points.stream().filter(RdPoint::rival))
                .extracting(RdPoint::series)
                .containsExactly("AV1", "AV1", "AV1", "HEVC", "HEVC", "VVC");
    }

    @Test
    void the_document_of_a_comparison() throws Exception {
        List<RdPoint> points = List.of(
                RdPoints.fovea(1000, 4.5),
                RdPoints.fovea(3000, 1.5),
                RdPoints.av1(5000, 4.7),
                RdPoints.av1(9000, 3.9),
                RdPoints.anchor(AnchorCodec.HEVC, "slow", 100, 1.2));
        RdDocument.Heading heading =
                new RdDocument.Heading("clip.mkv", "ab".repeat(32), 1, 2, ORIGINAL, 20, "coarse", "cd".repeat(32));
        assertThat(Json.of(RdDocument.of(heading, points, List.of("VVC"))) + "\n")
                .isEqualTo(text("rd.json"));
    }

    @Test
    void a_file_of_something_else_is_refused_by_name() throws Exception {
        Path file = Files.writeString(folder.resolve("points.json"), text("points.json"));
        assertThatThrownBy(() -> PointStore.open(file, about(6), ScoreFormula.COMMA, ORIGINAL))
                .isInstanceOf(AppException.class)
                .hasMessage(file + ": holds a comparison of another pairs; name another folder");
        assertThatThrownBy(() -> PointStore.open(file, about(5), ScoreFormula.COMMA, 4096))
                .isInstanceOf(AppException.class)
                .hasMessage(file + ": holds scores by another size of the original; name another folder");
        for (String damage : List.of("\"crf\" : 40", "\"series\" : \"HEVC\"", "\"filter\" : \"bicubic\"")) {
            Files.writeString(file, text("points.json").replace(damage, "\"crf\" : 99, \"series\" : \"Sorenson\""));
            assertThatThrownBy(() -> PointStore.open(file, about(5), ScoreFormula.COMMA, ORIGINAL))
                    .as(damage)
                    .isInstanceOf(AppException.class)
                    .hasMessage(file + ": is not readable as a comparison's points; remove it or name another folder");
        }
    }
}
