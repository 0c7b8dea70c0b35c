package org.fovea.video.colour;

import static org.assertj.core.api.Assertions.assertThat;

import org.fovea.codec.FrameSize;
import org.junit.jupiter.api.Test;

class RgbToYuv444Test {
    /** Every colour whose components are multiples of 3, 0 and 255 among them. */
    @Test
    void every_colour_is_as_the_standard_says_within_rounding() {
        RgbToYuv444 converter = new RgbToYuv444(new FrameSize(86, 86));
        byte[] rgb = new byte[86 * 86 * 3];
        for (int red = 0; red < 256; red += 3) {
            for (int i = 0; i < 86 * 86; i++) {
                rgb[3 * i] = (byte) red;
                rgb[3 * i + 1] = (byte) (i / 86 * 3);
                rgb[3 * i + 2] = (byte) (i % 86 * 3);
            }
            byte[] planes = converter.convert(rgb);
            for (int i = 0; i < 86 * 86; i++) {
                double green = i / 86 * 3;
                double blue = i % 86 * 3;
                double luma = 0.299 * red + 0.587 * green + 0.114 * blue;
                check(planes[i], luma);
                check(planes[86 * 86 + i], Math.min(255, 128 + (blue - luma) / 1.772));
                check(planes[2 * 86 * 86 + i], Math.min(255, 128 + (red - luma) / 1.402));
            }
        }
    }

    private static void check(byte sample, double exact) {
        assertThat(Math.abs((sample & 255) - exact)).isLessThan(0.51);
    }
}
