package org.fovea.codec.weights;

import java.util.HashMap;
import java.util.Map;

/**
 * What earlier tensors of the same kind say about the next one: a decaying mean of their posteriors, flattened (fourth
 * root) because a tensor knows itself better than it knows its successor, and blended with a uniform share.
 */
final class RolePriors {
    private static final double UNIFORM_SHARE = 0.1;
    private static final double DECAY = 0.6;

    private final Map<String, double[]> sums = new HashMap<>();

    /** Prior for a tensor of this kind. */
    double[] prior(String kind, int size) {
        double[] prior = new double[size];
        double[] sum = sums.get(kind);
        double total = 0;
        for (int k = 0; k < size; k++) {
            total += sum == null ? 0 : sum[k];
        }
        for (int k = 0; k < size; k++) {
            prior[k] = sum == null ? 1.0 / size : UNIFORM_SHARE / size + (1 - UNIFORM_SHARE) * sum[k] / total;
        }
        return prior;
    }

    /** Learns from the weights that a finished tensor of this kind ended with. */
    void learn(String kind, double[] posterior) {
        double[] sum = sums.computeIfAbsent(kind, name -> new double[posterior.length]);
        double total = 0;
        double[] flat = new double[posterior.length];
        for (int k = 0; k < flat.length; k++) {
            flat[k] = Math.sqrt(Math.sqrt(posterior[k]));
            total += flat[k];
        }
        for (int k = 0; k < flat.length; k++) {
            sum[k] = DECAY * sum[k] + flat[k] / total;
        }
    }
}
