package org.fovea.codec.weights;

import java.util.ArrayList;
import java.util.List;
import org.fovea.codec.entropy.RecursiveLeastSquares;

/**
 * Guesses weights from their initial values and from how far their neighbours have drifted: layers that read or write
 * the pixels of a cell learn similar weights for pixels that lie side by side, and a learnt map is smooth. Which axes
 * of a tensor are pixels is not given; a regression finds out.
 *
 * <p>Three guesses: the initial value; the same with a learnt factor; the same with the drifts of neighbours along all
 * axes. Passes everything on to the predictor that would have been used otherwise, so that its regressions go on
 * learning.
 */
final class DriftPredictor implements Predictor {
    static final int SOURCES = 3;

    /** How far away neighbours are, along each axis: sides of cells are powers of two. */
    private static final int[] DISTANCES = {1, 2, 4, 8, 16};

    private static final double PRIOR_VARIANCE = 0.05;
    private static final double LARGEST = 8;

    /** Drifts that the first size is made of. */
    private static final double PRIOR_DRIFTS = 4;

    private final TensorBuffer tensor;
    private final float[] initial;
    private final double unit;
    private final Predictor other;
    private final List<int[]> neighbours = new ArrayList<>();
    private final RecursiveLeastSquares factor = new RecursiveLeastSquares(PRIOR_VARIANCE);
    private final RecursiveLeastSquares all;
    private final double[] factorInput = new double[1];
    private final double[] inputs;
    private final double[] guesses = new double[SOURCES];
    private double squares = PRIOR_DRIFTS;
    private double count = PRIOR_DRIFTS;
    private int known;

    /**
     * @param initial values that training began with, as many as the tensor has weights; zeros where they are not known
     */
    DriftPredictor(TensorBuffer tensor, float[] initial, double unit, Predictor other) {
        this.tensor = tensor;
        this.initial = initial;
        this.unit = unit;
        this.other = other;
        int stride = tensor.count();
        for (int size : tensor.spec().shape()) {
            stride /= size;
            for (int distance : DISTANCES) {
                if (distance < size) {
                    neighbours.add(new int[] {stride, size, distance});
                }
            }
        }
        inputs = new double[1 + neighbours.size()];
        all = RecursiveLeastSquares.of(inputs.length, PRIOR_VARIANCE);
    }

    @Override
    public double[] predict(int i) {
        double size = unit * Math.sqrt(squares / count);
        enter(i, size);
        guesses[0] = initial[i];
        guesses[1] = initial[i] + size * factor.predict(factorInput);
        guesses[2] = initial[i] + size * all.predict(inputs);
        return guesses;
    }

    private void enter(int i, double size) {
        inputs[0] = limited(initial[i] / size);
        factorInput[0] = inputs[0];
        for (int n = 0; n < neighbours.size(); n++) {
            int[] axis = neighbours.get(n);
            int place = i / axis[0] % axis[1];
            int at = i - axis[0] * axis[2];
            boolean there = place >= axis[2] && at < known;
            inputs[1 + n] = there ? limited((tensor.values[at] - initial[at]) / size) : 0;
        }
    }

    private static double limited(double value) {
        return Math.max(-LARGEST, Math.min(LARGEST, value));
    }

    @Override
    public void learn(int i, double value) {
        double size = unit * Math.sqrt(squares / count);
        enter(i, size);
        double drift = limited((value - initial[i]) / size);
        factor.learn(factorInput, drift);
        all.learn(inputs, drift);
        double units = limited((value - initial[i]) / unit);
        squares += units * units;
        count++;
        known = i + 1;
        other.learn(i, value);
    }
}
