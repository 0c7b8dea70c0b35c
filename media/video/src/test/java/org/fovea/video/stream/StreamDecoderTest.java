package org.fovea.video.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fovea.testkit.Thrown.assertThrown;

import java.util.Arrays;
import java.util.List;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.testkit.Resources;
import org.fovea.video.colour.Planes;
import org.fovea.video.colour.SampleLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StreamDecoderTest {
    @ParameterizedTest
    @EnumSource(Golden.class)
    void pictures_are_those_of_other_decoders_with_any_number_of_threads(Golden golden) {
        byte[] stored = golden.stored();
        for (int threads : new int[] {1, 2, 5}) {
            List<byte[]> planes = Golden.decode(stored, StreamCodec.AV1, golden.announced(), threads);
            assertThat(planes).hasSize(3 * golden.announced().frames());
            assertThat(Golden.sha256(planes)).isEqualTo(golden.hash());
        }
    }

    @ParameterizedTest
    @EnumSource(Golden.class)
    void stored_streams_are_smaller_and_stripping_them_again_changes_nothing(Golden golden) {
        byte[] stored = golden.stored();
        assertThat(stored.length).isLessThan(golden.raw().length);
        assertThat(StreamCodec.AV1.stored(stored)).isEqualTo(stored);
    }

    @ParameterizedTest
    @EnumSource(Golden.class)
    void another_size_depth_or_count_than_announced_is_refused(Golden golden) {
        AnnouncedStream said = golden.announced();
        FrameSize size = said.size();
        FrameSize wider = new FrameSize(size.width() + 2, size.height());
        FrameSize lower = new FrameSize(size.width(), size.height() - 2);
        refused(golden, new AnnouncedStream(wider, said.bitDepth(), said.frames()));
        refused(golden, new AnnouncedStream(lower, said.bitDepth(), said.frames()));
        refused(golden, new AnnouncedStream(size, 18 - said.bitDepth(), said.frames()));
        for (int frames : new int[] {1, said.frames() - 1, said.frames() + 1}) {
            refused(golden, new AnnouncedStream(size, said.bitDepth(), frames));
        }
    }

    private static void refused(Golden golden, AnnouncedStream announced) {
        assertThrown(
                FormatException.class,
                () -> Golden.decode(golden.stored(), StreamCodec.AV1, announced, 1),
                "section video",
                announced.size().toString());
    }

    @Test
    void an_anchor_of_hevc_is_cut_into_its_pictures() {
        AnnouncedStream announced = Golden.usual(new FrameSize(96, 64), 6);
        byte[] raw = Resources.bytes(StreamDecoderTest.class, "plain.hevc");
        assertThat(StreamCodec.HEVC.stored(raw)).isEqualTo(raw);
        assertThat(Golden.sha256(Golden.decode(raw, StreamCodec.HEVC, announced, 1)))
                .as("FFmpeg 5.1 gave the same")
                .isEqualTo("d29146bf9247dc68981a1f60a53074801311de821080fa876a3e2710582af69c");
        AnnouncedStream longer = Golden.usual(new FrameSize(96, 64), 7);
        assertThrown(FormatException.class, () -> Golden.decode(raw, StreamCodec.HEVC, longer, 1), "6 frames");
    }

    @Test
    void what_no_stream_may_hold_cannot_be_announced() {
        assertThrown(IllegalArgumentException.class, () -> new AnnouncedStream(new FrameSize(8, 8), 9, 1));
    }

    @Test
    void every_truncation_is_refused() {
        Golden golden = Golden.AV1_GRAIN;
        byte[] stored = golden.stored();
        for (int length = 0; length < stored.length; length += 1 + length / 40) {
            byte[] cut = Arrays.copyOf(stored, length);
            assertThatThrownBy(() -> Golden.decode(cut, StreamCodec.AV1, golden.announced(), 1))
                    .as("%s cut to %d bytes", golden, length)
                    .isInstanceOf(FormatException.class);
        }
    }

    @Test
    void planes_must_fit_and_closed_decoders_decode_nothing() {
        Golden golden = Golden.AV1_PLAIN;
        Planes small = Planes.of(SampleLayout.YUV_420, new FrameSize(64, 64));
        StreamDecoder decoder = new StreamDecoder(golden.stored(), StreamCodec.AV1, golden.announced(), 1);
        try (decoder) {
            assertThrown(IllegalArgumentException.class, () -> decoder.next(small));
            assertThat(decoder.next(golden.announced().planes())).isTrue();
        }
        assertThrown(
                IllegalStateException.class,
                () -> decoder.next(golden.announced().planes()));
    }
}
