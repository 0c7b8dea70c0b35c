package org.fovea.video.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.testkit.Thrown.assertThrown;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.junit.jupiter.api.Test;

/** Outer layers, written by hand: units of a few bytes, whose contents no decoder sees. */
class NalStreamTest {
    private static final FrameSize SIZE = new FrameSize(64, 48);

    /**
     * A sequence parameter set of VVC: numbers 0 and 0, one sublayer, 4:2:0, blocks of 128, no profile, no decoder
     * refresh and no other sizes, 64×48.
     */
    private static final String VVC_SET = "00 79 00 0c 00 82 0c 60";

    private static byte[] stream(String... units) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String unit : units) {
            out.writeBytes(new byte[] {0, 0, 0, 1});
            out.writeBytes(HexFormat.of().parseHex(unit.replace(" ", "")));
        }
        return out.toByteArray();
    }

    private static byte[] shortCodes(String... units) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String unit : units) {
            out.writeBytes(new byte[] {0, 0, 1});
            out.writeBytes(HexFormat.of().parseHex(unit.replace(" ", "")));
        }
        return out.toByteArray();
    }

    @Test
    void delimiters_filler_and_information_are_left_out_of_hevc_but_film_grain_is_kept() {
        String set = "42 01 01 55";
        String picture = "44 01 33";
        String slice = "26 01 af 10";
        String grain = "4e 01 05 01 aa 13 02 bb cc 80";
        byte[] raw = stream(
                "46 01 50", set, picture, "4e 01 05 02 aa bb 80", slice, "4c 01 ff 80", set, picture, grain, slice);
        assertThat(StreamCodec.HEVC.stored(raw)).isEqualTo(shortCodes(set, picture, slice, grain, slice));
        // Another sequence set makes the picture set new, though it has the same bytes.
        byte[] changed = stream(set, picture, slice, "42 01 01 56", picture, slice);
        assertThat(StreamCodec.HEVC.stored(changed))
                .isEqualTo(shortCodes(set, picture, slice, "42 01 01 56", picture, slice));
    }

    @Test
    void pictures_of_vvc_begin_with_their_header_or_a_slice_that_is_alone() {
        String header = "00 99 77";
        String part = "00 01 10";
        String alone = "00 01 90";
        byte[] raw = stream("00 a1 80", VVC_SET, "00 81 55", header, part, part, "00 b9 05 01 aa 80", alone, alone);
        byte[] stored = StreamCodec.VVC.stored(raw);
        assertThat(stored).isEqualTo(shortCodes(VVC_SET, "00 81 55", header, part, part, alone, alone));
        NalStream stream = NalStream.parse(stored, NalSyntax.VVC, SIZE);
        assertThat(stream.count()).isEqualTo(3);
        assertThat(stream.slices()).isEqualTo(4);
        assertThat(stream.start(0)).isZero();
        assertThat(stream.unit(1)).isEqualTo(shortCodes(alone));
        assertThat(stream.start(2)).isEqualTo(stored.length - 6);
    }

    @Test
    void sizes_are_read_before_a_decoder_sees_them() {
        byte[] stored = shortCodes(VVC_SET, "00 01 90");
        assertThrown(
                FormatException.class,
                () -> NalStream.parse(stored, NalSyntax.VVC, new FrameSize(65, 48)),
                "pictures of 64×48, 65×48 announced");
        byte[] cut = shortCodes("00 79 00 0d", "00 01 90");
        assertThrown(FormatException.class, () -> NalStream.parse(cut, NalSyntax.VVC, SIZE), "sequence parameter set");
    }

    @Test
    void layers_and_streams_without_start_codes_are_refused() {
        assertThrown(FormatException.class, () -> StreamCodec.HEVC.stored(stream("26 09 af")), "layers");
        assertThrown(FormatException.class, () -> StreamCodec.HEVC.stored(new byte[] {1, 2, 3}), "start code");
        assertThrown(FormatException.class, () -> StreamCodec.VVC.stored(new byte[0]));
        assertThrown(FormatException.class, () -> StreamCodec.AV1.stored(new byte[0]));
    }
}
