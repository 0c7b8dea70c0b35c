package org.fovea.video.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.fovea.codec.FrameSize;
import org.fovea.video.FrameSource;
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
    void fine_stripes_become_grey_instead_of_aliasing() {
        FrameSize size = new FrameSize(240, 16);
        byte[] rgb = frame(size, (x, y, channel) -> x % 2 == 0 ? 0 : 255);
        byte[] small = scaled(rgb, size, new FrameSize(80, 16), ScaleFilter.BICUBIC);
        for (int x = 10; x < 70; x++) {
            assertThat(small[3 * (8 * 80 + x)] & 0xff).isBetween(110, 145);
        }
    }

    @Test
    void channels_do_not_touch_each_other() {
        SplittableRandom random = new SplittableRandom(1);
        byte[] rgb = frame(LARGE, (x, y, channel) -> channel == 1 ? random.nextInt(256) : channel == 0 ? 7 : 200);
        byte[] small = scaled(rgb, LARGE, new FrameSize(60, 40), ScaleFilter.LANCZOS);
        for (int i = 0; i < small.length; i += 3) {
            assertThat(small[i] & 0xff).isEqualTo(7);
            assertThat(small[i + 2] & 0xff).isEqualTo(200);
        }
    }

    @Test
    void a_source_in_another_size_has_as_many_frames() throws IOException {
        Repeated source = new Repeated(LARGE, 3);
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
            assertThatIllegalArgumentException().isThrownBy(() -> frames.next(new byte[3]));
        }
        assertThat(source.closed).isTrue();
        assertThat(ScaledFrames.of(source, LARGE, ScaleFilter.LANCZOS)).isSameAs(source);
    }

    /** Frames of one grey each. */
    private static final class Repeated implements FrameSource {
        private final FrameSize size;
        private final int count;
        private int given;
        private boolean closed;

        Repeated(FrameSize size, int count) {
            this.size = size;
            this.count = count;
        }

        @Override
        public FrameSize size() {
            return size;
        }

        @Override
        public boolean next(byte[] rgb) {
            if (given == count) {
                return false;
            }
            Arrays.fill(rgb, (byte) (10 + given++));
            return true;
        }

        @Override
        public void close() {
            closed = true;
        }
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
        FrameSource one = new FrameSource() {
            @Override
            public FrameSize size() {
                return from;
            }

            @Override
            public boolean next(byte[] frame) {
                System.arraycopy(rgb, 0, frame, 0, frame.length);
                return true;
            }

            @Override
            public void close() {}
        };
        try (FrameSource frames = ScaledFrames.of(one, to, filter)) {
            assertThat(frames.next(out)).isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out;
    }
}
