package org.fovea.video.prefilter;

import java.util.Arrays;
import java.util.Random;
import org.fovea.codec.io.Sha256;

/** Planes for tests, and what is measured of them. */
final class TestPlanes {
    private TestPlanes() {}

    static byte[] flat(int samples, int value) {
        byte[] plane = new byte[samples];
        Arrays.fill(plane, (byte) value);
        return plane;
    }

    /** Noise of up to {@code strength} on either side of a value. */
    static byte[] noise(int samples, int value, int strength, int seed) {
        Random random = new Random(seed);
        byte[] plane = new byte[samples];
        for (int i = 0; i < samples; i++) {
            plane[i] = (byte) (value + random.nextInt(-strength, strength + 1));
        }
        return plane;
    }

    /** Any bytes. */
    static byte[] random(int samples, int seed) {
        byte[] plane = new byte[samples];
        new Random(seed).nextBytes(plane);
        return plane;
    }

    static double variance(byte[] plane) {
        double sum = 0;
        double squares = 0;
        for (byte sample : plane) {
            int value = sample & 0xff;
            sum += value;
            squares += value * value;
        }
        double mean = sum / plane.length;
        return squares / plane.length - mean * mean;
    }

    static String hash(byte[] bytes) {
        return Sha256.of(bytes).substring(0, 32);
    }
}
