package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.fovea.cli.Fovea.Result;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The way of docs/evaluators.md for somebody who has one network in an ONNX file, and no pose network: from the file to
 * an archive that is scored.
 */
@Tag("slow")
class OnnxIT {
    private static final String PROFILE = """
            renderer: {family: compact, channels: 6, blocks: 1, fold: 4, mapChannels: 1, mapRows: 3, mapColumns: 4, \
            drawnFrame: 2}
            stages:
              - masks: {minimumRegion: 4, multipliers: []}
              - train: {warmUpSteps: 40, steps: 120, learningRate: 0.02, finalLearningRate: 0.005}
              - quantise: {training: {steps: 30, learningRate: 0.005}}
            pack: fast
            """;

    @TempDir
    static Path folder;

    @BeforeAll
    static void make() throws Exception {
        // Four classes by the colour of the mean of nine pixels.
        Path lanes = Fovea.ROOT.resolve("app/cli/src/test/resources/onnx/lanes.onnx");
        Files.copy(lanes, folder.resolve("lanes.onnx"));
        Files.writeString(folder.resolve("lanes.yaml"), """
                segmentation: { onnx: lanes.onnx, input: 64x48, rgb: 0..1 }
                pose: none
                """);
        Files.writeString(folder.resolve("small.yaml"), PROFILE);
        Fovea.done(folder, "samples generate -o drive.mkv --pairs 4 --size 160x120 --seed 3");
    }

    @Test
    void one_onnx_network_is_checked_encoded_for_and_scored() throws Exception {
        Result check = Fovea.run(folder, "evaluators check lanes.yaml --clip drive.mkv");
        assertThat(check.exitCode()).as(check.out() + check.err()).isZero();
        assertThat(check.out())
                .contains("4 classes, map of 64×48, of the second frame")
                .containsPattern("ok +segmentation: gradient along itself ")
                .doesNotContain("FAILS");

        Fovea.done(folder, "compress drive.mkv -o drive.zip --evaluators lanes.yaml --profile small.yaml --no-verdict");
        JsonNode score = Fovea.json(folder.resolve("drive.zip.run/score.json"));
        assertThat(score.at("/averages/segmentation").asDouble())
                .as(score.toString())
                .isBetween(0.0, 0.5);
        assertThat(score.at("/objective/pose").isMissingNode()
                        || score.at("/objective/pose").isNull())
                .as(score.toString())
                .isTrue();
    }
}
