package org.fovea.codec.weights;

import java.util.ArrayList;
import java.util.List;
import org.fovea.codec.family.TensorRole;

/**
 * The candidates for the distribution of a tensor's weights, in units of the tensor's natural scale.
 *
 * <p>Frameworks sample initial weights uniformly from ±1/√fanIn, and training adds a drift that is close to normal. A
 * component is therefore the law of centre + U(-width, width) + drift, where the drift is normal, or has heavier or
 * lighter tails. Norm layers start at 1 and 0 instead, so their components have no uniform part. Which candidates fit
 * is learnt by Bayes' rule.
 */
record ComponentGrid(List<Component> components) {
    /** Source of components that need no prediction. */
    static final int FIXED = -1;

    private static final double[] WIDTHS = {0.85, 0.92, 0.99, 1.06, 1.15, 1.3};

    /** Shapes of the drift, of standard deviation near 1. */
    enum Shape {
        NORMAL(1, 1, 1, 0),
        HEAVIER(0.8, 0.8, 1.55, 0),
        HEAVIEST(0.9, 0.75, 2.22, 0),
        /** Two normal distributions side by side: most drifts have about the same size. */
        LIGHTER(1, 0.6, 0.6, 0.8);

        /** Share of the first normal part; the rest is the second part. */
        final double share;

        /** Standard deviation of the first part. */
        final double first;

        /** Standard deviation of the second part. */
        final double second;

        /** How far both parts are split to either side. */
        final double split;

        Shape(double share, double first, double second, double split) {
            this.share = share;
            this.first = first;
            this.second = second;
            this.split = split;
        }
    }

    /**
     * A candidate.
     *
     * @param centre mean of the distribution, or offset from the prediction
     * @param width half width of the uniform part
     * @param drift standard deviation of the drift
     * @param source which prediction, made for each weight, the centre is counted from; {@link #FIXED} for none
     */
    record Component(double centre, double width, double drift, Shape shape, int source) {}

    ComponentGrid {
        components = List.copyOf(components);
    }

    int size() {
        return components.size();
    }

    /** Candidates for tensors in FP4 blocks, whose signs are coded apart: symmetric, finely spaced. */
    static ComponentGrid symmetric() {
        List<Component> all = new ArrayList<>();
        for (double width : WIDTHS) {
            for (double drift : spaced(0.06, 4, 24)) {
                for (Shape shape : Shape.values()) {
                    all.add(new Component(0, width, drift, shape, FIXED));
                }
            }
        }
        return new ComponentGrid(all);
    }

    /** Candidates for tensors stored as halves or evenly spaced codes. */
    static ComponentGrid of(TensorRole role) {
        return switch (role) {
            case NORM_WEIGHT -> norm(1, 1.01, 1.03, 1.06, 1.1, 1.15, 1.22);
            case NORM_BIAS -> norm(0.003, -0.02, -0.05, -0.08, -0.11, -0.14);
            case EMBEDDING -> embedding();
            case CONVOLUTION_BIAS -> initiallyUniform(ChannelPredictors.SOURCES);
            case LINEAR_WEIGHT -> initiallyUniform(1);
            default -> initiallyUniform(0);
        };
    }

    /**
     * Candidates for tensors coded relative to their initial values, the sources being those of {@link DriftPredictor}.
     */
    static ComponentGrid drifts() {
        return drifts(Shape.HEAVIEST, spaced(0.002, 4, 18));
    }

    /** The same for drifts whose size goes with the largest magnitude of their block, which is their unit. */
    static ComponentGrid localDrifts() {
        return drifts(Shape.LIGHTER, spaced(0.08, 1.2, 10));
    }

    private static ComponentGrid drifts(Shape other, double[] drifts) {
        List<Component> all = new ArrayList<>();
        for (Shape shape : List.of(Shape.NORMAL, other)) {
            for (double drift : drifts) {
                for (int source = 0; source < DriftPredictor.SOURCES; source++) {
                    all.add(new Component(0, 0, drift, shape, source));
                }
            }
        }
        return new ComponentGrid(all);
    }

    private static ComponentGrid initiallyUniform(int sources) {
        List<Component> all = new ArrayList<>();
        for (Shape shape : List.of(Shape.NORMAL, Shape.HEAVIER)) {
            for (double drift : spaced(0.04, 2, 12)) {
                for (double centre : new double[] {0, 0.15, 0.35}) {
                    all.add(new Component(centre, 1, drift, shape, FIXED));
                }
                for (int source = 0; source < sources; source++) {
                    all.add(new Component(0, 1, drift, shape, source));
                }
            }
        }
        return new ComponentGrid(all);
    }

    private static ComponentGrid norm(double... centres) {
        List<Component> all = new ArrayList<>();
        for (Shape shape : List.of(Shape.NORMAL, Shape.HEAVIEST)) {
            for (double centre : centres) {
                for (double drift : spaced(0.01, 0.25, 10)) {
                    all.add(new Component(centre, 0, drift, shape, FIXED));
                }
            }
            for (double drift : spaced(0.006, 0.2, 14)) {
                for (int source = 0; source < ChannelPredictors.SOURCES; source++) {
                    all.add(new Component(0, 0, drift, shape, source));
                }
            }
        }
        return new ComponentGrid(all);
    }

    private static ComponentGrid embedding() {
        List<Component> all = new ArrayList<>();
        for (double drift : new double[] {0.7, 1, 1.4}) {
            all.add(new Component(0, 0, drift, Shape.NORMAL, FIXED));
        }
        return new ComponentGrid(all);
    }

    /** {@code count} numbers from {@code first} to about {@code last} in equal ratios. */
    private static double[] spaced(double first, double last, int count) {
        // StrictMath: the same bits everywhere.
        double ratio = StrictMath.pow(last / first, 1.0 / (count - 1));
        double[] values = new double[count];
        double value = first;
        for (int i = 0; i < count; i++) {
            values[i] = value;
            value *= ratio;
        }
        return values;
    }
}
