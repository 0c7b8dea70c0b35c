package org.fovea.app.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Colours are told apart as normal, red-blind, green-blind and blue-blind eyes see them (Viénot 1999; Brettel's tritan
 * plane, simplified).
 */
class PaletteTest {
    /** Difference in CIE L*a*b* under which neighbouring areas begin to be confused. */
    private static final double MIN_DIFFERENCE = 14;

    private static final int COMMON = 8;

    private enum Sight {
        NORMAL(1, 0, 0, 0, 1, 0, 0, 0, 1),
        PROTANOPIA(0.11238, 0.88762, 0, 0.11238, 0.88762, 0, 0.00401, -0.00401, 1),
        DEUTERANOPIA(0.29275, 0.70725, 0, 0.29275, 0.70725, 0, -0.02234, 0.02234, 1),
        TRITANOPIA(1, 0.14461, -0.14461, 0, 0.85924, 0.14076, 0, 0.85924, 0.14076);

        private final double[] matrix;

        Sight(double... matrix) {
            this.matrix = matrix;
        }

        double[] lab(int colour) {
            double[] rgb = {linear(colour >> 16), linear(colour >> 8), linear(colour)};
            double[] seen = new double[3];
            for (int i = 0; i < 3; i++) {
                seen[i] = Math.clamp(
                        matrix[3 * i] * rgb[0] + matrix[3 * i + 1] * rgb[1] + matrix[3 * i + 2] * rgb[2], 0.0, 1.0);
            }
            double x = f((0.4124 * seen[0] + 0.3576 * seen[1] + 0.1805 * seen[2]) / 0.95047);
            double y = f(0.2126 * seen[0] + 0.7152 * seen[1] + 0.0722 * seen[2]);
            double z = f((0.0193 * seen[0] + 0.1192 * seen[1] + 0.9505 * seen[2]) / 1.08883);
            return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
        }

        private static double linear(int channel) {
            double value = (channel & 0xff) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
        }

        private static double f(double t) {
            return t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16.0 / 116;
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_first_eight_classes_differ_for_every_eye(Sight sight) {
        for (int i = 0; i < COMMON; i++) {
            for (int j = 0; j < i; j++) {
                assertThat(difference(sight, Palette.ofClass(i), Palette.ofClass(j)))
                        .as("classes %d and %d, %s", j, i, sight)
                        .isGreaterThan(MIN_DIFFERENCE);
            }
        }
    }

    @Test
    void all_sixteen_classes_differ() {
        for (int i = 0; i < 16; i++) {
            for (int j = 0; j < i; j++) {
                assertThat(difference(Sight.NORMAL, Palette.ofClass(i), Palette.ofClass(j)))
                        .as("classes %d and %d", j, i)
                        .isGreaterThan(MIN_DIFFERENCE);
            }
        }
    }

    @Test
    void all_256_classes_have_colours_that_the_page_does_not_have() {
        Set<Integer> colours = new HashSet<>();
        for (int id = 0; id < 256; id++) {
            colours.add(Palette.ofClass(id));
        }
        assertThat(colours).hasSize(256).doesNotContain(Palette.PAGE, Palette.INK);
    }

    private static double difference(Sight sight, int first, int second) {
        double[] a = sight.lab(first);
        double[] b = sight.lab(second);
        return Math.sqrt(Math.pow(a[0] - b[0], 2) + Math.pow(a[1] - b[1], 2) + Math.pow(a[2] - b[2], 2));
    }
}
