package org.fovea.app.conformance;

/** What the weights of a tensor so far say about the next one: docs/weight-operations.md §6. */
abstract class PlainContext {
    /** What lives on from tensor to tensor. */
    record Learnt(Tilt tilt, PlainRegression signs, int inputs) {}

    final Learnt learnt;
    final double[] signInputs;
    private double squares;
    private double count = 32;
    private double sigma;
    private int index;
    private double surplus;
    private final double[] energies = new double[8];

    PlainContext(Learnt learnt, double unit, double tiltLoosening, double signLoosening) {
        this.learnt = learnt;
        signInputs = new double[learnt.inputs];
        learnt.tilt.loosen(tiltLoosening);
        learnt.signs.loosen(signLoosening);
        squares = 32 * unit * unit / 3;
    }

    static Learnt ofKernels(int positions) {
        double[] variances = PlainBits.same(2 + positions, 0.01);
        variances[0] = 0.001;
        variances[1] = 0.001;
        return new Learnt(new Tilt(variances), new PlainRegression(6, 0.001), 6);
    }

    static Learnt ofMatrices() {
        return new Learnt(
                new Tilt(0.0003, 0.0003, 0.001), new PlainRegression(new double[] {0.1, 0.001, 0.3, 0.001, 1}), 5);
    }

    void enter(int i, double scale) {
        index = i;
        sigma = Math.sqrt(squares / count);
        for (int m = 0; m < 8; m++) {
            double level = PlainBlocks.LEVELS[m] * scale / sigma;
            energies[m] = Math.min(16, level * level);
        }
        surplus = 0;
        tiltInputs(i);
    }

    void tilt(double[] mixed) {
        learnt.tilt.apply(mixed, energies);
    }

    void learn(int level) {
        surplus = learnt.tilt.learn(level);
    }

    boolean minus(PlainBits bits, double magnitude) {
        signInputs(index, sigma);
        for (int i = 0; i < signInputs.length; i++) {
            signInputs[i] = Math.max(-8, Math.min(8, signInputs[i]));
        }
        double size = magnitude / sigma;
        double plus = PlainNormal.logistic(2 * learnt.signs.predict(signInputs) * size);
        boolean minus = bits.bit(1 - plus) == 1;
        learnt.signs.learn(signInputs, minus ? -size : size);
        return minus;
    }

    void leave(double value) {
        squares += value * value;
        count++;
        remember(index, value, surplus);
    }

    abstract void tiltInputs(int i);

    abstract void signInputs(int i, double sigma);

    abstract void remember(int i, double value, double surplus);

    static final class Kernel extends PlainContext {
        private static final int[][] NEIGHBOURS = {{1, 0}, {0, 1}, {1, 1}, {-1, 1}, {2, 0}, {0, 2}};
        private final PlainTensor tensor;
        private final int height;
        private final int width;
        private double surplus;

        Kernel(PlainTensor tensor, double unit, int height, int width, Learnt learnt) {
            super(learnt, unit, 0.03, 0.3);
            this.tensor = tensor;
            this.height = height;
            this.width = width;
        }

        @Override
        void tiltInputs(int i) {
            int positions = height * width;
            int position = i % positions;
            if (position == 0) {
                surplus = 0;
            }
            learnt.tilt.input(0, surplus / 3);
            learnt.tilt.input(1, surplus / 3 * position / positions);
            for (int p = 0; p < positions; p++) {
                learnt.tilt.input(2 + p, p == position ? 1 : 0);
            }
        }

        @Override
        void signInputs(int i, double sigma) {
            int x = i % width;
            int y = i / width % height;
            for (int n = 0; n < 6; n++) {
                int left = x - NEIGHBOURS[n][0];
                int up = NEIGHBOURS[n][1];
                boolean inside = left >= 0 && left < width && y >= up;
                signInputs[n] = (inside ? tensor.values[i + left - x - up * width] : 0) / sigma;
            }
        }

        @Override
        void remember(int i, double value, double above) {
            surplus += above;
        }
    }

    static final class Matrix extends PlainContext {
        private final int rows;
        private final int columns;
        private final double[] columnSum;
        private final double[] columnSurplus;
        private final double[] rowSurplus;
        private final double[] rowProducts;
        private final double[] rowSquares;
        private final double[] kernelSum;
        private final double[] kernelSumSize;
        private final double[] nextSize;
        private double[][] outputs;
        private PlainRegression[] traces;
        private double sigma = 1;

        Matrix(
                PlainTensor tensor,
                double unit,
                Learnt learnt,
                PlainTensor before,
                PlainTensor consumer,
                PlainTensor next) {
            super(learnt, unit, 0, 0.5);
            rows = tensor.rows;
            columns = tensor.columns;
            columnSum = new double[columns];
            columnSurplus = new double[columns];
            rowSurplus = new double[rows];
            rowProducts = new double[rows];
            rowSquares = new double[rows];
            double[] sums = relativeSums(before, columns);
            kernelSum = new double[columns];
            for (int j = 0; j < columns; j++) {
                kernelSum[j] = sums[j] < 0 ? -Math.sqrt(-sums[j]) : Math.sqrt(sums[j]);
            }
            kernelSumSize = centred(sums);
            nextSize = centred(relativeSums(next, rows));
            if (consumer != null && consumer.rows <= 8 && consumer.columns >= rows) {
                follow(consumer);
            }
        }

