package org.fovea.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.fovea.testkit.Thrown.assertThrown;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.fovea.codec.FormatException;
import org.fovea.codec.archive.Archive;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.archive.ZipWriter;
import org.fovea.codec.correction.TileAction;
import org.fovea.codec.ledger.LedgerEntry;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.interop.brotli.StoredBrotli;
import org.fovea.interop.payload.SubmissionPart;
import org.fovea.interop.qzs3.GreyVideoMasks;
import org.junit.jupiter.api.Test;

/** Every layout, on small payloads made here. */
class SubmissionsTest {
    private static final String NAME = "some.bin";

    @Test
    void every_layout_gives_the_same_content() {
        byte[][] files = {
            SyntheticPayload.tileActionPayload(),
            SyntheticPayload.rangeMaskPayload(),
            SyntheticPayload.p3(SyntheticPayload.video()),
            SyntheticPayload.qp19(),
        };
        RendererContent first = content(files[0]);
        assertThat(MaskTensor.of(first.masks()).classIds())
                .isEqualTo(SyntheticPayload.masks().classIds());
        for (byte[] file : files) {
            for (byte[] form : new byte[][] {file, ZipWriter.single("p", file), deflated("p", file)}) {
                RendererContent content = content(form);
                assertThat(content.header()).isEqualTo(first.header());
                assertThat(content.weights()).isEqualTo(first.weights());
                assertThat(content.poses()).isEqualTo(first.poses());
                assertThat(MaskTensor.of(content.masks()).classIds())
                        .isEqualTo(SyntheticPayload.masks().classIds());
            }
        }
        assertThat(first.header().masks()).isEqualTo(new MaskShape(4, 24, 32, 5));
        assertThat(first.header().outputWidth()).isEqualTo(1164);
        assertThat(first.header().outputHeight()).isEqualTo(874);
    }

    @Test
    void corrections_belong_to_their_layouts() {
        RendererContent tiles = content(SyntheticPayload.tileActionPayload());
        assertThat(tiles.tiles().orElseThrow().actions())
                .containsExactly(new TileAction(0, 1, 107), new TileAction(0, 3, 7));
        assertThat(tiles.router()).isEmpty();
        RendererContent router = content(SyntheticPayload.rangeMaskPayload());
        assertThat(router.router().orElseThrow().actions()).containsExactly(0, 1, 2, 3);
        assertThat(router.tiles()).isEmpty();
        byte[] without = SyntheticPayload.rangeMaskPayload();
        assertThat(content(Arrays.copyOf(without, without.length - 2)).router()).isEmpty();
        assertThat(content(SyntheticPayload.qp19()).tiles()).isEmpty();
    }

    @Test
    void masks_under_brotli_may_be_a_qma9_stream_too() {
        byte[] masks = StoredBrotli.of(SyntheticPayload.maskStream());
        Submission submission = Submissions.open(SyntheticPayload.p3(masks), NAME);
        assertThat(submission.parts().get(1).codec()).isEqualTo("Brotli over QMA9");
        assertThat(MaskTensor.of(submission.masks().orElseThrow()).classIds())
                .isEqualTo(SyntheticPayload.masks().classIds());
    }

    @Test
    void parts_cover_the_file_without_gap() {
        byte[][] files = {
            SyntheticPayload.tileActionPayload(),
            SyntheticPayload.rangeMaskPayload(),
            SyntheticPayload.p3(SyntheticPayload.video()),
            SyntheticPayload.qp19(),
            SyntheticPayload.maskStream(),
        };
        for (byte[] file : files) {
            for (byte[] form :
                    new byte[][] {file, ZipWriter.single("p", file), deflated("p", file), withReadme(file)}) {
                Submission submission = Submissions.open(form, NAME);
                int position = 0;
                for (SubmissionPart part : submission.parts()) {
                    assertThat(part.offset()).isEqualTo(position);
                    position += part.codedBytes();
                }
                assertThat(position).isEqualTo(form.length);
                assertThat(submission.ledger().fileBytes()).isEqualTo(form.length);
            }
        }
        assertThat(Submissions.open(files[0], NAME).ledger().structureBytes()).isZero();
        assertThat(Submissions.open(files[2], NAME).ledger().structureBytes()).isEqualTo(10);
        assertThat(Submissions.open(ZipWriter.single("p", files[0]), NAME)
                        .ledger()
                        .entries())
                .extracting(LedgerEntry::section)
                .containsExactly("zip", "masks", "weights", "tiles", "poses", "zip");
    }

