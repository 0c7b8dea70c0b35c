package org.fovea.samples.drive;

/**
 * The middle line of the road: a curve of the world by its length. Its direction is a sum of three sines, so that it
 * winds but never turns back. Points are a metre apart; only those around the car are kept.
 */
final class RoadPath {
    /** Metres behind the car that are kept. */
    static final int BEHIND = 30;

    private static final int KEPT = 512;
    private final double[] amplitude = new double[3];
    private final double[] length = new double[3];
    private final double[] phase = new double[3];
    private final double[] east = new double[KEPT];
    private final double[] north = new double[KEPT];
    private long last;

    RoadPath(long seed) {
        SeededNumbers numbers = new SeededNumbers(seed, 101);
        double winding = numbers.between(0.25, 1);
        amplitude[0] = 0.34 * winding;
        amplitude[1] = 0.14 * winding;
        amplitude[2] = 0.05 * winding;
        for (int i = 0; i < 3; i++) {
            length[i] = new double[] {130, 54, 23}[i] * numbers.between(0.85, 1.2);
            phase[i] = numbers.between(0, 6.28);
        }
    }

    /** Direction at a length, radians clockwise from north. */
    double heading(double at) {
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            sum += amplitude[i] * StrictMath.sin(at / length[i] + phase[i]);
        }
        return sum;
    }

    /** Change of direction per metre. */
    double curvature(double at) {
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            sum += amplitude[i] / length[i] * StrictMath.cos(at / length[i] + phase[i]);
        }
        return sum;
    }

    /** Computes points up to a length; lengths may only grow. */
    void extendTo(double at) {
        long wanted = (long) Math.ceil(at) + 1;
        while (last < wanted) {
            double middle = heading(last + 0.5);
            int from = (int) (last % KEPT);
            int to = (int) ((last + 1) % KEPT);
            east[to] = east[from] + StrictMath.sin(middle);
            north[to] = north[from] + StrictMath.cos(middle);
            last++;
        }
    }

    /** East of a point at a length that is kept, linearly interpolated. */
    double east(double at) {
        return interpolated(east, at);
    }

    double north(double at) {
        return interpolated(north, at);
    }

    /** East and north of a place beside the road, at a signed distance from its middle line. */
    double[] place(double at, double aside) {
        double heading = heading(at);
        return new double[] {east(at) + aside * StrictMath.cos(heading), north(at) - aside * StrictMath.sin(heading)};
    }

    private double interpolated(double[] values, double at) {
        long index = (long) Math.floor(at);
        if (index < 0 || index + 1 > last || index <= last - KEPT) {
            throw new IllegalStateException("no road at " + at + " m, " + last + " m are known");
        }
        double low = values[(int) (index % KEPT)];
        double high = values[(int) ((index + 1) % KEPT)];
        return low + (high - low) * (at - index);
    }
}
