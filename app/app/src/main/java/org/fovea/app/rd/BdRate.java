package org.fovea.app.rd;

import java.util.List;
import org.fovea.site.model.ParetoFront;

/**
 * How many more or fewer bytes one curve needs than another for the same quality, on average: the Bjøntegaard delta
 * rate.
 *
 * <p>G. Bjøntegaard, "Calculation of average PSNR differences between RD-curves", ITU-T VCEG-M33, 2001, fits a cubic
 * polynomial to the logarithm of the rate over the quality, integrates the difference of two such curves over the
 * qualities that both reach, divides by the width, and takes the power again. Here each curve is interpolated by cubics
 * from point to point, as in G. Bjøntegaard, "Improvements of the BD-PSNR model", ITU-T VCEG-AI11, 2008, and in the
 * reference software of HEVC and VVC; the slopes are those of F. N. Fritsch and J. Butland, "A method for constructing
 * local monotone piecewise cubic interpolants", SIAM J. Sci. Stat. Comput. 5, 1984 (known as PCHIP). Nothing is
 * extrapolated.
 *
 * <p>Quality is −10·log10(distortion), which is the PSNR up to a constant where the distortion is a mean squared error.
 */
public final class BdRate {
    /** Fewest points of a curve: those of the first of these papers. */
    public static final int LEAST_POINTS = 4;

    private BdRate() {}

    /**
     * A point of a curve.
     *
     * @param bytes above 0
     * @param distortion above 0, less is better
     */
    public record Point(double bytes, double distortion) {
        private double logRate() {
            return Math.log10(bytes);
        }

        private double quality() {
            return -10 * Math.log10(distortion);
        }
    }

    public sealed interface Outcome permits Delta, Impossible {}

    /**
     * A comparison.
     *
     * @param share by which the bytes change for the same distortion: −0.5 for half of them
     * @param overlap share of the qualities that either curve reaches which both reach, 0..1
     */
    public record Delta(double share, double overlap) implements Outcome {}

    /** Why two curves cannot be compared, for people. */
    public record Impossible(String reason) implements Outcome {}

    /**
     * Compares two curves.
     *
     * @param reference in any order; points that another one of them beats in both are left out, since a curve has one
     *     rate for each quality
     * @param test likewise
     */
    public static Outcome of(List<Point> reference, List<Point> test) {
        List<Point> one = front(reference);
        List<Point> other = front(test);
        if (Math.min(one.size(), other.size()) < LEAST_POINTS) {
            return new Impossible("a curve needs " + LEAST_POINTS + " points that none of its own beats; these have "
                    + one.size() + " and " + other.size());
        }
        double low = Math.max(one.getFirst().quality(), other.getFirst().quality());
        double high = Math.min(one.getLast().quality(), other.getLast().quality());
        if (low >= high) {
            return new Impossible("the curves reach no quality in common");
        }
        double reach = Math.max(one.getLast().quality(), other.getLast().quality())
                - Math.min(one.getFirst().quality(), other.getFirst().quality());
        double mean = (new Curve(other).integral(low, high) - new Curve(one).integral(low, high)) / (high - low);
        return new Delta(Math.pow(10, mean) - 1, (high - low) / reach);
    }

    /** Points that none beats, from the fewest bytes on: with more bytes comes less distortion. */
    private static List<Point> front(List<Point> points) {
        List<Point> drawn = points.stream()
                .filter(point -> point.bytes() > 0 && point.distortion() > 0)
                .toList();
        return ParetoFront.front(drawn, Point::bytes, Point::distortion);
    }

    /** The logarithm of the rate over the quality, cubic from point to point. */
    private static final class Curve {
        private final double[] x;
        private final double[] y;
        private final double[] slopes;

        Curve(List<Point> points) {
            x = points.stream().mapToDouble(Point::quality).toArray();
            y = points.stream().mapToDouble(Point::logRate).toArray();
            slopes = slopes(x, y);
        }

        private static double[] slopes(double[] x, double[] y) {
            int last = x.length - 1;
            double[] steps = new double[last];
            double[] secants = new double[last];
            for (int i = 0; i < last; i++) {
                steps[i] = x[i + 1] - x[i];
                secants[i] = (y[i + 1] - y[i]) / steps[i];
            }
            double[] slopes = new double[x.length];
            slopes[0] = end(steps[0], steps[1], secants[0], secants[1]);
            slopes[last] = end(steps[last - 1], steps[last - 2], secants[last - 1], secants[last - 2]);
            for (int i = 1; i < last; i++) {
                if (secants[i - 1] * secants[i] > 0) {
                    double before = 2 * steps[i] + steps[i - 1];
                    double after = steps[i] + 2 * steps[i - 1];
                    slopes[i] = (before + after) / (before / secants[i - 1] + after / secants[i]);
                }
            }
            return slopes;
        }

        /** The slope at an end: that of the parabola through three points, within what keeps the curve monotone. */
        private static double end(double near, double far, double secant, double next) {
            double slope = ((2 * near + far) * secant - near * next) / (near + far);
            if (slope * secant <= 0) {
                return 0;
            }
            return secant * next < 0 && Math.abs(slope) > 3 * Math.abs(secant) ? 3 * secant : slope;
        }

        double integral(double from, double to) {
            double sum = 0;
            for (int i = 0; i + 1 < x.length; i++) {
                double low = Math.max(from, x[i]);
                double high = Math.min(to, x[i + 1]);
                if (low < high) {
                    // Simpson's rule is exact for cubics.
                    sum += (high - low) / 6 * (at(i, low) + 4 * at(i, (low + high) / 2) + at(i, high));
                }
            }
            return sum;
        }

        private double at(int piece, double where) {
            double step = x[piece + 1] - x[piece];
            double t = (where - x[piece]) / step;
            double rest = 1 - t;
            return y[piece] * (1 + 2 * t) * rest * rest
                    + y[piece + 1] * t * t * (3 - 2 * t)
                    + slopes[piece] * step * t * rest * rest
                    - slopes[piece + 1] * step * t * t * rest;
        }
    }
}