    @Test
    void foreign_files_are_refused_with_what_was_expected() {
        byte[] noise = new byte[5000];
        new Random(4).nextBytes(noise);
        byte[] text = "# not a submission\n".getBytes(StandardCharsets.UTF_8);
        byte[] own = new Archive(ArchiveHeader.ofMasks(new MaskShape(1, 2, 2, 2)), List.of()).toBytes();
        assertRefused(new byte[0], "the file is empty");
        assertRefused(noise, "neither like a ZIP");
        assertRefused(text, "neither like a ZIP");
        assertRefused(ZipWriter.single("p", text), "no frames that Fovea can make: p (p is a text)");
        assertRefused(own, "this is a Fovea archive");
        assertRefused(twoMembers("a", "b", text), "no frames that Fovea can make: a, b (0 videos)");
        assertRefused(StoredBrotli.of(text), "it would end here");
    }

    @Test
    void a_plain_video_is_what_the_submission_is() {
        byte[] video = "\u001aE\u00df\u00a3 and the rest".getBytes(StandardCharsets.ISO_8859_1);
        Submission alone = Submissions.open(deflated("0.mkv", video), NAME);
        assertThat(alone.layout()).isEqualTo("plain video in ZIP");
        assertThat(alone.video().orElseThrow().bytes()).isEqualTo(video);
        assertThat(alone.video().orElseThrow().beside()).isEmpty();
        assertThat(alone.masks()).isEmpty();
        byte[] two = zip("model.int8.bz2", "BZh9".getBytes(StandardCharsets.US_ASCII), "0/video.mkv", video);
        Submission beside = Submissions.open(two, NAME);
        assertThat(beside.video().orElseThrow().name()).isEqualTo("0/video.mkv");
        assertThat(beside.video().orElseThrow().beside()).containsExactly("model.int8.bz2");
        assertThat(beside.ledger().fileBytes()).isEqualTo(two.length);
        assertThat(beside.ledger().entries())
                .extracting(LedgerEntry::section)
                .containsExactly("zip", "model.int8.bz2", "zip", "0/video.mkv", "zip");
        assertRefused(twoMembers("0.mkv", "1.mkv", video), "no frames that Fovea can make: 0.mkv, 1.mkv (2 videos)");
    }

    @Test
    void a_payload_beside_a_video_is_still_the_submission() {
        byte[] payload = SyntheticPayload.tileActionPayload();
        byte[] video = "\u001aE\u00df\u00a3".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(Submissions.open(zip("0.mkv", video, "p", payload), NAME).video())
                .isEmpty();
    }

    @Test
    void an_intact_zip_without_frames_is_not_called_damaged() {
        byte[] nothing = Arrays.copyOf("PK\5\6".getBytes(StandardCharsets.ISO_8859_1), 22);
        byte[] noise = new byte[100];
        new Random(5).nextBytes(noise);
        assertIntact(nothing, "the ZIP file holds nothing at all");
        assertIntact(ZipWriter.single("x", new byte[0]), "no frames that Fovea can make: x (x is an empty file)");
        assertIntact(ZipWriter.single("x", noise), "no frames that Fovea can make: x (x is of no layout");
    }

