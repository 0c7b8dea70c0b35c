package org.fovea.codec.pose;

import java.util.Arrays;
import org.fovea.codec.entropy.ExactMath;

/**
 * The distribution of a column's next code: a Bayesian mixture of state-space models, noise levels and shapes of the noise. After
 * each code a small part of each weight moves to the neighbouring noise levels, so that the noise may change along the track.
 */
final class PoseModel {
    private static final double[] LEVEL_VARIANCES = {0, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.3, 1, 10, 1e4};
    private static final double[][] SLOPE_VARIANCES = {{0, 1e-4}, {0, 0.01}, {0, 1}, {0.1, 1e-3}};

    /** Noise: share of the narrow part, widths of both parts. */
    private static final double[][] SHAPES = {{1, 1, 1}, {0.8, 0.8, 1.55}};

    private static final int LEVELS = 16;
    private static final double LEAST_LEVEL = 0.125;
    private static final double LEVEL_RATIO = 1.35;
    private static final double LEAK = 0.01;

    private final StateSpaceModel[] models;
    private final double[] noise = new double[LEVELS];
    private final double[] weights;
    private final double[] moved;
    private final double[] deviations;

    /**
     * @param first the first code
     * @param unit rough size of the noise
     */
    PoseModel(int first, double unit) {
        models = new StateSpaceModel[LEVEL_VARIANCES.length + SLOPE_VARIANCES.length];
        for (int i = 0; i < models.length; i++) {
            int j = i - LEVEL_VARIANCES.length;
            models[i] = j < 0
                    ? new StateSpaceModel(LEVEL_VARIANCES[i], 0, first)
                    : new StateSpaceModel(SLOPE_VARIANCES[j][0], SLOPE_VARIANCES[j][1], first);
        }
        double level = LEAST_LEVEL * unit;
        for (int i = 0; i < LEVELS; i++) {
            noise[i] = level;
            level *= LEVEL_RATIO;
        }
        weights = new double[models.length * SHAPES.length * LEVELS];
        Arrays.fill(weights, 1.0 / weights.length);
        moved = new double[weights.length];
        deviations = new double[models.length];
        measure();
    }

    /** Weights of the candidates. */
    double[] weights() {
        return weights;
    }

    /** For each candidate the probability of a code below {@code edge}. */
    void below(double edge, double[] below) {
        for (int m = 0, k = 0; m < models.length; m++) {
            double distance = (edge - models[m].mean()) / deviations[m];
            for (double[] shape : SHAPES) {
                for (int level = 0; level < LEVELS; level++, k++) {
                    double t = distance / noise[level];
                    double narrow = ExactMath.normalBelow(t / shape[1]);
                    below[k] = shape[0] == 1
                            ? narrow
                            : shape[0] * narrow + (1 - shape[0]) * ExactMath.normalBelow(t / shape[2]);
                }
            }
        }
    }

    /** Takes in a code, to which the candidates gave these probabilities. */
    void learn(int code, double[] probabilities) {
        double sum = 0;
        for (int k = 0; k < weights.length; k++) {
            weights[k] *= probabilities[k];
            sum += weights[k];
        }
        for (int k = 0; k < weights.length; k++) {
            weights[k] /= sum;
        }
        for (int k = 0; k < weights.length; k++) {
            int level = k % LEVELS;
            double quieter = level > 0 ? weights[k - 1] : weights[k];
            double louder = level < LEVELS - 1 ? weights[k + 1] : weights[k];
            moved[k] = (1 - LEAK) * weights[k] + LEAK / 2 * (quieter + louder);
        }
        System.arraycopy(moved, 0, weights, 0, weights.length);
        for (StateSpaceModel model : models) {
            model.observe(code);
        }
        measure();
    }

    private void measure() {
        for (int m = 0; m < models.length; m++) {
            deviations[m] = Math.sqrt(models[m].variance());
        }
    }
}
