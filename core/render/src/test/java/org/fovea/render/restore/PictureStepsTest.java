package org.fovea.render.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fovea.testkit.Thrown.assertThrown;

import java.util.Arrays;
import org.fovea.codec.io.Sha256;
import org.junit.jupiter.api.Test;

class PictureStepsTest {
    private static byte[] plane(int height, int width) {
        byte[] plane = new byte[height * width];
        for (int i = 0; i < plane.length; i++) {
            double x = i % width * 0.11;
            double y = i / width * 0.07;
            plane[i] = (byte) (int) (128 + 60 * StrictMath.sin(x) + 50 * StrictMath.cos(y + x));
        }
        return plane;
    }

    private static byte[] resize(byte[] plane, int height, int width, int toHeight, int toWidth, ResizeFilter filter) {
        byte[] out = new byte[toHeight * toWidth];
        new PlaneResizer(height, width, toHeight, toWidth, filter).resize(plane, out);
        return out;
    }

    private static String hash(byte[] bytes) {
        return Sha256.of(bytes).substring(0, 32);
    }

    @Test
    void taps_of_every_sample_add_up_to_one() {
        for (ResizeFilter filter : ResizeFilter.values()) {
            for (int[] sizes : new int[][] {{291, 1164}, {437, 874}, {100, 33}, {1, 7}, {7, 1}, {640, 641}, {9, 9}}) {
                ResizeTaps taps = ResizeTaps.of(sizes[0], sizes[1], filter);
                for (int i = 0; i < sizes[1]; i++) {
                    int from = i * taps.count();
                    assertThat(Arrays.stream(taps.weights(), from, from + taps.count())
                                    .sum())
                            .isEqualTo(1 << 14);
                }
            }
        }
    }

    @Test
    void resizing_is_that_of_its_definition() {
        int[][] cases = {{20, 31, 41, 62}, {40, 60, 17, 25}, {1, 1, 5, 4}, {6, 5, 1, 1}, {9, 8, 9, 30}};
        for (ResizeFilter filter : ResizeFilter.values()) {
            for (int[] c : cases) {
                byte[] plane = plane(c[0], c[1]);
                assertThat(resize(plane, c[0], c[1], c[2], c[3], filter))
                        .isEqualTo(naive(plane, c[0], c[1], c[2], c[3], filter));
            }
        }
    }

    private static byte[] naive(byte[] plane, int height, int width, int toHeight, int toWidth, ResizeFilter filter) {
        ResizeTaps across = ResizeTaps.of(width, toWidth, filter);
        ResizeTaps down = ResizeTaps.of(height, toHeight, filter);
        byte[] out = new byte[toHeight * toWidth];
        for (int i = 0; i < out.length; i++) {
            int x = i % toWidth;
            int y = i / toWidth;
            long sum = 1 << 19;
            for (int v = 0; v < down.count(); v++) {
                int row = Math.clamp(down.first()[y] + v, 0, height - 1);
                long line = 1 << 7;
                for (int u = 0; u < across.count(); u++) {
                    int column = Math.clamp(across.first()[x] + u, 0, width - 1);
                    line += (plane[row * width + column] & 0xff) * (long) across.weights()[x * across.count() + u];
                }
                sum += (line >> 8) * down.weights()[y * down.count() + v];
            }
            out[i] = (byte) Math.clamp(sum >> 20, 0, 255);
        }
        return out;
    }

    @Test
    void resized_planes_are_those_of_the_format() {
        byte[] plane = plane(219, 291);
        assertThat(hash(resize(plane, 219, 291, 874, 1164, ResizeFilter.BICUBIC)))
                .isEqualTo("c95143ef348e5d7441d399ef03d10756");
        assertThat(hash(resize(plane, 219, 291, 874, 1164, ResizeFilter.LANCZOS)))
                .isEqualTo("459a29e0a9bff056a4a85218a20f7af9");
        assertThat(hash(resize(plane, 219, 291, 100, 97, ResizeFilter.LANCZOS)))
                .isEqualTo("149c596a4cfd9c502161b316c1f8ff00");
    }

    @Test
    void wrong_sizes_are_refused() {
        assertThrown(IllegalArgumentException.class, () -> new PlaneResizer(0, 1, 1, 1, ResizeFilter.BICUBIC));
        PlaneResizer resizer = new PlaneResizer(2, 2, 4, 4, ResizeFilter.BICUBIC);
        assertThrown(IllegalArgumentException.class, () -> resizer.resize(new byte[3], new byte[16]));
    }
}