        private static double[] relativeSums(PlainTensor kernels, int channels) {
            double[] sums = new double[channels];
            if (kernels == null || kernels.rows < channels) {
                return sums;
            }
            double energy = 0;
            for (int i = 0; i < channels * kernels.columns; i++) {
                sums[i / kernels.columns] += kernels.values[i];
                energy += kernels.values[i] * kernels.values[i];
            }
            double factor = energy > 0 ? 1 / Math.sqrt(energy / channels) : 0;
            for (int j = 0; j < channels; j++) {
                sums[j] *= factor;
            }
            return sums;
        }

        private static double[] centred(double... values) {
            double mean = 0;
            for (double value : values) {
                mean += Math.abs(value) / values.length;
            }
            double[] sizes = new double[values.length];
            for (int i = 0; i < sizes.length; i++) {
                sizes[i] = Math.abs(values[i]) - mean;
            }
            return sizes;
        }

        private void follow(PlainTensor consumer) {
            double energy = 0;
            for (double value : consumer.values) {
                energy += value * value;
            }
            if (!(energy > 0)) {
                return;
            }
            double size = Math.sqrt(energy / consumer.count);
            outputs = new double[rows][consumer.rows];
            for (int row = 0; row < rows; row++) {
                for (int output = 0; output < consumer.rows; output++) {
                    outputs[row][output] = consumer.values[output * consumer.columns + row] / size;
                }
            }
            traces = new PlainRegression[columns];
            for (int j = 0; j < columns; j++) {
                traces[j] = new PlainRegression(consumer.rows, 0.1);
            }
        }

        @Override
        void tiltInputs(int i) {
            learnt.tilt.input(0, columnSurplus[i % columns] / Math.sqrt(rows));
            learnt.tilt.input(1, rowSurplus[i / columns] / Math.sqrt(columns));
            learnt.tilt.input(2, kernelSumSize[i % columns]);
        }

        @Override
        void signInputs(int i, double now) {
            int row = i / columns;
            int column = i % columns;
            sigma = now;
            signInputs[0] = columnSum[column] / sigma / (row + 100.0);
            signInputs[1] = kernelSum[column];
            signInputs[2] = kernelSum[column] * rowProducts[row] / (rowSquares[row] + 100);
            signInputs[3] = kernelSum[column] * nextSize[row];
            signInputs[4] = traces == null ? 0 : traces[column].predict(outputs[row]);
        }

        @Override
        void remember(int i, double value, double surplus) {
            int row = i / columns;
            int column = i % columns;
            columnSum[column] += value;
            columnSurplus[column] += surplus;
            rowSurplus[row] += surplus;
            rowProducts[row] += kernelSum[column] * value / sigma;
            rowSquares[row] += kernelSum[column] * kernelSum[column];
            if (traces != null) {
                traces[column].learn(outputs[row], value / sigma);
            }
        }
    }

    /** Levels that are likelier where more energy is expected. */
    static final class Tilt {
        private final double[] variances;
        private final double[] coefficients;
        private final double[][] covariance;
        private final double[] inputs;
        private double[] energies;
        private double[] tilted;
        private double expected;

        Tilt(double... variances) {
            this.variances = variances;
            coefficients = new double[variances.length];
            covariance = new double[variances.length][variances.length];
            inputs = new double[variances.length];
            for (int i = 0; i < variances.length; i++) {
                covariance[i][i] = variances[i];
            }
        }

        void loosen(double share) {
            for (int i = 0; i < variances.length; i++) {
                covariance[i][i] += share * variances[i];
            }
        }

        void input(int i, double value) {
            inputs[i] = Math.max(-3, Math.min(3, value));
        }

        void apply(double[] mixed, double... ofLevels) {
            energies = ofLevels;
            double exponent = 0;
            for (int i = 0; i < inputs.length; i++) {
                exponent += coefficients[i] * inputs[i];
            }
            exponent = Math.max(-2, Math.min(2, exponent));
            double sum = 0;
            for (int m = 0; m < 8; m++) {
                mixed[m] *= PlainNormal.exp(exponent * energies[m]);
                sum += mixed[m];
            }
            expected = 0;
            for (int m = 0; m < 8; m++) {
                mixed[m] /= sum;
                expected += mixed[m] * energies[m];
            }
            tilted = mixed.clone();
        }

        double learn(int level) {
            double variance = 0;
            for (int m = 0; m < 8; m++) {
                double difference = energies[m] - expected;
                variance += tilted[m] * difference * difference;
            }
            int size = inputs.length;
            double[] gain = new double[size];
            double denominator = 1;
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    gain[i] += covariance[i][j] * inputs[j];
                }
                denominator += variance * gain[i] * inputs[i];
            }
            double above = energies[level] - expected;
            for (int i = 0; i < size; i++) {
                coefficients[i] += gain[i] / denominator * above;
                for (int j = 0; j < size; j++) {
                    covariance[i][j] -= variance * gain[i] * gain[j] / denominator;
                }
            }
            return above;
        }
    }
}
