package org.fovea.evaluate.selftest;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.FramePair;

/**
 * Pictures to test evaluators on where there is no clip: a road under a sky with textured ground, seen twice with a
 * small motion between.
 */
public final class SyntheticPairs {
    private SyntheticPairs() {}

    /**
     * @param size of the frames, at least 16×16
     * @param count number of pairs, each with another scene and motion
     * @param seed the same seed gives the same pixels
     */
    public static List<FramePair> of(FrameSize size, int count, long seed) {
        if (Math.min(size.width(), size.height()) < 16) {
            throw new IllegalArgumentException("frames of " + size);
        }
        List<FramePair> pairs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Random random = new Random(seed + 7919L * i);
            Scene scene = new Scene(random);
            double shift = 4 * random.nextDouble() - 2;
            pairs.add(
                    new FramePair(size, scene.draw(size, 0, 0), scene.draw(size, shift, 1 + 2 * random.nextDouble())));
        }
        return pairs;
    }

    /** Smooth waves for texture: no two places look alike, and every colour channel differs. */
    private static final class Scene {
        private static final int WAVES = 12;
        private final double[][] waves = new double[WAVES][5];
        private final double horizon;
        private final double vanishing;

        Scene(Random random) {
            horizon = 0.35 + 0.2 * random.nextDouble();
            vanishing = 0.4 + 0.2 * random.nextDouble();
            for (double[] wave : waves) {
                double period = 12 * Math.pow(2, 3.5 * random.nextDouble());
                double angle = 2 * Math.PI * random.nextDouble();
                wave[0] = 2 * Math.PI * Math.cos(angle) / period;
                wave[1] = 2 * Math.PI * Math.sin(angle) / period;
                wave[2] = 2 * Math.PI * random.nextDouble();
                wave[3] = 3 + 5 * random.nextDouble();
                wave[4] = random.nextInt(3);
            }
        }

        /** The scene, moved by a number of pixels to the right and down. */
        byte[] draw(FrameSize size, double right, double down) {
            byte[] rgb = new byte[size.rgbBytes()];
            double[] colour = new double[3];
            for (int y = 0; y < size.height(); y++) {
                for (int x = 0; x < size.width(); x++) {
                    shade(colour, size, x - right, y - down);
                    for (int c = 0; c < 3; c++) {
                        rgb[3 * (y * size.width() + x) + c] = (byte) Math.round(Math.clamp(colour[c], 0, 255));
                    }
                }
            }
            return rgb;
        }

        private void shade(double[] colour, FrameSize size, double x, double y) {
            double depth = (y / size.height() - horizon) / (1 - horizon);
            double across = Math.abs(x / size.width() - vanishing);
            if (depth < 0) {
                set(colour, 150 + 60 * depth, 175 + 40 * depth, 215);
            } else if (across < 0.02 + 0.03 * depth && Math.sin(14 / (0.15 + depth)) > 0) {
                set(colour, 205, 205, 195);
            } else if (across < 0.06 + 0.5 * depth) {
                set(colour, 92, 93, 96);
            } else {
                set(colour, 84, 112, 70);
            }
            for (double[] wave : waves) {
                double value = wave[3] * Math.sin(wave[0] * x + wave[1] * y + wave[2]);
                for (int c = 0; c < 3; c++) {
                    colour[c] += (int) wave[4] == c ? value : 0.5 * value;
                }
            }
        }

        private static void set(double[] colour, double red, double green, double blue) {
            colour[0] = red;
            colour[1] = green;
            colour[2] = blue;
        }
    }
}
