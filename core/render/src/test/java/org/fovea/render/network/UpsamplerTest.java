package org.fovea.render.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.fovea.codec.FrameSize;
import org.fovea.render.kernel.Kernels;
import org.fovea.render.kernel.VectorKernels;
import org.junit.jupiter.api.Test;

class UpsamplerTest {
    @Test
    void resizing_is_bilinear() {
        int[][] sizes = {{4, 6, 9, 13}, {5, 3, 5, 3}, {1, 1, 4, 7}, {8, 8, 3, 5}, {384, 512, 87, 116}, {6, 9, 12, 18}};
        for (int[] s : sizes) {
            float[] rgb = random(s[0] * s[1] * 3);
            FrameSize size = new FrameSize(s[3], s[2]);
            byte[] drawn = resize(new VectorKernels(), rgb, s[0], s[1], size);
            assertThat(resize(new Kernels(), rgb, s[0], s[1], size)).isEqualTo(drawn);
            for (int i = 0; i < drawn.length; i++) {
                // Places are computed in float, as PyTorch does, which moves steep slopes by a thousandth.
                double exact = naive(rgb, s[0], s[1], size, i);
                assertThat((double) (drawn[i] & 0xff)).as("sample %d", i).isBetween(exact - 0.505, exact + 0.505);
            }
        }
    }

    private static byte[] resize(Kernels kernels, float[] rgb, int height, int width, FrameSize size) {
        byte[] out = new byte[size.rgbBytes()];
        try (Workers workers = new Workers(2)) {
            new Upsampler(kernels, workers, height, width, size).resize(rgb, out);
        }
        return out;
    }

    private static double naive(float[] rgb, int height, int width, FrameSize size, int sample) {
        int channel = sample % 3;
        double y = Math.max((sample / 3 / size.width() + 0.5) * height / size.height() - 0.5, 0);
        double x = Math.max((sample / 3 % size.width() + 0.5) * width / size.width() - 0.5, 0);
        int top = (int) y;
        int left = (int) x;
        double sum = 0;
        for (int row = 0; row < 2; row++) {
            for (int column = 0; column < 2; column++) {
                double weight = (row == 0 ? 1 - (y - top) : y - top) * (column == 0 ? 1 - (x - left) : x - left);
                int at = Math.min(top + row, height - 1) * width + Math.min(left + column, width - 1);
                sum += weight * rgb[at * 3 + channel];
            }
        }
        return sum;
    }

    private static float[] random(int count) {
        Random random = new Random(count);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat() * 255;
        }
        return values;
    }
}
