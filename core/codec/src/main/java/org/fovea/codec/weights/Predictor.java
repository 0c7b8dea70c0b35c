package org.fovea.codec.weights;

/**
 * Guesses the weights of a tensor from what was coded before; components of a {@link ComponentGrid} are centred on the
 * guesses.
 */
interface Predictor {
    /** The guesses for weight {@code i}, one per source; valid until the next call. */
    double[] predict(int i);

    /** Tells what weight {@code i} is. */
    default void learn(int i, double value) {}

    /** Guesses nothing, for tensors whose components need no guess. */
    static Predictor none() {
        double[] nothing = {};
        return i -> nothing;
    }

    /**
     * Guesses the mean of the row so far, pulled towards 0: the weights of one output tend to be pushed the same way.
     */
    static Predictor rowMean(TensorBuffer tensor) {
        int columns = tensor.columns();
        return new Predictor() {
            private static final double PRIOR_WEIGHTS = 20;
            private final double[] guess = new double[1];
            private int row;
            private double sum;
            private int count;

            @Override
            public double[] predict(int i) {
                enter(i);
                guess[0] = sum / (count + PRIOR_WEIGHTS);
                return guess;
            }

            @Override
            public void learn(int i, double value) {
                enter(i);
                sum += value;
                count++;
            }

            private void enter(int i) {
                if (i / columns != row) {
                    row = i / columns;
                    sum = 0;
                    count = 0;
                }
            }
        };
    }
}
