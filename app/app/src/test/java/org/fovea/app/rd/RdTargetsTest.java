package org.fovea.app.rd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.fovea.app.rd.RdPoints.av1;
import static org.fovea.app.rd.RdPoints.fovea;

import java.util.List;
import org.fovea.config.Json;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RdTargetsTest {

    @Test
    void both_ratios_are_those_of_the_best_points() {
        List<RdPoint> points = List.of(av1(1000, 3), av1(400, 4), fovea(300, 0.9), fovea(200, 2.9), fovea(100, 3.1));
        RdTargets found = RdTargets.of(points, "AV1").orElseThrow();
        assertThat(found.scoreRatio()).isEqualTo(0.9 / 3, within(1e-12));
        assertThat(found.scoreHolds()).isTrue();
        assertThat(found.equal()).contains(fovea(200, 2.9));
        assertThat(found.bytesRatio()).isEqualTo(0.2, within(1e-12));
        assertThat(found.bytesHold()).isTrue();
        assertThat(RdText.targets(points)).contains("= 0.300", "= 0.200").doesNotContain("missed");
    }

    @Test
    void what_is_missed_is_said_by_how_much() {
        List<RdPoint> points = List.of(av1(1000, 3), fovea(300, 2));
        assertThat(RdText.targets(points)).contains("missed by 1.000 points", "missed by 50 bytes");
        List<RdPoint> worse = List.of(av1(1000, 3), fovea(300, 4));
        assertThat(RdText.targets(worse)).contains("no archive scores that well: missed");
        assertThat(RdTargets.of(worse, "AV1").orElseThrow().bytesHold()).isFalse();
        assertThat(RdText.targets(List.of(av1(1000, 3)))).contains("no Fovea archive");
        assertThat(RdTargets.of(points, "HEVC")).isEmpty();
    }

    @Test
    void a_table_of_commas_has_a_cell_for_every_column() {
        String csv = RdText.csv(
                List.of(av1(1000, 3), RdPoints.archive(RdPoint.FOVEA, "a \"b\", c.zip", 300, 2)), RdPoints.RATE);
        List<String> lines = csv.lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1)).startsWith("Fovea,\"a \"\"b\"\", c.zip\",");
        assertThat(lines.get(2))
                .startsWith("AV1,\"50 %, CRF 40\",4,40,50,320,240,lanczos,test,1000,4.000,0.00065104,0.01,0.001,1.0,");
        int columns = lines.getFirst().split(",", -1).length;
        assertThat(lines.get(2).replace("%, CRF", "% CRF").split(",", -1)).hasSize(columns);
    }

    @Test
    void a_curve_is_written_in_the_shape_of_compressai() throws Exception {
        List<RdPoint> points = List.of(av1(9000, 3), av1(1000, 3), RdPoints.archive(RdPoint.FOVEA, "a.zip", 300, 2));
        CompressAiResults curve = CompressAiResults.of(points, "AV1", RdPoints.RATE, "drive.mkv", "cabin");
        assertThat(curve.file()).isEqualTo("compressai-av1.json");
        JsonNode file = JsonMapper.shared().readTree(Json.of(curve));
        assertThat(file.propertyNames()).containsExactly("name", "description", "results");
        assertThat(file.path("name").asString()).isEqualTo("AV1");
        assertThat(file.path("description").asString()).contains("test, preset 4", "drive.mkv", "40 frames", "cabin");
        assertThat(file.path("results").propertyNames())
                .containsExactly("bpp", "kbps", "segmentation", "pose", "score");
        for (JsonNode list : file.path("results")) {
            assertThat(list.size())
                    .as("the point with more bytes and the same loss is left out")
                    .isOne();
        }
        assertThat(file.path("results").path("bpp").get(0).asDouble()).isEqualTo(8000.0 / (40 * 640 * 480));
        assertThat(file.path("results").path("kbps").get(0).asDouble()).isEqualTo(4);
    }
}