    private static void assertIntact(byte[] file, String reason) {
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> Submissions.open(file, NAME))
                .withMessageContaining(reason)
                .withMessageContaining("fovea score --original CLIP --candidate 0.raw --archive")
                .satisfies(refused -> assertThat(refused.isDamage()).isFalse());
    }

    @Test
    void too_much_and_too_little_is_refused() {
        byte[] a = SyntheticPayload.tileActionPayload();
        assertRefused(Arrays.copyOf(a, a.length + 1), "1 bytes too many");
        byte[] b = SyntheticPayload.rangeMaskPayload();
        assertRefused(Arrays.copyOf(b, b.length + 1), "2 expected for 4 pairs");
        assertRefused(Arrays.copyOf(b, b.length - 1), "2 expected for 4 pairs");
        byte[] p3 = SyntheticPayload.p3(SyntheticPayload.video());
        byte[] long3 = p3.clone();
        long3[5] = 1;
        assertRefused(long3, "announced");
        byte[] short3 = p3.clone();
        short3[2]--;
        assertRefused(short3, "truncated");
        byte[] version = SyntheticPayload.qp19();
        version[4] = 2;
        assertRefused(version, "version 2");
    }

    @Test
    void every_truncation_is_noticed() {
        byte[] a = SyntheticPayload.tileActionPayload();
        Mutations.truncate(a, 400, SubmissionsTest::readAll);
        Mutations.truncate(Arrays.copyOf(a, 200), 200, SubmissionsTest::readAll);
        byte[] zip = ZipWriter.single("p", a);
        Mutations.truncate(zip, 200, SubmissionsTest::readAll);
        byte[] b = SyntheticPayload.rangeMaskPayload();
        // All but the place where only the optional router actions are missing.
        Mutations.truncate(Arrays.copyOf(b, b.length - 2), 400, SubmissionsTest::readAll);
    }

    @Test
    void damage_is_noticed_or_decoded() {
        Mutations.run(
                shortened(SyntheticPayload.tileActionPayload()), 4, Mutations.COUNT / 3, SubmissionsTest::readAll);
        Mutations.run(SyntheticPayload.tileActionPayload(), 8, Mutations.COUNT / 6, SubmissionsTest::readAll);
        Mutations.run(SyntheticPayload.rangeMaskPayload(), 8, Mutations.COUNT / 6, SubmissionsTest::readAll);
        Mutations.run(SyntheticPayload.p3(SyntheticPayload.video()), 4, Mutations.COUNT / 6, SubmissionsTest::readAll);
        Mutations.run(SyntheticPayload.qp19(), 8, Mutations.COUNT / 6, SubmissionsTest::readAll);
        byte[] masks = SyntheticPayload.maskStream();
        Mutations.run(deflated("p", masks), 2, SubmissionsTest::readAll);
        Mutations.run(ZipWriter.single("p", masks), 2, SubmissionsTest::readAll);
    }

    @Test
    void damaged_video_is_noticed_or_decoded() {
        byte[] good = SyntheticPayload.hex(SyntheticPayload.GREY_VIDEO);
        Mutations.run(good, 4, data -> Mutations.readAll(GreyVideoMasks.parse(data)));
        assertThrown(
                FormatException.class, () -> GreyVideoMasks.parse(Arrays.copyOf(good, good.length - 1)), "truncated");
    }

    /** Only the beginning, so that mutations hit headers more often than random weights. */
    private static byte[] shortened(byte[] file) {
        return Arrays.copyOf(file, 400);
    }

    private static void readAll(byte[] file) {
        Mutations.readAll(Submissions.open(file, NAME).masks().orElseThrow());
    }

    private static RendererContent content(byte[] file) {
        return Submissions.open(file, NAME).renderer();
    }

    private static void assertRefused(byte[] file, String reason) {
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> Submissions.open(file, NAME))
                .withMessageStartingWith(NAME + ": section ")
                .withMessageContaining(reason);
    }

    private static byte[] deflated(String name, byte[] content) {
        return zip(name, content, null, null);
    }

    private static byte[] withReadme(byte[] content) {
        return zip("p", content, "README.txt", "made by hand".getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] twoMembers(String first, String second, byte[] content) {
        return zip(first, content, second, content);
    }

    private static byte[] zip(String first, byte[] content, String second, byte[] other) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(first));
            zip.write(content);
            if (second != null) {
                zip.putNextEntry(new ZipEntry(second));
                zip.write(other);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }
}
