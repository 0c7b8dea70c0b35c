package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.fovea.cli.Fovea.Result;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The robust track from end to end: a synthetic drive of a few pairs as a video with a filter, with the bundled
 * networks.
 */
@Tag("slow")
class RobustIT {
    private static final int PAIRS = 6;

    @TempDir
    static Path folder;

    private static Result compressed;

    @BeforeAll
    static void compress() throws Exception {
        Fovea.done(folder, "samples generate -o drive.mkv --pairs " + PAIRS + " --size 320x240 --seed 3");
        compressed = run("compress drive.mkv -o a.zip --profile fast/video --json a.json --set train.steps=6"
                + " --set quantise.training.steps=4 --set stream.preset=10");
        assertThat(compressed.exitCode()).as(compressed.err()).isZero();
    }

    private static Result run(String line, Object... values) throws IOException, InterruptedException {
        return Fovea.run(folder, line, values);
    }

    private static JsonNode json(String text) {
        return new JsonMapper().readTree(text);
    }

    private static void assertRefused(String words, String line) throws Exception {
        run(line).assertRefused(3, words);
    }

    @Test
    void compress_tells_each_step_and_scores_what_another_process_draws() throws Exception {
        assertThat(compressed.out())
                .contains("stream ", "train ", "quantise ", "inflated in a separate process", "a.zip: ")
                .contains("bundled score", "not the challenge's networks");
        JsonNode report = Fovea.json(folder.resolve("a.json"));
        JsonShape.assertSame(
                "compress-video", Fovea.read(folder.resolve("a.json")), "score.provenance.versions.*", "verdict.**");
        assertThat(report.get("stages")).hasSize(3);
        assertThat(folder.resolve("a.zip.run/stages/01-stream.zip")).isRegularFile();
        assertThat(folder.resolve("a.zip.run/stages/03-quantise.zip")).hasSameBinaryContentAs(folder.resolve("a.zip"));
    }

    @Test
    void inspect_names_video_and_filter() throws Exception {
        Result text = Fovea.done(folder, "inspect a.zip");
        assertThat(text.out())
                .contains("a.zip: Fovea archive of a video (FVA1)")
                .contains("video     12 pictures of 96×72")
                .contains("renderer  filter (members 1, hidden 8, dilation 1 1, dilation 2 2, dilation 3 1)")
                .contains("output    6 pairs of frames of 320×240")
                .contains("AV1");
        String printed = run("inspect a.zip --json").out();
        JsonShape.assertSame("inspect-video", printed, "header.parameters.*");
        JsonNode document = json(printed);
        JsonNode header = document.get("header");
        assertThat(header.get("family").asString()).isEqualTo("filter");
        assertThat(header.get("pairs").asInt()).isEqualTo(PAIRS);
        assertThat(header.get("pictureWidth").asInt()).isEqualTo(96);
        assertThat(header.get("pictureHeight").asInt()).isEqualTo(72);
        assertThat(header.has("classes")).isFalse();
    }

    @Test
    void nothing_outside_the_archive_is_charged() throws Exception {
        String score = "score --original drive.mkv --candidate a.zip --no-cache --json -";
        Result result = Fovea.done(folder, score);
        JsonNode accountings = json(result.out()).get("accountings");
        assertThat(accountings.propertyNames()).containsExactly("current_workflow", "rule_faithful");
        assertThat(accountings.get("rule_faithful")).isEqualTo(accountings.get("current_workflow"));
        JsonNode told = Fovea.json(folder.resolve("a.zip.run/score.json"));
        assertThat(accountings).isEqualTo(told.get("accountings"));
        assertThat(Fovea.json(folder.resolve("a.json")).get("score").get("score"))
                .isEqualTo(told.get("score"));
    }

    @Test
    void a_comparison_draws_it_as_a_series_of_its_own() throws Exception {
        Result result = Fovea.done(
                folder,
                "bench rd drive.mkv -o rd --archive a.zip --codecs av1 --scale 30 --crf 50 --refine 0 --preset 10");
        assertThat(result.out()).contains("Fovea robust", "AV1");
        JsonShape.assertSame("bench-rd", Fovea.read(folder.resolve("rd/rd.json")));
        assertThat(Fovea.read(folder.resolve("rd/rd.svg"))).contains("Fovea robust", "class=\"point t3\"");
    }

    @Test
    void what_works_on_masks_refuses_a_video() throws Exception {
        assertRefused("a.zip: holds a video, and this command works on class masks", "mask show a.zip -o mask.png");
        assertThat(folder.resolve("mask.png")).doesNotExist();
        assertRefused("holds a video, and this command works on class masks", "mask decode a.zip -o masks.u8");
        assertThat(folder.resolve("masks.u8")).doesNotExist();
    }
}
