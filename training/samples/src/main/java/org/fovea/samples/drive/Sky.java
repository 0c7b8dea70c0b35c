package org.fovea.samples.drive;

/** Paints everything above the horizon: sky, clouds, and a line of wooded hills that turns as the car turns. */
final class Sky {
    private static final int STEPS = 1024;
    private static final double WIDEST = 1.6;
    private final Light light;
    private final NoiseTexture noise;
    private final double[] arcs = new double[2 * STEPS + 2];
    private final double hills;
    private final float[] wood;
    private final float woodShare;

    Sky(DriveStyle style, Light light, NoiseTexture noise) {
        this.light = light;
        this.noise = noise;
        for (int i = 0; i < arcs.length; i++) {
            arcs[i] = StrictMath.atan((i - STEPS) * WIDEST / STEPS);
        }
        SeededNumbers numbers = new SeededNumbers(style.seed, 505);
        hills = numbers.between(0.015, 0.06);
        double lit = light.ambient[1];
        wood = DriveStyle.colour(0.05 * lit, 0.075 * lit, 0.04 * lit);
        woodShare = (float) Math.max(0.15, light.clarity(350));
    }

    /** Azimuth of a direction, without a call of atan for each pixel. */
    private double arc(double slope) {
        double place = Math.clamp(slope * (STEPS / WIDEST) + STEPS, 0.0, 2.0 * STEPS);
        int index = (int) place;
        return arcs[index] + (arcs[index + 1] - arcs[index]) * (place - index);
    }

    /** Paints all pixels at or above the horizon; those below are left to the ground. */
    void paint(View view) {
        double least = view.camera.height() / Ground.FARTHEST;
        for (int y = 0; y < view.size.height(); y++) {
            double v = (y + 0.5 - view.middleY) / view.focal;
            double steepest = Math.abs(view.sinRoll) * view.middleX / view.focal;
            if ((v * view.cosRoll - steepest) * view.cosPitch - view.sinPitch > 1.05 * least) {
                return;
            }
            for (int x = 0; x < view.size.width(); x++) {
                double u = (x + 0.5 - view.middleX) / view.focal;
                double low = u * view.sinRoll + v * view.cosRoll;
                double ahead = low * view.sinPitch + view.cosPitch;
                double rise = (view.sinPitch - low * view.cosPitch) / ahead;
                double slope = (u * view.cosRoll - v * view.sinRoll) / ahead;
                pixel(view, y * view.size.width() + x, view.camera.yaw() + arc(slope), rise);
            }
        }
    }

    private void pixel(View view, int at, double azimuth, double rise) {
        double crest = hills * (1 + 0.8 * noise.at(azimuth * 18, 3.5, 0)) + 0.006 * noise.at(azimuth * 420, 77.5, 0);
        float covered = (float) Math.clamp((crest - rise) * view.focal + 0.5, 0.0, 1.0);
        float red = 0;
        float green = 0;
        float blue = 0;
        if (covered < 1) {
            double up = Math.max(0, rise);
            float high = (float) (up / (up + 0.22));
            float cloud = noise.at(azimuth * 30, 90 * up / (up + 0.35), 0);
            cloud = (float) (Math.clamp(cloud * 2 + light.clouds * 1.4 - 0.6, 0.0, 1.0)) * (0.4f + 0.6f * high);
            float white = (float) (light.night ? 1.2 * light.skyLow[1] : 0.92 * light.ambient[1]);
            red = lerp(lerp(light.skyLow[0], light.skyTop[0], high), white, 0.75f * cloud);
            green = lerp(lerp(light.skyLow[1], light.skyTop[1], high), white, 0.75f * cloud);
            blue = lerp(lerp(light.skyLow[2], light.skyTop[2], high), 1.03f * white, 0.75f * cloud);
        }
        if (covered > 0) {
            float leaf = 1 + 0.6f * noise.at(azimuth * 300, rise * 420, 1);
            red = lerp(red, lerp(light.haze[0], wood[0] * leaf, woodShare), covered);
            green = lerp(green, lerp(light.haze[1], wood[1] * leaf, woodShare), covered);
            blue = lerp(blue, lerp(light.haze[2], wood[2] * leaf, woodShare), covered);
        }
        Canvas canvas = view.canvas();
        canvas.red[at] = red;
        canvas.green[at] = green;
        canvas.blue[at] = blue;
    }

    private static float lerp(float from, float to, float part) {
        return from + (to - from) * part;
    }
}
