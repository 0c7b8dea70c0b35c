package org.fovea.video.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.testkit.Thrown.assertThrown;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;
import org.fovea.codec.FrameSize;
import org.fovea.video.FrameSource;
import org.fovea.video.write.TestClips;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ScaledFramesTest {
    private static final FrameSize LARGE = new FrameSize(131, 97);

    @ParameterizedTest
    @CsvSource({"58, 44", "262, 194", "131, 98", "1, 1"})
    void a_flat_frame_stays_flat(int width, int height) {
        FrameSize size = new FrameSize(width, height);
        byte[] rgb = frame(LARGE, (x, y, channel) -> 40 + 80 * channel);
        byte[] expected = frame(size, (x, y, channel) -> 40 + 80 * channel);
        for (ScaleFilter filter : ScaleFilter.values()) {
            assertThat(scaled(rgb, LARGE, size, filter)).as("%s", filter).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_soft_picture_comes_back_from_half_its_size(ScaleFilter filter) {
        FrameSize half = new FrameSize(66, 48);
        byte[] rgb = frame(LARGE, (x, y, channel) ->
                (int) Math.round(128 + 90 * Math.sin(x / 17.0 + channel) * Math.cos(y / 13.0)));
        byte[] back = scaled(scaled(rgb, LARGE, half, filter), half, LARGE, filter);
        int inside = 0;
        for (int y = 6; y < LARGE.height() - 6; y++) {
            for (int i = 3 * (y * LARGE.width() + 6); i < 3 * (y * LARGE.width() + LARGE.width() - 6); i++) {
                inside = Math.max(inside, Math.abs((rgb[i] & 0xff) - (back[i] & 0xff)));
            }
        }
        assertThat(inside).isLessThanOrEqualTo(3);
    }

    @Test
    void a_source_in_another_size_has_as_many_frames() throws IOException {
        TestClips.Given source = new TestClips.Given(
                LARGE,
                IntStream.range(0, 3)
                        .mapToObj(i -> frame(LARGE, (x, y, channel) -> 10 + i))
                        .toList());
        FrameSize size = new FrameSize(20, 12);
        byte[] rgb = new byte[size.rgbBytes()];
        try (FrameSource frames = ScaledFrames.of(source, size, ScaleFilter.LANCZOS)) {
            assertThat(frames.size()).isEqualTo(size);
            for (int i = 0; i < 3; i++) {
                assertThat(frames.next(rgb)).isTrue();
                // The weights of a filter are rounded, so that their sum may miss 1 a little.
                for (byte value : rgb) {
                    assertThat(value & 0xff).isBetween(9 + i, 11 + i);
                }
            }
            assertThat(frames.next(rgb)).isFalse();
            assertThrown(IllegalArgumentException.class, () -> frames.next(new byte[3]));
        }
        assertThat(source.closed).isTrue();
        assertThat(ScaledFrames.of(source, LARGE, ScaleFilter.LANCZOS)).isSameAs(source);
    }

    private interface Pixel {
        int value(int x, int y, int channel);
    }

    private static byte[] frame(FrameSize size, Pixel pixel) {
        byte[] rgb = new byte[size.rgbBytes()];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) pixel.value(i / 3 % size.width(), i / 3 / size.width(), i % 3);
        }
        return rgb;
    }

    private static byte[] scaled(byte[] rgb, FrameSize from, FrameSize to, ScaleFilter filter) {
        byte[] out = new byte[to.rgbBytes()];
        try (FrameSource frames = ScaledFrames.of(new TestClips.Given(from, List.of(rgb)), to, filter)) {
            assertThat(frames.next(out)).isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out;
    }
}
