package org.fovea.video.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY10;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P10;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV444P;
import static org.fovea.testkit.Thrown.assertThrown;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.fovea.codec.FormatException;
import org.junit.jupiter.api.Test;

class LumaDecoderTest {
    private static final String SECTION = "masks";

    @Test
    void grey_frames_come_out_as_they_went_in() {
        int[][] sizes = {{64, 48}, {70, 34}, {16, 16}, {33, 65}};
        for (int[] size : sizes) {
            byte[][] frames = Av1TestStream.frames(5, size[0], size[1], size[0]);
            assertFrames(Av1TestStream.grey(frames, size[0], size[1]), frames, size[0], size[1]);
        }
    }

    @Test
    void the_luma_plane_of_frames_with_chroma_comes_out() {
        byte[][] frames = Av1TestStream.frames(4, 64, 48, 1);
        assertFrames(Av1TestStream.encode(frames, 64, 48, AV_PIX_FMT_YUV420P), frames, 64, 48);
    }

    @Test
    void sequence_headers_tell_size_and_format() {
        byte[][] frames = Av1TestStream.frames(1, 70, 34, 1);
        assertThat(header(frames, 70, 34, AV_PIX_FMT_YUV420P))
                .isEqualTo(new SequenceHeader(70, 34, 8, false, true, true, false, false));
        assertThat(header(frames, 70, 34, AV_PIX_FMT_YUV444P))
                .isEqualTo(new SequenceHeader(70, 34, 8, false, false, false, false, false));
        assertThat(header(frames, 70, 34, AV_PIX_FMT_YUV420P10))
                .isEqualTo(new SequenceHeader(70, 34, 10, false, true, true, false, false));
        assertThat(parse(Av1TestStream.grey(frames, 70, 34)).header())
                .isEqualTo(new SequenceHeader(70, 34, 8, true, true, true, false, false));
    }

    @Test
    void other_sample_formats_are_refused_by_name() {
        byte[][] frames = Av1TestStream.frames(1, 64, 48, 1);
        assertRefused(Av1TestStream.encode(frames, 64, 48, AV_PIX_FMT_YUV444P), "8 bit 4:4:4");
        assertRefused(Av1TestStream.encode(frames, 64, 48, AV_PIX_FMT_YUV420P10), "10 bit 4:2:0");
        assertRefused(Av1TestStream.encode(frames, 64, 48, AV_PIX_FMT_GRAY10), "10 bit monochrome");
    }

    @Test
    void large_frames_are_refused_before_decoding() {
        BareAv1Stream stream = parse(Av1TestStream.grey(Av1TestStream.frames(1, 64, 48, 1), 64, 48));
        assertThrown(FormatException.class, () -> new LumaDecoder(stream, 63), "64×48");
        new LumaDecoder(stream, 64).close();
    }

    @Test
    void truncation_is_reported_or_leaves_whole_frames() {
        byte[][] frames = Av1TestStream.frames(4, 32, 32, 3);
        byte[] whole = Av1TestStream.grey(frames, 32, 32);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            int decoded = 0;
            try {
                decoded = decode(cut, frames);
            } catch (FormatException e) {
                assertThat(e.section()).isEqualTo(SECTION);
                assertThat(e.offset()).isBetween(0L, (long) length);
                continue;
            }
            // Cut between two temporal units: a shorter stream, but a stream. Its reader knows how many frames there
            // should be.
            assertThat(decoded).isLessThan(frames.length);
        }
    }

    @Test
    void changes_of_the_sequence_header_are_refused() {
        byte[] small = Av1TestStream.grey(Av1TestStream.frames(1, 32, 32, 3), 32, 32);
        byte[] large = Av1TestStream.grey(Av1TestStream.frames(1, 64, 32, 3), 64, 32);
        byte[] both = Arrays.copyOf(small, small.length + large.length);
        System.arraycopy(large, 0, both, small.length, large.length);
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> parse(both))
                .withMessageContaining("change")
                .satisfies(e -> assertThat(e.offset()).isEqualTo(BareAv1Stream.strip(SECTION, small).length));
    }

    @Test
    void foreign_bytes_are_refused() {
        assertThrown(FormatException.class, () -> parse("no video at all".getBytes(StandardCharsets.UTF_8)), "AV1");
        assertThrown(FormatException.class, () -> parse(new byte[] {0x12, 0, 0x12, 0}), "no frame");
    }

    @Test
    void a_closed_decoder_says_so() {
        BareAv1Stream stream = parse(Av1TestStream.grey(Av1TestStream.frames(1, 32, 32, 1), 32, 32));
        LumaDecoder decoder = new LumaDecoder(stream, 32);
        assertThrown(IllegalArgumentException.class, () -> decoder.next(new byte[5]));
        decoder.close();
        decoder.close();
        assertThrown(IllegalStateException.class, () -> decoder.next(new byte[1024]));
    }

    private static BareAv1Stream parse(byte[] data) {
        return BareAv1Stream.parse(SECTION, BareAv1Stream.strip(SECTION, data));
    }

    private static SequenceHeader header(byte[][] frames, int width, int height, int format) {
        return parse(Av1TestStream.encode(frames, width, height, format)).header();
    }

    private static void assertRefused(byte[] data, String format) {
        BareAv1Stream stream = parse(data);
        assertThrown(FormatException.class, () -> new LumaDecoder(stream, 4096), format);
    }

    private static void assertFrames(byte[] data, byte[][] frames, int width, int height) {
        BareAv1Stream stream = parse(data);
        assertThat(stream.count()).isEqualTo(frames.length);
        assertThat(stream.header().width()).isEqualTo(width);
        assertThat(stream.header().height()).isEqualTo(height);
        assertThat(decode(data, frames)).isEqualTo(frames.length);
    }

    /** Decodes and compares; returns the number of frames. */
    private static int decode(byte[] data, byte[][] frames) {
        BareAv1Stream stream = parse(data);
        try (LumaDecoder decoder = new LumaDecoder(stream, 4096)) {
            byte[] luma = new byte[stream.header().width() * stream.header().height()];
            int count = 0;
            for (; decoder.next(luma); count++) {
                assertThat(luma).isEqualTo(frames[count]);
            }
            return count;
        }
    }
}
