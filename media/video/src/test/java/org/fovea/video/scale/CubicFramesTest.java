package org.fovea.video.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Random;
import org.fovea.codec.FrameSize;
import org.fovea.video.FrameSource;
import org.junit.jupiter.api.Test;

/** The bicubic of the challenge's baseline, against its formula in double precision. */
class CubicFramesTest {
    private record OneFrame(FrameSize size, byte[] rgb) implements FrameSource {
        @Override
        public boolean next(byte[] out) {
            System.arraycopy(rgb, 0, out, 0, rgb.length);
            return true;
        }

        @Override
        public void close() {}
    }

    private static double weight(double x) {
        double a = -0.75;
        double t = Math.abs(x);
        if (t <= 1) {
            return (a + 2) * t * t * t - (a + 3) * t * t + 1;
        }
        return t < 2 ? a * t * t * t - 5 * a * t * t + 8 * a * t - 4 * a : 0;
    }

    private static double pixel(OneFrame frame, FrameSize to, int y, int x, int colour) {
        FrameSize from = frame.size;
        double down = (y + 0.5) * from.height() / to.height() - 0.5;
        double across = (x + 0.5) * from.width() / to.width() - 0.5;
        double sum = 0;
        for (int row = (int) Math.floor(down) - 1; row <= (int) Math.floor(down) + 2; row++) {
            for (int column = (int) Math.floor(across) - 1; column <= (int) Math.floor(across) + 2; column++) {
                int at = Math.clamp(row, 0, from.height() - 1) * from.width() + Math.clamp(column, 0, from.width() - 1);
                sum += weight(down - row) * weight(across - column) * (frame.rgb[3 * at + colour] & 255);
            }
        }
        return sum;
    }

    private static void compare(FrameSize from, FrameSize to) throws IOException {
        byte[] rgb = new byte[from.rgbBytes()];
        new Random(7).nextBytes(rgb);
        OneFrame frame = new OneFrame(from, rgb);
        byte[] out = new byte[to.rgbBytes()];
        try (FrameSource scaled = CubicFrames.of(frame, to)) {
            assertThat(scaled.size()).isEqualTo(to);
            assertThat(scaled.next(out)).isTrue();
        }
        for (int y = 0; y < to.height(); y++) {
            for (int x = 0; x < to.width(); x++) {
                for (int colour = 0; colour < 3; colour++) {
                    double wanted = Math.clamp(pixel(frame, to, y, x, colour), 0, 255);
                    int got = out[3 * (y * to.width() + x) + colour] & 255;
                    assertThat(Math.abs(got - wanted)).as("%d, %d", y, x).isLessThan(0.501);
                }
            }
        }
    }

    @Test
    void enlarging_and_shrinking_are_the_formula() throws IOException {
        compare(new FrameSize(52, 39), new FrameSize(116, 87));
        compare(new FrameSize(7, 5), new FrameSize(33, 41));
        compare(new FrameSize(64, 48), new FrameSize(31, 20));
    }

    @Test
    void frames_of_the_same_size_stay_the_same_source() {
        OneFrame frame = new OneFrame(new FrameSize(4, 2), new byte[24]);
        assertThat(CubicFrames.of(frame, new FrameSize(4, 2))).isSameAs(frame);
    }
}
