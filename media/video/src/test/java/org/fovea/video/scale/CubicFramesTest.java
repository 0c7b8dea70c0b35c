package org.fovea.video.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.fovea.codec.FrameSize;
import org.fovea.video.FrameSource;
import org.fovea.video.write.TestClips;
import org.junit.jupiter.api.Test;

/** The bicubic of the challenge's baseline, against its formula in double precision. */
class CubicFramesTest {
    private static double weight(double x) {
        double a = -0.75;
        double t = Math.abs(x);
        if (t <= 1) {
            return (a + 2) * t * t * t - (a + 3) * t * t + 1;
        }
        return t < 2 ? a * t * t * t - 5 * a * t * t + 8 * a * t - 4 * a : 0;
    }

    private static double pixel(FrameSize from, byte[] rgb, FrameSize to, int y, int x, int colour) {
        double down = (y + 0.5) * from.height() / to.height() - 0.5;
        double across = (x + 0.5) * from.width() / to.width() - 0.5;
        double sum = 0;
        for (int row = (int) Math.floor(down) - 1; row <= (int) Math.floor(down) + 2; row++) {
            for (int column = (int) Math.floor(across) - 1; column <= (int) Math.floor(across) + 2; column++) {
                int at = Math.clamp(row, 0, from.height() - 1) * from.width() + Math.clamp(column, 0, from.width() - 1);
                sum += weight(down - row) * weight(across - column) * (rgb[3 * at + colour] & 255);
            }
        }
        return sum;
    }

    private static void compare(FrameSize from, FrameSize to) throws IOException {
        byte[] rgb = new byte[from.rgbBytes()];
        new Random(7).nextBytes(rgb);
        byte[] out = new byte[to.rgbBytes()];
        try (FrameSource scaled = CubicFrames.of(new TestClips.Given(from, List.of(rgb)), to)) {
            assertThat(scaled.size()).isEqualTo(to);
            assertThat(scaled.next(out)).isTrue();
        }
        for (int y = 0; y < to.height(); y++) {
            for (int x = 0; x < to.width(); x++) {
                for (int colour = 0; colour < 3; colour++) {
                    double wanted = Math.clamp(pixel(from, rgb, to, y, x, colour), 0, 255);
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
        FrameSource frame = new TestClips.Given(new FrameSize(4, 2), List.of());
        assertThat(CubicFrames.of(frame, new FrameSize(4, 2))).isSameAs(frame);
    }
}
