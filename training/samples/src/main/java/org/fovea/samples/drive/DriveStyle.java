package org.fovea.samples.drive;

/**
 * What one drive looks like from beginning to end: the road's cross-section, its colours, its surroundings, the own
 * car.
 */
final class DriveStyle {
    /** Lanes of the own direction, right of the middle line. */
    final int ownLanes;

    /** Lanes of the other direction. */
    final int otherLanes;

    final double laneWidth;

    /** From the outer lines to where the road ends. */
    final double shoulder;

    final boolean yellowMiddle;
    final boolean doubleMiddle;
    final boolean outerLines;
    final double dash;
    final double dashPeriod;
    final double lineWidth;
    final float paint;

    /** Linear reflectances. */
    final float[] asphalt;

    final float[] verge;
    final float[] grass;
    final float[] bonnet;

    /** 0 in the open country, 1 in a town. */
    final double urban;

    final double trees;
    final boolean lamps;
    final boolean parked;
    final boolean changesLanes;
    final double bonnetTop;
    final double bonnetArch;
    final long seed;

    DriveStyle(DriveSettings settings) {
        seed = settings.seed();
        SeededNumbers numbers = new SeededNumbers(seed, 202);
        ownLanes = 1 + numbers.below(2);
        otherLanes = numbers.chance(0.25) ? 0 : 1 + numbers.below(2);
        laneWidth = numbers.between(3.2, 3.8);
        shoulder = numbers.between(0.3, 1.6);
        yellowMiddle = numbers.chance(0.5);
        doubleMiddle = yellowMiddle && numbers.chance(0.6);
        outerLines = numbers.chance(0.9);
        dash = numbers.between(3, 5);
        dashPeriod = dash * numbers.between(2.2, 3.5);
        lineWidth = numbers.between(0.14, 0.2);
        paint = (float) numbers.between(0.55, 0.8);
        double grey = numbers.between(0.09, 0.22);
        double warm = numbers.between(-0.008, 0.008);
        asphalt = new float[] {(float) (grey + warm), (float) (grey + 0.2 * warm), (float) (grey - warm)};
        double light = numbers.between(0.8, 1.25);
        verge = colour(0.24 * light, 0.21 * light, 0.17 * light);
        double dry = numbers.between(0, 1);
        grass = colour(0.085 + 0.15 * dry, 0.15 + 0.06 * dry, 0.045 + 0.04 * dry);
        double shine = numbers.between(0.02, 0.35);
        bonnet = colour(
                shine * numbers.between(0.6, 1.4),
                shine * numbers.between(0.6, 1.2),
                shine * numbers.between(0.6, 1.4));
        urban = numbers.chance(0.4) ? numbers.between(0.5, 1) : numbers.between(0, 0.2);
        trees = numbers.between(0.25, 0.9);
        lamps = urban > 0.3 || numbers.chance(0.2);
        parked = urban > 0.3 && numbers.chance(0.6);
        changesLanes = ownLanes > 1 && numbers.chance(0.5);
        bonnetTop = numbers.between(0.86, 0.93);
        bonnetArch = numbers.between(0.05, 0.12);
    }

    static float[] colour(double red, double green, double blue) {
        return new float[] {(float) red, (float) green, (float) blue};
    }

    /** Signed distance of the left edge of the road from the middle line. */
    double left() {
        return -otherLanes * laneWidth - shoulder;
    }

    /** Signed distance of the right edge. */
    double right() {
        return ownLanes * laneWidth + shoulder;
    }

    /** Middle of a lane of the own direction, 0 the leftmost. */
    double ownLane(int lane) {
        return (lane + 0.5) * laneWidth;
    }
}
