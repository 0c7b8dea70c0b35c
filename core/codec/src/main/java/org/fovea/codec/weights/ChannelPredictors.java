package org.fovea.codec.weights;

import java.util.HashMap;
import java.util.Map;
import org.fovea.codec.entropy.RecursiveLeastSquares;
import org.fovea.codec.family.TensorRole;
import org.fovea.codec.family.TensorSpec;

/**
 * Guesses convolution biases and the scales and shifts of norm layers by linear regressions on {@link ChannelInputs},
 * which go on learning from tensor to tensor. Each guess is made six times: by regressions over all tensors of the
 * role, over those of the same module and over those at the same place in their module, each once as if all these
 * tensors were alike and once as if they differed. The mixture finds out which is best.
 */
final class ChannelPredictors {
    static final int SOURCES = 6;

    /** Prior variance of a coefficient, in units of the variance of what remains unexplained. */
    private static final double PRIOR_VARIANCE = 0.1;

    /** What a regression of the second kind forgets when a tensor begins, as a share of the prior variance. */
    private static final double LOOSENING = 0.5;

    private static final double LARGEST = 4;

    private final LayerGraph graph;
    private final Map<String, RecursiveLeastSquares> regressions = new HashMap<>();

    ChannelPredictors(LayerGraph graph) {
        this.graph = graph;
    }

    /** The predictor of the tensor at {@code index}, a bias or a norm's scale or shift. */
    Predictor of(int index, double unit) {
        TensorSpec spec = graph.existing(index).spec();
        double[][] inputs = ChannelInputs.of(graph, index);
        double centre = spec.role() == TensorRole.NORM_WEIGHT ? unit : 0;
        RecursiveLeastSquares[] sources = new RecursiveLeastSquares[SOURCES];
        String[] groups = {"", module(spec.name()), place(spec)};
        for (int source = 0; source < SOURCES; source++) {
            String key = spec.role() + " " + source + " " + groups[source / 2];
            sources[source] = regressions.computeIfAbsent(
                    key, name -> RecursiveLeastSquares.of(ChannelInputs.COUNT, PRIOR_VARIANCE));
            if (source % 2 == 1) {
                sources[source].loosen(LOOSENING);
            }
        }
        return new Predictor() {
            private final double[] guesses = new double[SOURCES];

            @Override
            public double[] predict(int i) {
                for (int source = 0; source < SOURCES; source++) {
                    guesses[source] = centre + unit * sources[source].predict(inputs[i]);
                }
                return guesses;
            }

            @Override
            public void learn(int i, double value) {
                double target = Math.max(-LARGEST, Math.min(LARGEST, (value - centre) / unit));
                for (RecursiveLeastSquares source : sources) {
                    source.learn(inputs[i], target);
                }
            }
        };
    }

    private static String module(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /** Name of the layer within its block: of a norm itself, of a convolution the part before its matrix. */
    private static String place(TensorSpec spec) {
        String[] parts = spec.name().split("\\.", -1);
        int back = spec.role() == TensorRole.CONVOLUTION_BIAS ? 3 : 2;
        return parts[Math.max(0, parts.length - back)];
    }
}
