package org.fovea.video.prefilter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class DenoiserTest {
    private static final int HEIGHT = 40;
    private static final int WIDTH = 53;
    private static final int SAMPLES = HEIGHT * WIDTH;

    private static byte[] filtered(Denoiser denoiser, byte[] plane) {
        byte[] copy = plane.clone();
        denoiser.apply(copy);
        return copy;
    }

    private static Denoiser denoiser(double space, double time) {
        return new Denoiser(HEIGHT, WIDTH, space, time);
    }

    @Test
    void a_strength_of_zero_changes_nothing() {
        Denoiser none = denoiser(0, 0);
        for (int picture = 0; picture < 3; picture++) {
            byte[] plane = TestPlanes.random(SAMPLES, picture);
            assertThat(filtered(none, plane)).isEqualTo(plane);
        }
    }

    @Test
    void flat_pictures_stay_as_they_are() {
        for (int value : new int[] {0, 1, 128, 254, 255}) {
            Denoiser strong = denoiser(64, 64);
            byte[] plane = TestPlanes.flat(SAMPLES, value);
            assertThat(filtered(strong, plane)).isEqualTo(plane);
            assertThat(filtered(strong, plane)).isEqualTo(plane);
        }
    }

    @Test
    void noise_gets_weaker_the_stronger_the_filter() {
        byte[] noisy = TestPlanes.noise(SAMPLES, 120, 4, 3);
        double before = TestPlanes.variance(noisy);
        double weak = TestPlanes.variance(filtered(denoiser(2, 0), noisy));
        double usual = TestPlanes.variance(filtered(denoiser(8, 0), noisy));
        double strong = TestPlanes.variance(filtered(denoiser(32, 0), noisy));
        assertThat(weak).isLessThan(0.9 * before);
        assertThat(usual).isLessThan(0.7 * weak);
        assertThat(strong).isLessThan(0.7 * usual);
    }

    @Test
    void edges_larger_than_the_strength_stay() {
        byte[] edge = new byte[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            edge[i] = (byte) (i % WIDTH < 20 != i / WIDTH < 15 ? 90 : 110);
        }
        Denoiser denoiser = denoiser(5, 5);
        byte[] first = filtered(denoiser, edge);
        byte[] later = filtered(denoiser, TestPlanes.flat(SAMPLES, 140));
        for (int i = 0; i < SAMPLES; i++) {
            assertThat(first[i] - edge[i]).isBetween(-2, 2);
            assertThat(later[i] & 0xff).isBetween(138, 142);
        }
    }

    @Test
    void noise_that_changes_in_time_gets_weaker_from_picture_to_picture() {
        Denoiser denoiser = denoiser(0, 16);
        byte[] first = TestPlanes.noise(SAMPLES, 120, 4, 0);
        assertThat(filtered(denoiser, first)).isEqualTo(first);
        byte[] plane = first;
        for (int picture = 1; picture < 8; picture++) {
            plane = filtered(denoiser, TestPlanes.noise(SAMPLES, 120, 4, picture));
        }
        assertThat(TestPlanes.variance(plane)).isLessThan(0.5 * TestPlanes.variance(first));
    }

    @Test
    void a_picture_depends_on_those_before_it_only() {
        byte[] first = TestPlanes.noise(SAMPLES, 120, 9, 1);
        byte[] second = TestPlanes.noise(SAMPLES, 120, 9, 2);
        Denoiser space = denoiser(6, 0);
        Denoiser both = denoiser(6, 6);
        // The first picture has none before it, so the filter through time does nothing to it.
        assertThat(filtered(both, first)).isEqualTo(filtered(space, first));
        assertThat(filtered(both, second)).isNotEqualTo(filtered(space, second));
        // And without that filter, each picture stands for itself.
        assertThat(filtered(space, first)).isEqualTo(filtered(denoiser(6, 0), first));
    }

    @Test
    void denoised_pictures_are_always_the_same() {
        Denoiser denoiser = denoiser(4, 6);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int picture = 0; picture < 4; picture++) {
            all.writeBytes(filtered(denoiser, TestPlanes.noise(SAMPLES, 100, 60, picture)));
            all.writeBytes(filtered(denoiser, TestPlanes.noise(SAMPLES, 100, 6, picture)));
        }
        all.writeBytes(filtered(denoiser(64, 64), TestPlanes.random(SAMPLES, 9)));
        assertThat(TestPlanes.hash(all.toByteArray())).isEqualTo("509f140342505b404ffdc11657f9466d");
    }

    @Test
    void strengths_out_of_range_are_refused() {
        for (double wrong : List.of(-0.1, 64.1, Double.NaN)) {
            assertThatThrownBy(() -> new DenoiseSettings(wrong, 0, 0, 0)).hasMessage("luma of denoise is not in 0..64");
            assertThatThrownBy(() -> new DenoiseSettings(0, wrong, 0, 0)).hasMessageStartingWith("chroma of");
            assertThatThrownBy(() -> new DenoiseSettings(0, 0, wrong, 0)).hasMessageStartingWith("lumaTime of");
            assertThatThrownBy(() -> new DenoiseSettings(0, 0, 0, wrong)).hasMessageStartingWith("chromaTime of");
        }
        assertThat(DenoiseSettings.OFF.isOff()).isTrue();
        assertThat(new DenoiseSettings(0, 0, 0, 0.5).isOff()).isFalse();
    }
}
