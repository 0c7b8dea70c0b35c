package org.fovea.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.correction.TileAction;
import org.fovea.codec.io.Sha256;
import org.fovea.codec.pose.PoseTrack;
import org.fovea.codec.weights.CodedTensor;
import org.fovea.codec.weights.Fp4Tensor;
import org.fovea.codec.weights.HalfTensor;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.codec.weights.SteppedTensor;
import org.fovea.interop.payload.SubmissionPart;
import org.junit.jupiter.api.Test;

/** The real files: weights, poses and corrections, and where every byte of a file goes. */
class PublishedSubmissionTest {
    private static final String TILE_ACTIONS = "pr77_payload.bin";
    private static final String RANGE_MASKS = "seed_layout.zip";

    @Test
    void every_byte_of_the_tile_action_payload_is_accounted_for() {
        Submission submission = SharedData.open(TILE_ACTIONS);
        assertThat(submission.layout()).isEqualTo("QZS3 tile-action payload");
        assertThat(submission.bytes()).isEqualTo(276_451);
        assertThat(submission.parts())
                .extracting(
                        SubmissionPart::name,
                        SubmissionPart::codec,
                        SubmissionPart::offset,
                        SubmissionPart::codedBytes,
                        SubmissionPart::rawBytes,
                        SubmissionPart::symbols)
                .containsExactly(
                        tuple("masks", "Brotli over AV1", 0, 219_472, 117_964_800L, 117_964_800L),
                        tuple("weights", "Brotli over QZS3", 219_472, 55_756, 59_288L, 87_836L),
                        tuple("tiles", "Brotli", 275_228, 325, 371L, 147L),
                        tuple("poses", "Brotli over QP1", 275_553, 898, 1_140L, 600L));
    }

    @Test
    void every_byte_of_the_range_mask_payload_is_accounted_for() {
        Submission submission = SharedData.open(RANGE_MASKS);
        assertThat(submission.layout()).isEqualTo("QZS3 range-mask payload in ZIP");
        assertThat(submission.bytes()).isEqualTo(215_830);
        assertThat(submission.parts())
                .extracting(SubmissionPart::name, SubmissionPart::codedBytes, SubmissionPart::rawBytes)
                .containsExactly(
                        tuple("zip", 31, 31L),
                        tuple("masks", 159_011, 117_964_800L),
                        tuple("weights (FP4 codes)", 36_958, 38_032L),
                        tuple("weights (FP4 scales)", 3_035, 4_754L),
                        tuple("weights (others)", 15_603, 16_496L),
                        tuple("poses", 898, 1_140L),
                        tuple("router", 225, 225L),
                        tuple("zip", 69, 69L));
    }

    @Test
    void all_tensors_have_the_published_values() throws IOException {
        Map<String, String[]> expected = new HashMap<>();
        for (String line : Files.readAllLines(SharedData.file("tensors.tsv"))) {
            String[] columns = line.split("\t");
            expected.put(columns[0], columns);
        }
        expected.remove("tensor");
        RendererContent content = SharedData.open(TILE_ACTIONS).renderer();
        assertThat(content.weights().tensors()).hasSize(111);
        for (QuantisedTensor tensor : content.weights().tensors()) {
            String[] row = expected.remove(tensor.name());
            assertThat(row).as(tensor.name()).isNotNull();
            float[] values = tensor.dequantise();
            assertThat(encoding(tensor)).as(tensor.name()).isEqualTo(row[1]);
            assertThat(String.join(
                            "x", tensor.shape().stream().map(String::valueOf).toList()))
                    .isEqualTo(row[2]);
            assertThat(values).hasSize(Integer.parseInt(row[3]));
            double sum = 0;
            for (float value : values) {
                sum += value;
            }
            assertThat(sum)
                    .as(tensor.name())
                    .isCloseTo(Double.parseDouble(row[6]), Offset.offset(1e-9 * values.length));
            assertThat(hash(values)).as(tensor.name()).startsWith(row[7]);
        }
        assertThat(expected).isEmpty();
        assertThat(content.weights().tensors())
                .extracting(QuantisedTensor::name)
                .containsExactlyElementsOf(content.header().tensors().stream()
                        .map(spec -> spec.name())
                        .toList());
    }

    @Test
    void both_layouts_hold_the_same_weights_and_poses() {
        RendererContent a = SharedData.open(TILE_ACTIONS).renderer();
        RendererContent b = SharedData.open(RANGE_MASKS).renderer();
        assertThat(b.weights().tensors()).isEqualTo(a.weights().tensors());
        assertThat(b.poses()).isEqualTo(a.poses());
        assertThat(b.header()).isEqualTo(a.header());
    }

    @Test
    void poses_are_those_of_a_drive() {
        PoseTrack poses = SharedData.open(TILE_ACTIONS).renderer().poses();
        assertThat(poses.pairs()).isEqualTo(600);
        assertThat(poses.dimensions()).isEqualTo(6);
        for (int pair = 0; pair < 600; pair++) {
            float[] pose = poses.pose(pair);
            assertThat(pose[0]).isBetween(20f, 40f);
            assertThat(List.of(pose[1], pose[2], pose[3], pose[4], pose[5])).containsOnly(0f);
        }
    }

    @Test
    void corrections_are_those_of_each_layout() {
        RendererContent a = SharedData.open(TILE_ACTIONS).renderer();
        assertThat(a.router()).isEmpty();
        List<TileAction> tiles = a.tiles().orElseThrow().actions();
        assertThat(tiles).hasSize(147).allSatisfy(action -> {
            assertThat(action.tile()).isLessThan(192);
            assertThat(action.pair()).isLessThan(600);
            assertThat(action.action()).isLessThan(108);
        });
        RendererContent b = SharedData.open(RANGE_MASKS).renderer();
        assertThat(b.tiles()).isEmpty();
        byte[] router = b.router().orElseThrow().actions();
        assertThat(router).hasSize(600).startsWith(0, 1, 2, 3, 4, 5, 6, 7);
    }

    private static String encoding(QuantisedTensor tensor) {
        return switch (tensor) {
            case Fp4Tensor codes -> "fp4";
            case HalfTensor halves -> "f16";
            case CodedTensor codes -> "q" + codes.bitsPerCode() + (codes.perRow() ? "/row" : "");
            case SteppedTensor steps -> "stepped";
        };
    }

    private static String hash(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return Sha256.of(bytes.array());
    }
}
