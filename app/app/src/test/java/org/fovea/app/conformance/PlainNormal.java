package org.fovea.app.conformance;

/** docs/conformance.md: e^x, the normal distribution and what follows from them. */
final class PlainNormal {
    private static final double[] DENSITY = new double[2305];
    private static final double[] BELOW = new double[2305];
    private static final double[] INTEGRAL = new double[2305];

    static {
        for (int i = 0; i < 2305; i++) {
            double t = i / 128.0 - 9;
            DENSITY[i] = 0.3989422804014327 * exp(-0.5 * t * t);
            double tail = tail(Math.abs(t), DENSITY[i]);
            BELOW[i] = t <= 0 ? tail : 1 - tail;
            INTEGRAL[i] = t * BELOW[i] + DENSITY[i];
        }
    }

    static double exp(double x) {
        if (!(x > -708)) {
            return Double.isNaN(x) ? x : 0;
        }
        if (x > 709) {
            return Double.POSITIVE_INFINITY;
        }
        double exponent = Math.rint(x * 1.4426950408889634);
        double r = (x - exponent * 0x1.62e42feep-1) - exponent * 0x1.a39ef35793c76p-33;
        double sum = 1;
        for (int n = 13; n >= 1; n--) {
            sum = 1 + sum * r / n;
        }
        return sum * Math.scalb(1.0, (int) exponent);
    }

    private static double tail(double t, double density) {
        if (t < 3) {
            double term = t;
            double sum = 0;
            for (int n = 3; n < 120; n += 2) {
                sum += term;
                term = term * t * t / n;
            }
            return 0.5 - density * sum;
        }
        double fraction = t;
        for (int n = 100; n >= 1; n--) {
            fraction = t + n / fraction;
        }
        return density / fraction;
    }

    static double below(double t) {
        if (!(t > -9)) {
            return 0;
        }
        if (t >= 9) {
            return 1;
        }
        int node = (int) ((t + 9) * 128 + 0.5);
        double at = node / 128.0 - 9;
        double h = t - at;
        double square = at * at;
        double series = 1 + h * (-at / 2 + h * ((square - 1) / 6 - h * at * (square - 3) / 24));
        return BELOW[node] + h * DENSITY[node] * series;
    }

    /** The integral of {@link #below} from minus infinity. */
    static double integral(double t) {
        if (!(t > -9)) {
            return 0;
        }
        if (t >= 9) {
            return t;
        }
        int node = (int) ((t + 9) * 128 + 0.5);
        double at = node / 128.0 - 9;
        double h = t - at;
        double square = at * at;
        double series = 0.5 + h * (-at / 6 + h * ((square - 1) / 24 - h * at * (square - 3) / 120));
        return INTEGRAL[node] + h * (BELOW[node] + h * DENSITY[node] * series);
    }

    static double logistic(double x) {
        return 1 / (1 + exp(-x));
    }

    /** By repeated squaring, lowest bit of the exponent first. */
    static double power(double x, int exponent) {
        double result = 1;
        double square = x;
        for (int rest = exponent; rest > 0; rest /= 2) {
            result *= rest % 2 == 1 ? square : 1;
            square *= square;
        }
        return result;
    }
}
