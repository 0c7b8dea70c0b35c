package org.fovea.encode.poses;

import java.util.function.UnaryOperator;

/**
 * Least squares by Levenberg's and Marquardt's damped steps for functions that are expensive and a little rough: the
 * jacobian comes from finite differences, each trial corrects it (Broyden), and it is computed again only where steps
 * fail.
 *
 * <p>A function gives what is to become small: the sum of squares of its values.
 *
 * @param units of each variable: the width of finite differences, and what damping compares
 * @param enough cost that need not get smaller
 * @param mostTrials how often the function may be asked for, beyond the first jacobian
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record LevenbergMarquardt(double[] units, double enough, int mostTrials) {
    private static final double FIRST_DAMPING = 1e-3;
    private static final double MIN_DAMPING = 1e-6;
    private static final double MAX_DAMPING = 1e4;
    private static final double RELAXING = 0.2;
    private static final double TIGHTENING = 6;

    /** In units. */
    private static final double LONGEST_STEP = 100;

    /** A step that leaves more than this share of the cost has helped little. */
    private static final double LITTLE = 0.9;

    /** Finite differences around a place whose residuals are known. */
    LinearPose linear(UnaryOperator<double[]> function, double[] place, double[] residuals) {
        double[][] jacobian = new double[residuals.length][place.length];
        for (int i = 0; i < place.length; i++) {
            double[] moved = place.clone();
            moved[i] += units[i];
            double[] there = function.apply(moved);
            for (int output = 0; output < residuals.length; output++) {
                jacobian[output][i] = (there[output] - residuals[output]) / units[i];
            }
        }
        return new LinearPose(place.clone(), residuals.clone(), jacobian);
    }

    /**
     * Goes downhill.
     *
     * @param start with a jacobian that may be of another place nearby
     * @param fresh whether the jacobian was taken at the start
     * @return the best place, with a jacobian that may be a little old
     */
    LinearPose minimise(UnaryOperator<double[]> function, LinearPose start, boolean fresh) {
        LinearPose best = start;
        LinearPose model = start;
        boolean exact = fresh;
        double damping = FIRST_DAMPING;
        int trials = 0;
        while (trials < mostTrials && best.cost() > enough) {
            double[] tried = step(model, damping);
            double[] residuals = function.apply(tried);
            trials++;
            double before = best.cost();
            LinearPose there = model.moved(tried, residuals, units);
            if (there.cost() < before) {
                best = there;
                model = there;
                damping = Math.max(MIN_DAMPING, damping * RELAXING);
            } else {
                model = new LinearPose(best.pose(), best.residuals(), there.jacobian());
                damping *= TIGHTENING;
            }
            boolean stuck = there.cost() > LITTLE * before;
            if (stuck && !exact && trials + units.length < mostTrials) {
                model = linear(function, best.pose(), best.residuals());
                best = model;
                trials += units.length;
                exact = true;
                damping = FIRST_DAMPING;
            } else if (stuck && exact && damping > MAX_DAMPING) {
                break;
            } else if (!stuck) {
                exact = false;
            }
        }
        return best;
    }

    private double[] step(LinearPose model, double damping) {
        int n = units.length;
        double[][] normal = new double[n][n];
        double[] right = new double[n];
        double trace = 0;
        for (int i = 0; i < n; i++) {
            for (double[] row : model.jacobian()) {
                trace += row[i] * units[i] * row[i] * units[i];
            }
        }
        for (int output = 0; output < model.residuals().length; output++) {
            double[] row = model.jacobian()[output];
            for (int i = 0; i < n; i++) {
                right[i] -= row[i] * units[i] * model.residuals()[output];
                for (int j = i; j < n; j++) {
                    normal[i][j] += row[i] * units[i] * row[j] * units[j];
                }
            }
        }
        for (int i = 0; i < n; i++) {
            normal[i][i] += damping * trace / n + Double.MIN_NORMAL;
        }
        double[] step = LeastSquares.solve(LeastSquares.cholesky(normal), right);
        double shrink = Math.min(1, LONGEST_STEP / Math.sqrt(LeastSquares.squares(step)));
        double[] tried = model.pose().clone();
        for (int i = 0; i < n; i++) {
            tried[i] += shrink * step[i] * units[i];
        }
        return tried;
    }
}
