package org.fovea.samples.drive;

import org.fovea.codec.FrameSize;

/** From linear light to bytes: the lens darkens the corners, the curve bends, the sensor makes noise. */
final class Sensor {
    private static final int CURVE = 4096;
    private static final double MAX_ROOT = 2.2;
    private static final int NOISES = 1 << 16;
    private final float[] curve = new float[CURVE + 1];
    private final float[] noises = new float[NOISES];
    private final float[] vignette;
    private final float[] gain = new float[3];
    private final float deviation;
    private final long seed;

    Sensor(DriveSettings settings, Light light) {
        seed = settings.seed();
        SeededNumbers numbers = new SeededNumbers(seed, 808);
        for (int i = 0; i <= CURVE; i++) {
            double root = MAX_ROOT * i / CURVE;
            double linear = root * root;
            double bent = linear * (1 + linear / 16) / (1 + 0.4 * linear); // highlights are held back
            curve[i] = (float) Math.min(255, 255 * StrictMath.pow(bent, 0.54));
        }
        for (int i = 0; i < NOISES; i++) {
            noises[i] = (float) numbers.normal();
        }
        deviation = (float) light.noise;
        gain[0] = (float) (light.exposure * numbers.between(0.93, 1.07));
        gain[1] = (float) light.exposure;
        gain[2] = (float) (light.exposure * numbers.between(0.93, 1.07));
        vignette = vignette(settings.size(), numbers.between(0.05, 0.35));
    }

    private static float[] vignette(FrameSize size, double depth) {
        float[] factors = new float[size.pixels()];
        double half = 0.25 * ((double) size.width() * size.width() + (double) size.height() * size.height());
        for (int y = 0; y < size.height(); y++) {
            for (int x = 0; x < size.width(); x++) {
                double dx = x + 0.5 - size.width() / 2.0;
                double dy = y + 0.5 - size.height() / 2.0;
                double away = (dx * dx + dy * dy) / half;
                factors[y * size.width() + x] = (float) (1 - depth * away * away);
            }
        }
        return factors;
    }

    void expose(Canvas canvas, long frame, byte[] rgb) {
        long state = SeededNumbers.mix(seed ^ SeededNumbers.mix(frame)) | 1;
        for (int i = 0; i < vignette.length; i++) {
            state ^= state << 13; // xorshift64 (Marsaglia 2003)
            state ^= state >>> 7;
            state ^= state << 17;
            float light = vignette[i];
            rgb[3 * i] = level(canvas.red[i] * light * gain[0], (int) state & NOISES - 1);
            rgb[3 * i + 1] = level(canvas.green[i] * light * gain[1], (int) (state >>> 16) & NOISES - 1);
            rgb[3 * i + 2] = level(canvas.blue[i] * light * gain[2], (int) (state >>> 32) & NOISES - 1);
        }
    }

    private byte level(float linear, int noise) {
        double root = Math.sqrt(Math.max(0, linear));
        int index = (int) (Math.min(root, MAX_ROOT) * (CURVE / MAX_ROOT));
        float bright = curve[index];
        float value = bright + noises[noise] * deviation * (1 + bright * (0.6f / 255));
        return (byte) Math.clamp((int) (value + 0.5f), 0, 255);
    }
}
