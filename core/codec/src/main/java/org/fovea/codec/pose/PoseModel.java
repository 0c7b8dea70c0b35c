package org.fovea.codec.pose;

import java.util.Arrays;
import org.fovea.codec.entropy.ExactMath;

/**
 * The distribution of a column's next code: a Bayesian mixture of state-space models, shapes and levels of the noise.
 * After each code a small part of each weight moves to the neighbouring noise levels, so that the noise may change
 * along the track. Candidates of negligible weight are left out until such a move brings them back.
 */
final class PoseModel {
    private static final double[] LEVEL_VARIANCES = {0, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.3, 1, 10, 1e4};
    private static final double[][] SLOPE_VARIANCES = {{0, 1e-4}, {0, 0.01}, {0, 1}, {0.1, 1e-3}};

    /** Noise: share of the narrow part, widths of both parts. */
    private static final double[][] SHAPES = {{1, 1, 1}, {0.8, 0.8, 1.55}};

    private static final int LEVELS = 16;
    private static final double MIN_LEVEL = 0.125;
    private static final double LEVEL_RATIO = 1.35;
    private static final double LEAK = 0.01;
    private static final double NEGLIGIBLE = 1e-7;

    private final StateSpaceModel[] models;
    private final double[] noise = new double[LEVELS];
    private final double[] means;
    private final double[] deviations;
    private final double[] weights;
    private final int[] active;
    private final double[] activeWeights;
    private int activeCount;

    /** @param unit rough size of the noise */
    PoseModel(int first, double unit) {
        models = new StateSpaceModel[LEVEL_VARIANCES.length + SLOPE_VARIANCES.length];
        for (int i = 0; i < models.length; i++) {
            int j = i - LEVEL_VARIANCES.length;
            models[i] = j < 0
                    ? new StateSpaceModel(LEVEL_VARIANCES[i], 0, first)
                    : new StateSpaceModel(SLOPE_VARIANCES[j][0], SLOPE_VARIANCES[j][1], first);
        }
        double level = MIN_LEVEL * unit;
        for (int i = 0; i < LEVELS; i++) {
            noise[i] = level;
            level *= LEVEL_RATIO;
        }
        means = new double[models.length];
        deviations = new double[models.length];
        weights = new double[models.length * SHAPES.length * LEVELS];
        Arrays.fill(weights, 1.0 / weights.length);
        active = new int[weights.length];
        activeWeights = new double[weights.length];
        prepare();
    }

    int size() {
        return activeCount;
    }

    double[] activeWeights() {
        return activeWeights;
    }

    /** For each candidate the probability of a code below {@code edge}. */
    void below(double edge, double[] below) {
        for (int a = 0; a < activeCount; a++) {
            int k = active[a];
            int model = k / (SHAPES.length * LEVELS);
            double[] shape = SHAPES[k / LEVELS % SHAPES.length];
            double t = (edge - means[model]) / (deviations[model] * noise[k % LEVELS]);
            double narrow = ExactMath.normalBelow(t / shape[1]);
            below[a] =
                    shape[0] == 1 ? narrow : shape[0] * narrow + (1 - shape[0]) * ExactMath.normalBelow(t / shape[2]);
        }
    }

    /** Takes in a code, to which the candidates gave these probabilities. */
    void learn(int code, double[] probabilities) {
        double sum = 0;
        for (int a = 0; a < activeCount; a++) {
            activeWeights[a] *= probabilities[a];
            sum += activeWeights[a];
        }
        Arrays.fill(weights, 0);
        for (int a = 0; a < activeCount; a++) {
            int k = active[a];
            double weight = activeWeights[a] / sum;
            int level = k % LEVELS;
            weights[k] += (1 - LEAK) * weight;
            weights[level > 0 ? k - 1 : k] += LEAK / 2 * weight;
            weights[level < LEVELS - 1 ? k + 1 : k] += LEAK / 2 * weight;
        }
        for (StateSpaceModel model : models) {
            model.observe(code);
        }
        prepare();
    }

    private void prepare() {
        for (int m = 0; m < models.length; m++) {
            means[m] = models[m].mean();
            deviations[m] = Math.sqrt(models[m].variance());
        }
        activeCount = 0;
        for (int k = 0; k < weights.length; k++) {
            if (weights[k] >= NEGLIGIBLE) {
                active[activeCount] = k;
                activeWeights[activeCount] = weights[k];
                activeCount++;
            }
        }
    }
}
