package org.fovea.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.security.MessageDigest;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.ClassMaskCodec;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.io.Sha256;
import org.fovea.codec.weights.QuantisedTensor;
import org.fovea.codec.weights.SteppedTensor;
import org.fovea.interop.payload.SubmissionPart;
import org.fovea.render.FrameEdits;
import org.fovea.render.KernelChoice;
import org.fovea.render.PairInput;
import org.fovea.render.PairRenderer;
import org.fovea.render.RendererWeights;
import org.fovea.render.Renderers;
import org.fovea.testkit.SharedFiles;
import org.junit.jupiter.api.Test;

/** The one real file of the HNeRV family that is at hand, submission #104. */
class PublishedHnervTest {
    private static final String NAME = "data/hnerv/pr104.zip";

    /** First half of the SHA-256 of both frames of pairs 0 and 599 together. */
    private static final String GOLDEN = "cc9812fdd28f34c22ff763163905b4f8";

    private static Submission open() throws IOException {
        return Submissions.open(Files.readAllBytes(SharedFiles.file(NAME)), NAME);
    }

    private static RendererContent content() throws IOException {
        return (RendererContent) open().content().orElseThrow();
    }

    @Test
    void every_byte_of_the_file_is_accounted_for() throws IOException {
        Submission submission = open();
        assertThat(submission.layout()).isEqualTo("HNeRV, three sections in ZIP");
        assertThat(submission.bytes()).isEqualTo(178_637);
        assertThat(submission.masks()).isEmpty();
        assertThat(submission.parts())
                .extracting(
                        SubmissionPart::name,
                        SubmissionPart::codedBytes,
                        SubmissionPart::rawBytes,
                        SubmissionPart::symbols)
                .containsExactly(
                        tuple("zip", 35, 35L, 0L),
                        tuple("payload header", 4, 4L, 0L),
                        tuple("meta", 80, 80L, 0L),
                        tuple("payload header", 4, 4L, 0L),
                        tuple("weights", 162_569, 230_048L, 228_958L),
                        tuple("payload header", 4, 4L, 0L),
                        tuple("latents", 15_868, 33_720L, 16_800L),
                        tuple("zip", 73, 73L, 0L));
    }

    @Test
    void weights_and_latent_numbers_are_the_published_ones() throws IOException {
        RendererContent content = content();
        MessageDigest weights = Sha256.digest();
        for (QuantisedTensor tensor : content.tensors()) {
            weights.update(littleEndian(tensor.dequantise()));
        }
        assertThat(Sha256.of(weights)).isEqualTo("2face78ed4883aed7ad4f0351b2bb4f45b765899abfdb644d867175520a5f045");
        SteppedTensor stem = (SteppedTensor) content.tensors().getFirst();
        assertThat(stem.codes()).startsWith(0, -20, 12, 14);
        MessageDigest numbers = Sha256.digest();
        for (int pair = 0; pair < 600; pair++) {
            numbers.update(littleEndian(content.latents().values(pair)));
        }
        assertThat(Sha256.of(numbers)).isEqualTo("fe10bcd061c9a09dc57e21e484032555cbff414a0b401de6e2c1c1493743111c");
    }

    private static byte[] littleEndian(float[] values) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            buffer.putFloat(value);
        }
        return buffer.array();
    }

    /** Our own coders need less than any published one: 162,569 and 15,868 here, 161,104 and 15,070 in #112. */
    @Test
    void repacked_it_is_smaller_and_the_same() throws IOException {
        RendererContent content = content();
        byte[] file = ArchiveFile.zipped(ArchiveFile.encode(content, new ClassMaskCodec()));
        assertThat(ArchiveFile.open(file).content()).isEqualTo(content);
        assertThat(file).hasSize(175_006);
    }

    private record Expected(int pair, int frame, int[] corner, int[] middle, int[] last, double mean) {}

    /** Values of a computation in double; samples near a half may differ by one. */
    @Test
    void pictures_are_those_of_the_network_in_double() throws IOException {
        Expected[] all = {
            new Expected(0, 0, rgb(247, 72, 7), rgb(139, 0, 32), rgb(249, 23, 193), 76.16087),
            new Expected(0, 1, rgb(132, 204, 35), rgb(98, 134, 142), rgb(82, 59, 51), 50.24963),
            new Expected(599, 0, rgb(253, 80, 9), rgb(150, 0, 8), rgb(244, 29, 204), 74.23787),
            new Expected(599, 1, rgb(130, 202, 36), rgb(76, 128, 161), rgb(77, 55, 55), 49.27553)
        };
        RendererContent content = content();
        byte[][] frames = new byte[2][content.header().frameSize().rgbBytes()];
        MessageDigest digest = Sha256.digest();
        try (PairRenderer renderer =
                Renderers.open(content.header(), RendererWeights.of(content.weights()), 1, KernelChoice.AUTO)) {
            for (Expected expected : all) {
                if (expected.frame == 0) {
                    PairInput input = new PairInput.Latents(content.latents().values(expected.pair));
                    renderer.render(input, new float[0], FrameEdits.NONE, frames[0], frames[1]);
                    digest.update(frames[0]);
                    digest.update(frames[1]);
                }
                byte[] frame = frames[expected.frame];
                assertThat(at(frame, 0, 0)).isEqualTo(expected.corner);
                assertThat(at(frame, 437, 582)).isEqualTo(expected.middle);
                assertThat(at(frame, 873, 1163)).isEqualTo(expected.last);
                double sum = 0;
                for (byte sample : frame) {
                    sum += sample & 0xff;
                }
                assertThat(sum / frame.length).isCloseTo(expected.mean, within(0.0001));
            }
        }
        assertThat(Sha256.of(digest).substring(0, 32)).isEqualTo(GOLDEN);
    }

    private static int[] rgb(int red, int green, int blue) {
        return new int[] {red, green, blue};
    }

    private static int[] at(byte[] frame, int y, int x) {
        int at = 3 * (y * 1164 + x);
        return rgb(frame[at] & 0xff, frame[at + 1] & 0xff, frame[at + 2] & 0xff);
    }
}
