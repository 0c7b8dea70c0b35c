package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.fovea.cli.Fovea.Result;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The way of docs/evaluators.md for somebody who has one network in an ONNX file, and no pose network: from the file to
 * an archive that is scored.
 */
@Tag("slow")
class OnnxIT {
    private static final int CLASSES = 4;

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
        Files.write(folder.resolve("lanes.onnx"), model());
        Files.writeString(folder.resolve("lanes.yaml"), """
                segmentation: { onnx: lanes.onnx, input: 64x48, rgb: 0..1 }
                pose: none
                """);
        Files.writeString(folder.resolve("small.yaml"), PROFILE);
        Fovea.done(folder, "samples generate -o drive.mkv --pairs 4 --size 160x120 --seed 3");
    }

    /**
     * Four classes by the colour of the mean of nine pixels, in the messages of ONNX: field numbers as in its
     * onnx.proto.
     */
    private static byte[] model() {
        Random random = new Random(19);
        ByteBuffer weights = ByteBuffer.allocate(4 * CLASSES * 3).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer bias = ByteBuffer.allocate(4 * CLASSES).order(ByteOrder.LITTLE_ENDIAN);
        for (int id = 0; id < CLASSES; id++) {
            float sum = 0;
            for (int colour = 0; colour < 3; colour++) {
                float value = random.nextFloat();
                weights.putFloat(40 * value);
                sum += value * value;
            }
            bias.putFloat(-20 * sum);
        }
        Message pool = new Message()
                .text(1, "x")
                .text(2, "mean")
                .text(4, "AveragePool")
                .message(
                        5,
                        new Message()
                                .text(1, "kernel_shape")
                                .number(8, 3)
                                .number(8, 3)
                                .number(20, 7))
                .message(
                        5,
                        new Message()
                                .text(1, "pads")
                                .number(8, 1)
                                .number(8, 1)
                                .number(8, 1)
                                .number(8, 1)
                                .number(20, 7));
        Message conv = new Message()
                .text(1, "mean")
                .text(1, "w")
                .text(1, "b")
                .text(2, "y")
                .text(4, "Conv");
        Message graph = new Message()
                .message(1, pool)
                .message(1, conv)
                .text(2, "lanes")
                .message(5, tensor("w", weights.array(), CLASSES, 3, 1, 1))
                .message(5, tensor("b", bias.array(), CLASSES))
                .message(11, value("x", 1, 3, 48, 64))
                .message(12, value("y", 1, CLASSES, 48, 64));
        return new Message()
                .number(1, 8)
                .message(7, graph)
                .message(8, new Message().number(2, 17))
                .bytes();
    }

    private static Message tensor(String name, byte[] raw, int... sides) {
        Message tensor = new Message();
        for (int side : sides) {
            tensor.number(1, side);
        }
        return tensor.number(2, 1).text(8, name).field(9, raw);
    }

    private static Message value(String name, int... sides) {
        Message shape = new Message();
        for (int side : sides) {
            shape.message(1, new Message().number(1, side));
        }
        Message type = new Message().number(1, 1).message(2, shape);
        return new Message().text(1, name).message(2, new Message().message(1, type));
    }

    /** A message of Protocol Buffers while it is written. */
    private static final class Message {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Message number(int field, long value) {
            varint((long) field << 3);
            varint(value);
            return this;
        }

        Message text(int field, String text) {
            return field(field, text.getBytes(StandardCharsets.UTF_8));
        }

        Message message(int field, Message inner) {
            return field(field, inner.bytes());
        }

        Message field(int field, byte[] bytes) {
            varint((long) field << 3 | 2);
            varint(bytes.length);
            out.writeBytes(bytes);
            return this;
        }

        private void varint(long value) {
            long left = value;
            while (left > 0x7f) {
                out.write((int) (left & 0x7f | 0x80));
                left >>>= 7;
            }
            out.write((int) left);
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }

    @Test
    void one_onnx_network_is_checked_encoded_for_and_scored() throws Exception {
        Result check = Fovea.run(folder, "evaluators check lanes.yaml --clip drive.mkv");
        assertThat(check.exitCode()).as(check.out() + check.err()).isZero();
        assertThat(check.out())
                .contains("4 classes, map of 64×48, of the second frame")
                .containsPattern("ok +segmentation: gradient along itself ")
                .doesNotContain("FAILS");

        Fovea.done(folder, "compress drive.mkv -o drive.zip --evaluators lanes.yaml --profile small.yaml");
        Fovea.done(folder, "inflate drive.zip -o frames/0.raw");

        Fovea.done(
                folder, "score --original drive.mkv --candidate drive.zip --evaluators lanes.yaml --json score.json");
        JsonNode score = JsonMapper.shared().readTree(Files.readString(folder.resolve("score.json")));
        assertThat(score.at("/averages/segmentation").asDouble())
                .as(score.toString())
                .isBetween(0.0, 0.5);
        assertThat(score.at("/objective/pose").isMissingNode()
                        || score.at("/objective/pose").isNull())
                .as(score.toString())
                .isTrue();
    }

    @Test
    void a_file_of_another_kind_is_answered_with_lines_to_copy() throws Exception {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("lanes.pt2")))) {
            zip.putNextEntry(new ZipEntry("models/model.json"));
            zip.write('{');
            zip.closeEntry();
        }
        Files.writeString(folder.resolve("pt2.yaml"), """
                segmentation: { torchscript: lanes.pt2, input: 64x48, rgb: 0..1 }
                pose: none
                """);
        Result result = Fovea.run(folder, "evaluators check pt2.yaml");
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err().lines().toList())
                .element(0)
                .asString()
                .endsWith("this is a PyTorch ExportedProgram (.pt2), not TorchScript; make a usable file of it:");
        assertThat(result.err()).endsWith("""

                        import torch
                        program = torch.export.load("lanes.pt2")
                        torch.onnx.export(program, dynamo=True, external_data=False).save("lanes.onnx")
                        """);
    }
}
