package org.fovea.video.prefilter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CorridorBlurTest {
    private static final int HEIGHT = 60;
    private static final int WIDTH = 80;
    private static final int SAMPLES = HEIGHT * WIDTH;

    /** A rectangle: the lower half of the picture, and of that the middle half. */
    private static final CorridorSettings BOX = new CorridorSettings(3, 0.5, 0.5, 0.5, 0.5, 0);

    private static byte[] blurred(byte[] plane, CorridorSettings settings) {
        byte[] copy = plane.clone();
        new CorridorBlur(HEIGHT, WIDTH, settings.radius(), settings).apply(copy);
        return copy;
    }

    private static boolean inside(int at) {
        int x = at % WIDTH;
        return at / WIDTH >= HEIGHT / 2 && x >= WIDTH / 4 && x < 3 * WIDTH / 4;
    }

    @Test
    void the_corridor_is_untouched_and_the_rest_is_blurred() {
        byte[] noisy = TestPlanes.noise(SAMPLES, 100, 50, 5);
        byte[] result = blurred(noisy, BOX);
        byte[] outsideBefore = new byte[SAMPLES - HEIGHT / 2 * (WIDTH / 2)];
        byte[] outsideAfter = new byte[outsideBefore.length];
        int outside = 0;
        for (int i = 0; i < SAMPLES; i++) {
            if (inside(i)) {
                assertThat(result[i]).as("sample %d", i).isEqualTo(noisy[i]);
            } else {
                outsideBefore[outside] = noisy[i];
                outsideAfter[outside++] = result[i];
            }
        }
        assertThat(outside).isEqualTo(outsideBefore.length);
        // Three boxes of seven by seven leave about a sixtieth of white noise.
        assertThat(TestPlanes.variance(outsideAfter)).isLessThan(0.04 * TestPlanes.variance(outsideBefore));
    }

    @Test
    void a_larger_radius_blurs_more() {
        byte[] noisy = TestPlanes.noise(SAMPLES, 100, 50, 6);
        double last = TestPlanes.variance(noisy);
        for (int radius : new int[] {1, 3, 8}) {
            CorridorSettings nowhere = new CorridorSettings(radius, 1, 0.5, 0, 0, 0);
            double variance = TestPlanes.variance(blurred(noisy, nowhere));
            assertThat(variance).as("radius %d", radius).isLessThan(0.6 * last);
            last = variance;
        }
    }

    @Test
    void the_blur_sets_in_over_the_feather() {
        CorridorSettings soft = new CorridorSettings(8, 0, 0.5, 0.2, 0.2, 0.3);
        byte[] stripes = new byte[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            stripes[i] = (byte) (i / WIDTH % 2 == 0 ? 0 : 200);
        }
        byte[] result = blurred(stripes, soft);
        int row = HEIGHT / 2 + 1;
        int last = 200;
        // From the middle to the left edge, bright rows get darker and darker.
        for (int x = WIDTH / 2; x >= 0; x--) {
            int value = result[row * WIDTH + x] & 0xff;
            assertThat(value).as("column %d", x).isLessThanOrEqualTo(last);
            last = value;
        }
        assertThat(result[row * WIDTH + WIDTH / 2] & 0xff).isEqualTo(200);
        assertThat(result[row * WIDTH + 20] & 0xff).isBetween(130, 180);
        assertThat(last).isBetween(95, 106);
    }

    @Test
    void flat_pictures_stay_as_they_are() {
        for (int value : new int[] {0, 17, 255}) {
            byte[] plane = TestPlanes.flat(SAMPLES, value);
            assertThat(blurred(plane, BOX)).isEqualTo(plane);
        }
    }

    @Test
    void blurred_pictures_are_always_the_same() {
        CorridorSettings usual = new CorridorSettings(5, 0.42, 0.5, 0.35, 1.4, 0.1);
        byte[] result = blurred(TestPlanes.random(SAMPLES, 11), usual);
        assertThat(TestPlanes.hash(result)).isEqualTo("8a21e94766f5dd033fb98f1134a64855");
        byte[] sharp = blurred(TestPlanes.random(SAMPLES, 12), BOX);
        assertThat(TestPlanes.hash(sharp)).isEqualTo("15cfdf5028d10a2812ba10e5820740d7");
    }

    @Test
    void places_out_of_range_are_refused() {
        for (int radius : new int[] {-1, 17}) {
            assertThatThrownBy(() -> new CorridorSettings(radius, 0, 0, 0, 0, 0))
                    .hasMessage("radius of corridor is not in 0..16");
        }
        for (double wrong : List.of(-0.1, 2.1, Double.NaN)) {
            assertThatThrownBy(() -> new CorridorSettings(1, wrong, 0, 0, 0, 0))
                    .hasMessage("horizon of corridor is not in 0..1");
            assertThatThrownBy(() -> new CorridorSettings(1, 0, wrong, 0, 0, 0)).hasMessageStartingWith("centre of");
            assertThatThrownBy(() -> new CorridorSettings(1, 0, 0, wrong, 0, 0))
                    .hasMessage("top of corridor is not in 0..2");
            assertThatThrownBy(() -> new CorridorSettings(1, 0, 0, 0, wrong, 0)).hasMessageStartingWith("bottom of");
            assertThatThrownBy(() -> new CorridorSettings(1, 0, 0, 0, 0, wrong)).hasMessageStartingWith("feather of");
        }
        assertThat(CorridorSettings.OFF.isOff()).isTrue();
        assertThat(BOX.isOff()).isFalse();
    }
}
