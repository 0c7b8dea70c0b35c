package org.fovea.encode.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.fovea.codec.family.TensorSpec;

/**
 * Adam (Kingma and Ba 2015) and a running average of the weights; matrices may be looked at in their
 * {@link Eigenbasis}, which is SOAP (Vyas and others 2024). In plain Java: a renderer has few weights, and everything
 * that a checkpoint must hold is an array here.
 */
public final class Adam {
    private static final double FIRST = 0.9;
    private static final double SECOND = 0.99;
    private static final double EPSILON = 1e-8;

    private final float[][] weights;
    private final float[][] mean;
    private final float[][] square;
    private final float[][] average;
    private final List<Optional<Eigenbasis>> bases;
    private long steps;

    /** Adam itself, of one array for each tensor and whatever comes behind them. */
    Adam(float[][] start) {
        this(start, Collections.nCopies(start.length, Optional.empty()));
    }

    /**
     * @param tensors of the first arrays; what comes behind them has no basis
     * @param start what is trained, one array for each tensor and whatever comes behind them
     */
    static Adam soap(List<TensorSpec> tensors, float[][] start) {
        List<Optional<Eigenbasis>> bases = new ArrayList<>(Collections.nCopies(start.length, Optional.empty()));
        for (int i = 0; i < tensors.size(); i++) {
            bases.set(i, Eigenbasis.of(tensors.get(i).shape()));
        }
        return new Adam(start, bases);
    }

    /**
     * Adam in other coordinates.
     *
     * @param bases of each array; where there is none, each number is looked at by itself
     */
    Adam(float[][] start, List<Optional<Eigenbasis>> bases) {
        this.bases = List.copyOf(bases);
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

    /** Everything that a checkpoint holds: weights, both moments, the average, and the bases. */
    float[][][] state() {
        List<float[][]> state = new ArrayList<>();
        own().forEach(part -> state.add(copy(part)));
        return state.toArray(float[][][]::new);
    }

    private List<float[][]> own() {
        List<float[][]> own = new ArrayList<>(List.of(weights, mean, square, average));
        bases.forEach(basis -> basis.ifPresent(one -> own.add(one.state())));
        return own;
    }

    long steps() {
        return steps;
    }

    /** Goes on from a checkpoint. */
    void restore(float[][][] state, long stepsSoFar) {
        List<float[][]> own = own();
        for (int part = 0; part < own.size(); part++) {
            for (int i = 0; i < own.get(part).length; i++) {
                System.arraycopy(state[part][i], 0, own.get(part)[i], 0, own.get(part)[i].length);
            }
        }
        steps = stepsSoFar;
    }

    /**
     * @param clip largest length of the gradient; a longer one is shortened
     * @param emaDecay how much of the exponential moving average stays; less in the first steps, so that the start is
     *     soon forgotten
     */
    void step(float[][] gradient, double learningRate, double clip, double emaDecay) {
        steps++;
        double length = length(gradient);
        if (!Double.isFinite(length)) {
            // A step nowhere is better than weights that are no numbers.
            return;
        }
        double scale = length > clip ? clip / length : 1;
        double keep = Math.min(emaDecay, (1.0 + steps) / (10.0 + steps));
        for (int i = 0; i < weights.length; i++) {
            double[] moves = moves(i, gradient[i], scale);
            for (int j = 0; j < weights[i].length; j++) {
                double weight = weights[i][j] - learningRate * moves[j];
                weights[i][j] = (float) weight;
                average[i][j] = (float) (keep * average[i][j] + (1 - keep) * weight);
            }
        }
    }

    /** What an array is moved by, for a learning rate of 1. */
    private double[] moves(int i, float[] gradient, double scale) {
        double[] slopes = new double[gradient.length];
        double[] firsts = new double[gradient.length];
        for (int j = 0; j < gradient.length; j++) {
            slopes[j] = gradient[j] * scale;
            firsts[j] = FIRST * mean[i][j] + (1 - FIRST) * slopes[j];
            mean[i][j] = (float) firsts[j];
        }
        Optional<Eigenbasis> basis = bases.get(i);
        if (basis.isPresent()) {
            basis.get().see(gradient, scale, steps);
            slopes = basis.get().into(slopes);
            firsts = basis.get().into(firsts);
        }
        double meanCorrection = 1 - Math.pow(FIRST, steps);
        double squareCorrection = 1 - Math.pow(SECOND, steps);
        double[] moves = new double[gradient.length];
        for (int j = 0; j < gradient.length; j++) {
            double second = SECOND * square[i][j] + (1 - SECOND) * slopes[j] * slopes[j];
            square[i][j] = (float) second;
            moves[j] = firsts[j] / meanCorrection / (Math.sqrt(second / squareCorrection) + EPSILON);
        }
        return basis.isPresent() ? basis.get().outOf(moves) : moves;
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
        return Arrays.stream(values).map(float[]::clone).toArray(float[][]::new);
    }

    static float[][] zeros(float[][] like) {
        return Arrays.stream(like).map(row -> new float[row.length]).toArray(float[][]::new);
    }
}
