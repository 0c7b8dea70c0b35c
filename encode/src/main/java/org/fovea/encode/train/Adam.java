package org.fovea.encode.train;

/**
 * Adam with decoupled weight decay (Kingma and Ba 2015; Loshchilov and Hutter 2019) and a running average of the weights. In plain Java: a renderer has few
 * weights, and everything that a checkpoint must hold is an array here.
 */
final class Adam {
    private static final double FIRST = 0.9;
    private static final double SECOND = 0.99;
    private static final double EPSILON = 1e-8;

    private final float[][] weights;
    private final float[][] mean;
    private final float[][] square;
    private final float[][] average;
    private long steps;

    Adam(float[][] start) {
        weights = copy(start);
        average = copy(start);
        mean = zeros(start);
        square = zeros(start);
    }

    /** The weights after the last step; a copy. */
    float[][] weights() {
        return copy(weights);
    }

    /** The running average; a copy. */
    float[][] average() {
        return copy(average);
    }

    /** Everything that a checkpoint holds. */
    float[][][] state() {
        return new float[][][] {copy(weights), copy(mean), copy(square), copy(average)};
    }

    long steps() {
        return steps;
    }

    /** Goes on from a checkpoint. */
    void restore(float[][][] state, long stepsSoFar) {
        float[][][] own = {weights, mean, square, average};
        for (int part = 0; part < own.length; part++) {
            for (int i = 0; i < weights.length; i++) {
                System.arraycopy(state[part][i], 0, own[part][i], 0, own[part][i].length);
            }
        }
        steps = stepsSoFar;
    }

    /**
     * One step.
     *
     * @param clip largest length of the gradient; a longer one is shortened
     * @param emaDecay how much of the exponential moving average stays; less in the first steps, so that the start is soon forgotten
     */
    void step(float[][] gradient, double learningRate, double weightDecay, double clip, double emaDecay) {
        steps++;
        double length = length(gradient);
        if (!Double.isFinite(length)) {
            // A step nowhere is better than weights that are no numbers.
            return;
        }
        double scale = length > clip ? clip / length : 1;
        double meanCorrection = 1 - Math.pow(FIRST, steps);
        double squareCorrection = 1 - Math.pow(SECOND, steps);
        double keep = Math.min(emaDecay, (1.0 + steps) / (10.0 + steps));
        for (int i = 0; i < weights.length; i++) {
            for (int j = 0; j < weights[i].length; j++) {
                double slope = gradient[i][j] * scale;
                double first = FIRST * mean[i][j] + (1 - FIRST) * slope;
                double second = SECOND * square[i][j] + (1 - SECOND) * slope * slope;
                mean[i][j] = (float) first;
                square[i][j] = (float) second;
                double step = first / meanCorrection / (Math.sqrt(second / squareCorrection) + EPSILON);
                double weight = weights[i][j] * (1 - learningRate * weightDecay) - learningRate * step;
                weights[i][j] = (float) weight;
                average[i][j] = (float) (keep * average[i][j] + (1 - keep) * weight);
            }
        }
    }

    private static double length(float[][] gradient) {
        double sum = 0;
        for (float[] tensor : gradient) {
            for (float value : tensor) {
                sum += (double) value * value;
            }
        }
        return Math.sqrt(sum);
    }

    static float[][] copy(float[][] values) {
        float[][] copy = new float[values.length][];
        for (int i = 0; i < values.length; i++) {
            copy[i] = values[i].clone();
        }
        return copy;
    }

    private static float[][] zeros(float[][] like) {
        float[][] zeros = new float[like.length][];
        for (int i = 0; i < like.length; i++) {
            zeros[i] = new float[like[i].length];
        }
        return zeros;
    }
}
