package org.fovea.render.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.fovea.codec.io.Sha256;
import org.fovea.codec.video.Enlargement;
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
    void a_plane_of_one_grey_stays_as_it_is() {
        for (ResizeFilter filter : ResizeFilter.values()) {
            for (int grey : new int[] {0, 1, 127, 254, 255}) {
                byte[] plane = new byte[20 * 30];
                Arrays.fill(plane, (byte) grey);
                assertThat(resize(plane, 20, 30, 47, 81, filter)).containsOnly((byte) grey);
                assertThat(resize(plane, 20, 30, 7, 11, filter)).containsOnly((byte) grey);
            }
        }
    }

    @Test
    void what_is_enlarged_and_made_smaller_again_is_nearly_the_same() {
        byte[] plane = plane(60, 80);
        assertThat(resize(plane, 60, 80, 60, 80, ResizeFilter.BICUBIC)).isEqualTo(plane);
        for (ResizeFilter filter : ResizeFilter.values()) {
            byte[] back = resize(resize(plane, 60, 80, 150, 200, filter), 150, 200, 60, 80, filter);
            for (int i = 0; i < plane.length; i++) {
                assertThat(back[i] & 0xff).isCloseTo(plane[i] & 0xff, within(4));
            }
        }
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
    void every_way_of_enlarging_has_its_filter() {
        for (Enlargement enlargement : Enlargement.values()) {
            assertThat(ResizeFilter.of(enlargement).name()).isEqualTo(enlargement.name());
        }
    }

    @Test
    void wrong_sizes_are_refused() {
        assertThatThrownBy(() -> new PlaneResizer(0, 1, 1, 1, ResizeFilter.BICUBIC))
                .isInstanceOf(IllegalArgumentException.class);
        PlaneResizer resizer = new PlaneResizer(2, 2, 4, 4, ResizeFilter.BICUBIC);
        assertThatThrownBy(() -> resizer.resize(new byte[3], new byte[16]))
                .isInstanceOf(IllegalArgumentException.class);
        for (int[] wrong : new int[][] {{0, 1}, {1025, 1}, {1, 0}, {1, 9}}) {
            assertThatThrownBy(() -> new Unsharp(2, 2, wrong[0], wrong[1]))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new SaliencyGrain(2, 2, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SaliencyGrain(2, 2, 1, 1L << 32)).isInstanceOf(IllegalArgumentException.class);
        byte[] frame = new byte[12];
        assertThatThrownBy(() -> new SaliencyGrain(2, 2, 1, 1).apply(-1, frame, new byte[12]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Unsharp(2, 2, 1, 1).apply(frame, frame))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sharpening_is_that_of_its_definition() {
        int[][] cases = {{9, 11, 256, 1}, {20, 14, 77, 3}, {3, 5, 1024, 8}, {1, 1, 100, 2}, {30, 2, 1, 4}};
        for (int[] c : cases) {
            byte[] rgb = RandomFilter.frame(c[0], c[1], 5);
            byte[] out = new byte[rgb.length];
            Unsharp unsharp = new Unsharp(c[0], c[1], c[2], c[3]);
            unsharp.apply(rgb, out);
            unsharp.apply(rgb, out);
            for (int i = 0; i < rgb.length; i++) {
                assertThat(out[i] & 0xff).isEqualTo(sharp(rgb, i, c));
            }
        }
    }

    private static int sharp(byte[] rgb, int i, int[] c) {
        int side = 2 * c[3] + 1;
        int sum = side * side / 2;
        for (int tap = 0; tap < side * side; tap++) {
            int y = Math.clamp(i / 3 / c[1] + tap / side - c[3], 0, c[0] - 1);
            int x = Math.clamp(i / 3 % c[1] + tap % side - c[3], 0, c[1] - 1);
            sum += rgb[(y * c[1] + x) * 3 + i % 3] & 0xff;
        }
        int sample = rgb[i] & 0xff;
        return Math.clamp(sample + ((c[2] * (sample - sum / (side * side)) + 128) >> 8), 0, 255);
    }

    @Test
    void sharpened_frames_are_those_of_the_format() {
        byte[] rgb = RandomFilter.frame(100, 150, 6);
        byte[] out = new byte[rgb.length];
        new Unsharp(100, 150, 200, 2).apply(rgb, out);
        assertThat(hash(out)).isEqualTo("ec0f901ce156ef7d5b6bd09c6b545c7f");
    }

    @Test
    void flat_pictures_get_the_grain_that_was_asked_for() {
        byte[] rgb = new byte[300 * 400 * 3];
        Arrays.fill(rgb, (byte) 128);
        for (int strength16 : new int[] {16, 48, 160}) {
            byte[] out = new byte[rgb.length];
            new SaliencyGrain(300, 400, strength16, 1).apply(0, rgb, out);
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < out.length; i += 3) {
                int grain = (out[i] & 0xff) - 128;
                assertThat(out[i + 1]).isEqualTo(out[i]);
                assertThat(out[i + 2]).isEqualTo(out[i]);
                sum += grain;
                squares += grain * grain;
            }
            double mean = sum / (300 * 400);
            double asked = strength16 / 16.0;
            assertThat(mean).isCloseTo(0, within(0.02 * asked));
            // Rounding to whole numbers adds a twelfth to the variance.
            assertThat(Math.sqrt(squares / (300 * 400) - mean * mean - 1 / 12.0))
                    .isCloseTo(asked, within(0.02 * asked));
        }
    }

    @Test
    void strong_edges_get_no_grain() {
        byte[] rgb = new byte[40 * 60 * 3];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (i / 3 % 60 < 30 ? 60 : 180);
        }
        byte[] out = new byte[rgb.length];
        new SaliencyGrain(40, 60, 160, 9).apply(0, rgb, out);
        int elsewhere = 0;
        for (int i = 0; i < rgb.length; i++) {
            int x = i / 3 % 60;
            if (x >= 28 && x < 32) {
                assertThat(out[i]).isEqualTo(rgb[i]);
            } else if (x < 20) {
                elsewhere += out[i] == rgb[i] ? 0 : 1;
            }
        }
        assertThat(elsewhere).isGreaterThan(20 * 40 * 3 * 9 / 10);
    }

    private static byte[] grain(int frame, long seed, byte[] rgb) {
        byte[] out = new byte[rgb.length];
        new SaliencyGrain(90, 120, 40, seed).apply(frame, rgb, out);
        return out;
    }

    @Test
    void each_frame_and_seed_has_its_own_grain_and_always_the_same() {
        byte[] rgb = new byte[90 * 120 * 3];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (i / 3 % 120 + i / 360 * (i % 3));
        }
        byte[] usual = grain(3, 77, rgb);
        assertThat(grain(3, 77, rgb)).isEqualTo(usual);
        assertThat(grain(4, 77, rgb)).isNotEqualTo(usual);
        assertThat(grain(3, 78, rgb)).isNotEqualTo(usual);
        assertThat(grain(3, 0xffff_ffffL, rgb)).isNotEqualTo(usual);
        assertThat(hash(usual)).isEqualTo("5bace61be1706cfbe49261ce1664aa27");
    }
}
