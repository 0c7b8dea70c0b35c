package org.fovea.encode.poses;

/**
 * What a pair's pose does to the pose network's answer, near a pose: residuals + jacobian·(other pose − pose). The sum
 * of the residuals' squares is the pair's pose distortion.
 *
 * @param pose all dimensions of the renderer family
 * @param residuals one for each counted output
 * @param jacobian {@code [output][dimension]}
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers that is never compared
record LinearPose(double[] pose, double[] residuals, double[][] jacobian) {
    /** Expected residuals at another pose. */
    double[] at(double[] other) {
        double[] expected = residuals.clone();
        for (int output = 0; output < expected.length; output++) {
            for (int i = 0; i < other.length; i++) {
                expected[output] += jacobian[output][i] * (other[i] - pose[i]);
            }
        }
        return expected;
    }

    /**
     * Moved to a pose whose residuals are now known; the jacobian learns what it should have said (Broyden's update, in
     * the given units).
     */
    LinearPose moved(double[] other, double[] known, double[] units) {
        double length = 0;
        for (int i = 0; i < other.length; i++) {
            double step = (other[i] - pose[i]) / units[i];
            length += step * step;
        }
        double[][] learned = new double[known.length][];
        double[] expected = at(other);
        for (int output = 0; output < known.length; output++) {
            learned[output] = jacobian[output].clone();
            for (int i = 0; i < other.length && length > 0; i++) {
                double step = (other[i] - pose[i]) / units[i];
                learned[output][i] += (known[output] - expected[output]) * step / length / units[i];
            }
        }
        return new LinearPose(other.clone(), known.clone(), learned);
    }

    double cost() {
        return LeastSquares.squares(residuals);
    }
}
