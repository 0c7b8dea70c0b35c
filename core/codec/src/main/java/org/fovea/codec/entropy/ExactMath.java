package org.fovea.codec.entropy;

/**
 * The exponential function and the normal distribution from additions, multiplications and divisions of doubles in a
 * fixed order: the same bits on every machine, which the platform's {@code Math.exp} does not promise and which a
 * decoder's probabilities need.
 */
public final class ExactMath {
    private static final double LOG2_E = 1.4426950408889634;
    // ln 2 in two parts; the first has 21 zero bits at its end, so that its product with an exponent is exact.
    private static final double LN2_HIGH = 0x1.62e42feep-1;
    private static final double LN2_LOW = 0x1.a39ef35793c76p-33;
    private static final double INVERSE_SQRT_2PI = 0.3989422804014327;

    private static final int STEPS_PER_UNIT = 128;
    private static final int REACH = 9;
    private static final int NODES = 2 * REACH * STEPS_PER_UNIT + 1;
    private static final double[] DENSITY = new double[NODES];
    private static final double[] BELOW = new double[NODES];
    private static final double[] INTEGRAL = new double[NODES];

    static {
        for (int i = 0; i < NODES; i++) {
            double t = (double) i / STEPS_PER_UNIT - REACH;
            DENSITY[i] = INVERSE_SQRT_2PI * exp(-0.5 * t * t);
            double tail = lowerTail(t <= 0 ? -t : t, DENSITY[i]);
            BELOW[i] = t <= 0 ? tail : 1 - tail;
            INTEGRAL[i] = t * BELOW[i] + DENSITY[i];
        }
    }

    private ExactMath() {}

    /** e^x to about one unit in the last place; 0 below -708, infinite above 709. */
    public static double exp(double x) {
        if (!(x > -708)) {
            return Double.isNaN(x) ? x : 0;
        }
        if (x > 709) {
            return Double.POSITIVE_INFINITY;
        }
        double exponent = Math.rint(x * LOG2_E);
        double r = (x - exponent * LN2_HIGH) - exponent * LN2_LOW;
        double sum = 1;
        for (int n = 13; n >= 1; n--) {
            sum = 1 + sum * r / n;
        }
        return sum * Double.longBitsToDouble((long) exponent + 1023 << 52);
    }

    /** The logistic function 1 / (1 + e^-x). */
    public static double logistic(double x) {
        return 1 / (1 + exp(-x));
    }

    /** Probability that a standard normal variable is below {@code t}; absolute error under 1e-13. */
    public static double normalBelow(double t) {
        if (!(t > -REACH)) {
            return 0;
        }
        if (t >= REACH) {
            return 1;
        }
        int node = (int) ((t + REACH) * STEPS_PER_UNIT + 0.5);
        double at = (double) node / STEPS_PER_UNIT - REACH;
        double h = t - at;
        double square = at * at;
        // Taylor series: the derivatives of the density are Hermite polynomials times the density.
        double series = 1 + h * (-at / 2 + h * ((square - 1) / 6 - h * at * (square - 3) / 24));
        return BELOW[node] + h * DENSITY[node] * series;
    }

    /** Integral of {@link #normalBelow} from minus infinity to {@code t}, t·Φ(t) + φ(t); absolute error under 1e-13. */
    public static double normalIntegral(double t) {
        if (!(t > -REACH)) {
            return 0;
        }
        if (t >= REACH) {
            return t;
        }
        int node = (int) ((t + REACH) * STEPS_PER_UNIT + 0.5);
        double at = (double) node / STEPS_PER_UNIT - REACH;
        double h = t - at;
        double square = at * at;
        double series = 0.5 + h * (-at / 6 + h * ((square - 1) / 24 - h * at * (square - 3) / 120));
        return INTEGRAL[node] + h * (BELOW[node] + h * DENSITY[node] * series);
    }

    /** x to the power of a whole number, by repeated squaring. */
    public static double power(double x, int exponent) {
        double result = 1;
        double square = x;
        for (int rest = exponent; rest > 0; rest >>= 1) {
            if ((rest & 1) != 0) {
                result *= square;
            }
            square *= square;
        }
        return result;
    }

    /** Probability beyond {@code t} (0 or more) of a standard normal variable, by series or continued fraction. */
    private static double lowerTail(double t, double density) {
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
}
