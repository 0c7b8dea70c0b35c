package org.fovea.codec.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fovea.testkit.Thrown.assertThrown;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.codec.family.RendererFamilies;
import org.fovea.codec.family.RendererFamily;
import org.fovea.codec.mask.MaskShape;
import org.junit.jupiter.api.Test;

class ArchiveTest {
    private static final ArchiveHeader CHALLENGE =
            new ArchiveHeader(1164, 874, new MaskShape(600, 384, 512, 5), 1, List.of(56, 64, 52));

    @Test
    void reads_back_what_it_wrote() {
        Archive archive = sample();
        Archive read = Archive.parse(archive.toBytes());
        assertThat(read.header()).isEqualTo(archive.header());
        assertThat(read.sections()).hasSize(3);
        for (int i = 0; i < 3; i++) {
            Section before = archive.sections().get(i);
            Section after = read.sections().get(i);
            assertThat(after.kind()).isEqualTo(before.kind());
            assertThat(after.codec()).isEqualTo(before.codec());
            assertThat(after.optional()).isEqualTo(before.optional());
            assertThat(after.content()).isEqualTo(before.content());
        }
    }

    /** The file has height before width (see the golden bytes below), the program width before height. */
    @Test
    void width_and_height_keep_their_places() {
        ArchiveHeader header = Archive.parse(sample().toBytes()).header();
        assertThat(header.frameSize()).isEqualTo(new FrameSize(1164, 874)).hasToString("1164×874");
        assertThrown(
                FormatException.class,
                () -> ArchiveHeader.ofMasks(header.masks()).frameSize(),
                "nothing to draw");
    }

    /** A change of these bytes is a change of the format: raise its version and write docs/format.md anew. */
    @Test
    void bytes_are_those_of_format_version_one() {
        assertThat(HexFormat.of().formatHex(sample().toBytes()))
                .isEqualTo("46564131" + "03" // FVA1, sections
                        + "0f" // header length
                        + "d804" + "8003" + "8004" + "05" // pairs, mask height and width, classes
                        + "01" + "ea06" + "8c09" + "384034" // family, output height and width, parameters
                        + "80d87e8a" // CRC-32C of all before
                        + "02" + "01" + "03" + "b86bc147" + "010203" // weights
                        + "01" + "01" + "00" + "73a987d6" // masks, empty
                        + "c9" + "07" + "01" + "0ebb4f50" + "ff"); // optional kind 73
    }

    @Test
    void every_truncation_is_refused() {
        byte[] bytes = sample().toBytes();
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThrown(FormatException.class, () -> Archive.parse(cut), ", byte ");
        }
    }

    @Test
    void every_flipped_bit_is_noticed() {
        byte[] bytes = sample().toBytes();
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            byte[] damaged = bytes.clone();
            damaged[bit >> 3] ^= (byte) (1 << (bit & 7));
            assertThatThrownBy(() -> Archive.parse(damaged)).as("bit %d", bit).isInstanceOf(FormatException.class);
        }
    }

    @Test
    void random_bytes_give_nothing_but_format_exceptions() {
        Random random = new Random(1);
        byte[] bytes = sample().toBytes();
        for (int i = 0; i < 100_000; i++) {
            byte[] damaged = bytes.clone();
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                Archive.parse(
                        random.nextInt(3) == 0 ? Arrays.copyOf(damaged, random.nextInt(damaged.length)) : damaged);
            } catch (FormatException e) {
                assertThat(e.offset()).isBetween(0L, (long) bytes.length);
            }
        }
    }

    @Test
    void other_versions_and_other_files_are_refused_by_name() {
        byte[] bytes = sample().toBytes();
        bytes[3] = '2';
        assertThatThrownBy(() -> Archive.parse(bytes)).hasMessageContaining("format version '2'");
        assertThatThrownBy(() -> Archive.parse("hello world".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("not a Fovea archive");
    }

    @Test
    void a_second_section_of_a_kind_is_refused() {
        Section section = Section.required(SectionKind.POSES, 1, new byte[] {1});
        byte[] bytes = new Archive(CHALLENGE, List.of(section, section)).toBytes();
        assertThatThrownBy(() -> Archive.parse(bytes)).hasMessageContaining("a second section poses");
    }

    @Test
    void announced_lengths_beyond_the_file_are_refused_before_allocation() {
        byte[] bytes = new Archive(CHALLENGE, List.of(Section.required(SectionKind.MASKS, 1, new byte[0]))).toBytes();
        byte[] hostile = Arrays.copyOf(bytes, bytes.length + 4);
        byte[] frame = HexFormat.of().parseHex("0101ffffffff07" + "00000000");
        System.arraycopy(frame, 0, hostile, bytes.length - 7, frame.length);
        assertThatThrownBy(() -> Archive.parse(hostile)).hasMessageContaining("truncated: 2147483647 bytes announced");
    }

    @Test
    void headers_of_any_clip_round_trip() {
        Random random = new Random(7);
        for (int i = 0; i < 1000; i++) {
            MaskShape masks = new MaskShape(
                    1 + random.nextInt(ArchiveHeader.MAX_PAIRS),
                    1 + random.nextInt(4096),
                    1 + random.nextInt(4096),
                    2 + random.nextInt(15));
            int family = 1 + random.nextInt(255);
            // some families have a video or latent numbers instead of masks
            boolean others = RendererFamilies.find(family)
                    .filter(known -> known.input() != RendererFamily.Input.MASKS)
                    .isPresent();
            ArchiveHeader header = i % 3 == 0 || others
                    ? ArchiveHeader.ofMasks(masks)
                    : new ArchiveHeader(
                            1 + random.nextInt(16384),
                            1 + random.nextInt(16384),
                            masks,
                            family,
                            random.ints(random.nextInt(17), 1, 65536).boxed().toList());
            assertThat(Archive.parse(new Archive(header, List.of()).toBytes()).header())
                    .isEqualTo(header);
        }
    }

    @Test
    void impossible_headers_are_refused() {
        assertThatThrownBy(() -> new ArchiveHeader(0, 874, CHALLENGE.masks(), 1, List.of()))
                .hasMessageContaining("output width 0");
        assertThatThrownBy(() -> new ArchiveHeader(16385, 874, CHALLENGE.masks(), 1, List.of()))
                .hasMessageContaining("output width 16385");
        ArchiveHeader unknown = new ArchiveHeader(10, 10, CHALLENGE.masks(), 99, List.of());
        assertThatThrownBy(unknown::tensors).hasMessageContaining("renderer family 99 is unknown");
        ArchiveHeader odd = new ArchiveHeader(10, 10, CHALLENGE.masks(), 1, List.of(3, 4, 5));
        assertThrown(FormatException.class, odd::tensors, "width 3");
    }

    private static Archive sample() {
        return new Archive(
                CHALLENGE,
                List.of(
                        Section.required(SectionKind.WEIGHTS, 1, new byte[] {1, 2, 3}),
                        Section.required(SectionKind.MASKS, 1, new byte[0]),
                        new Section(73, true, 7, new byte[] {-1}, 0)));
    }
}
