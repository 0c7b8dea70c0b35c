package org.fovea.codec.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PixelHistoryTest {
    @Test
    void remembers_sixteen_frames() {
        Random random = new Random(1);
        Plane plane = new Plane(2, 3, 1);
        PixelHistory history = new PixelHistory(2, 3, new Labels(16));
        int[] seen = new int[60];
        for (int t = 0; t < seen.length; t++) {
            seen[t] = t > 0 && random.nextInt(3) > 0 ? seen[t - 1] : random.nextInt(16);
            plane.cls[plane.index(1, 2)] = (byte) seen[t];
            history.add(plane);
            long past = history.at(1, 2);
            int age = 0;
            while (age < 15 && seenAt(seen, t - age) == seenAt(seen, t - age - 1)) {
                age++;
            }
            assertThat(PixelHistory.age(past)).isEqualTo(age);
            for (int cls = 0; cls < 16; cls++) {
                long expected = 0;
                for (int k = 0; k < 16; k++) {
                    expected |= seenAt(seen, t - k) == cls ? 1L << 4 * k : 0;
                }
                assertThat(PixelHistory.matches(past, cls)).isEqualTo(expected);
            }
        }
    }

    private static int seenAt(int[] seen, int t) {
        return t < 0 ? 0 : seen[t];
    }
}
