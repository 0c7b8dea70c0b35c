package org.fovea.samples.drive;

/** Sky, haze, sun and lamps of a drive. Everything in linear light, where 1 is a white sheet in daylight. */
final class Light {
    final boolean night;
    final float[] skyTop;
    final float[] skyLow;
    final float[] ambient;

    /** Colour of distant air. */
    final float[] haze;

    /** Metres after which 63 % of the light is that of the air. */
    final double hazeLength;

    final double clouds;

    /** Depth of the shadows that trees throw on the road, 0 without sun. */
    final double shadows;

    /** Linear light to the sensor's scale. */
    final double exposure;

    /** Deviation of the sensor's noise in steps of 255, in the dark and added at full light. */
    final double noise;

    private final double beam;

    Light(DriveSettings settings) {
        SeededNumbers numbers = new SeededNumbers(settings.seed(), 404);
        night = settings.time() == TimeOfDay.NIGHT;
        if (night) {
            double glow = numbers.between(0.004, 0.02);
            skyTop = DriveStyle.colour(0.25 * glow, 0.3 * glow, 0.5 * glow);
            skyLow = DriveStyle.colour(1.1 * glow, 0.9 * glow, 0.75 * glow);
            haze = DriveStyle.colour(0.5 * glow, 0.5 * glow, 0.55 * glow);
            double dusk = numbers.between(0.012, 0.04);
            ambient = DriveStyle.colour(dusk, dusk, 1.2 * dusk);
            clouds = numbers.between(0, 0.5);
            shadows = 0;
            hazeLength = numbers.between(150, 900);
            exposure = numbers.between(2.8, 4.2);
            noise = numbers.between(1.6, 3.2);
            beam = numbers.between(0.5, 1.0);
            return;
        }
        clouds = numbers.between(0, 1);
        double sun = numbers.between(0.35, 1.1) * (1 - 0.4 * clouds);
        double warm = numbers.between(0, 0.3) * (1 - clouds);
        ambient = DriveStyle.colour(sun * (1 + 0.6 * warm), sun, sun * (1.02 - 0.8 * warm));
        double blue = 1 - 0.75 * clouds;
        skyTop = DriveStyle.colour(sun * (0.7 - 0.6 * blue), sun * (0.74 - 0.44 * blue), sun * (0.82 + 0.02 * blue));
        skyLow = DriveStyle.colour(
                sun * (0.9 - 0.25 * blue + 0.5 * warm), sun * (0.9 - 0.1 * blue), sun * (0.95 - 0.5 * warm));
        haze = DriveStyle.colour(0.78 * skyLow[0], 0.8 * skyLow[1], 0.86 * skyLow[2]);
        hazeLength = numbers.chance(0.2) ? numbers.between(90, 200) : numbers.between(400, 2000);
        shadows = clouds < 0.5 ? numbers.between(0.3, 0.6) : 0;
        exposure = numbers.between(1.2, 1.8) / Math.max(0.5, sun);
        noise = numbers.between(0.7, 1.6);
        beam = 0;
    }

    /** How much of an object's own light arrives, 0..1. */
    double clarity(double distance) {
        double depth = distance / hazeLength;
        return 1 / (1 + depth * (1 + depth * (0.5 + depth / 6))); // the first terms of exp
    }

    /** Light of the own headlights on something at a place before the car. */
    double headlights(double right, double forward, double up) {
        if (!night || forward <= 0.5) {
            return 0;
        }
        double reach = 1.5 + 0.3 * forward;
        double aside = right / reach;
        double wide = 1 + aside * aside;
        double far = forward / 26;
        double near = forward * forward / (forward * forward + 40);
        double high = Math.max(0, up - 0.9) / (0.4 + 0.05 * forward); // dipped: little above the lamps
        return beam * near / (wide * wide * (1 + far * far) * (1 + high * high));
    }
}
