package org.fovea.app.conformance;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** Weights codec 2: docs/weight-coding.md §11 and docs/weight-operations.md §9. */
final class PlainStepped {
    private final PlainBits bits;
    private final double[][] mixers = new double[8][];
    private final int[] mixed = new int[8];
    private final PlainRegression neighbours = new PlainRegression(7, 0.001);
    private int[][] plain;
    private int[][] bySize;
    private int[][] byPrediction;

    private PlainStepped(PlainBits bits) {
        this.bits = bits;
        Arrays.setAll(mixers, depth -> new double[] {0.1, 0.1, 0.2, 0.2, 0.2, 0.1, 0.1, 0});
    }

    static byte[] read(byte[] section, List<PlainTensor> tensors) {
        PlainBits bits = new PlainBits(section);
        PlainDecoder.check(bits.plain(2) == 0, "the mode of weights with a step");
        boolean halves = bits.plain(1) == 1;
        PlainStepped model = new PlainStepped(bits);
        int all = tensors.stream().mapToInt(tensor -> tensor.count).sum();
        ByteBuffer out = ByteBuffer.allocate(4 * all).order(ByteOrder.LITTLE_ENDIAN);
        int inputs = tensors.stream()
                .filter(tensor -> tensor.shape.length == 4)
                .mapToInt(tensor -> tensor.shape[1])
                .findFirst()
                .orElse(0);
        for (PlainTensor tensor : tensors) {
            float step = halves ? Float.float16ToFloat((short) bits.plain(16)) : Float.intBitsToFloat(bits.plain(32));
            int[] shape = tensor.shape;
            int period = 4;
            if (shape.length == 2) {
                period = inputs == 0 ? 1 : Math.max(1, shape[0] / inputs);
            }
            for (int code : model.codes(tensor, shape.length == 4 ? shape[2] * shape[3] : 1, period)) {
                out.putFloat(code * step);
            }
        }
        return out.array();
    }

    private int[] codes(PlainTensor tensor, int kernel, int period) {
        int[] codes = new int[tensor.count];
        plain = new int[2][256];
        bySize = new int[2][12 * 256];
        byPrediction = new int[2][7 * 256];
        neighbours.loosen(0.3);
        int columns = tensor.columns;
        double[] columnSums = new double[columns];
        double squares = 4 * 24.0 * 24.0;
        double count = 4;
        double[] inputSquares = new double[columns / kernel];
        double[] rowLogs = new double[tensor.rows];
        PlainRegression rowSizes = new PlainRegression(6, 0.3);
        for (int row = 0; row < tensor.rows; row++) {
            double logMean = StrictMath.log(squares / count);
            double[] beside = new double[6];
            int[] lags = {1, 2, 8, period, 2 * period, period + 1};
            for (int i = 0; i < 6; i++) {
                beside[i] = row >= lags[i] ? rowLogs[row - lags[i]] - logMean : 0;
            }
            double rowMean = PlainNormal.exp(logMean + Math.max(-2, Math.min(2, rowSizes.predict(beside))));
            double rowSquares = 0;
            for (int column = 0; column < columns; column++) {
                int at = row * columns + column;
                int input = column / kernel;
                double mean = squares / count;
                double ofRow = (rowSquares + 12 * rowMean) / (column + 12);
                double seen = (double) row * kernel + column % kernel;
                double ofColumn = (inputSquares[input] + 24 * mean) / (seen + 24);
                double local = Math.sqrt(ofRow * ofColumn / mean);
                double[] near = near(codes, at, column, columns, kernel, local);
                near[6] = row == 0 ? 0 : columnSums[column] / (row + 8.0) / local;
                double prediction = neighbours.predict(near) * local;
                if (!(Math.abs(prediction) < 128)) {
                    prediction = 0;
                }
                int code = code(prediction, local, Math.sqrt(mean));
                codes[at] = code;
                neighbours.learn(near, code / local);
                double square = (double) code * code;
                rowSquares += square;
                inputSquares[input] += square;
                columnSums[column] += code;
                squares += square;
                count++;
            }
            rowLogs[row] = StrictMath.log((rowSquares + 1) / columns);
            rowSizes.learn(beside, rowLogs[row] - logMean);
        }
        return codes;
    }

    private static double[] near(int[] codes, int at, int column, int columns, int kernel, double local) {
        int side = kernel == 9 ? 3 : 1;
        int x = column % kernel % side;
        int y = column % kernel / side;
        double[] near = new double[7];
        near[0] = x > 0 ? codes[at - 1] / local : 0;
        near[1] = y > 0 ? codes[at - side] / local : 0;
        near[2] = x > 0 && y > 0 ? codes[at - side - 1] / local : 0;
        near[3] = y > 0 && x < side - 1 ? codes[at - side + 1] / local : 0;
        near[4] = at >= columns ? codes[at - columns] / local : 0;
        near[5] = at >= 4 * columns ? codes[at - 4 * columns] / local : 0;
        return near;
    }

    private int code(double prediction, double local, double size) {
        int ofSize = Math.max(0, Math.min(11, (int) Math.floor(6 + 6 * (local / size - 1))));
        int ofPrediction = 3 + Math.max(-3, Math.min(3, (int) Math.rint(prediction / local * 5)));
        int node = 1;
        int low = -128;
        for (int depth = 0; depth < 8; depth++) {
            int half = 128 >> depth;
            double parametric = above(low, half, prediction, local);
            double[] logits = new double[8];
            double many = backed(plain, node, parametric, 12);
            logits[0] = logit(parametric);
            logits[1] = logit(above(low, half, 0, size));
            logits[2] = logit(backed(plain, node, parametric, 0.4));
            logits[3] = logit(many);
            logits[4] = logit(backed(bySize, ofSize * 256 + node, many, 8));
            logits[5] = logit(backed(byPrediction, ofPrediction * 256 + node, many, 8));
            logits[6] = logits[4] + logits[5] - logits[3];
            logits[7] = 0.3;
            double sum = 0;
            for (int i = 0; i < 8; i++) {
                sum += mixers[depth][i] * logits[i];
            }
            double p = PlainNormal.logistic(Math.max(-20, Math.min(20, sum)));
            int bit = bits.bit(p);
            double rate = 0.0015 + 0.02 / (1 + 0.002 * mixed[depth]);
            mixed[depth]++;
            for (int i = 0; i < 8; i++) {
                mixers[depth][i] += rate * (bit - p) * logits[i];
            }
            plain[bit][node]++;
            bySize[bit][ofSize * 256 + node]++;
            byPrediction[bit][ofPrediction * 256 + node]++;
            node = 2 * node + bit;
            low += bit * half;
        }
        return low;
    }

    private static double above(int low, int half, double prediction, double size) {
        double from = below(low - 0.5, prediction, size);
        double middle = below(low + half - 0.5, prediction, size);
        double to = below(low + 2 * half - 0.5, prediction, size);
        return (to - middle + 1e-6 * half) / (to - from + 2e-6 * half);
    }

    private static double below(double edge, double prediction, double size) {
        double t = (edge - prediction) / size;
        return 0.75 * PlainNormal.below(t * 1.2) + 0.25 * PlainNormal.below(t * 0.6);
    }

    private static double backed(int[][] counts, int context, double simpler, double strength) {
        double ones = counts[1][context];
        return (ones + strength * simpler) / (counts[0][context] + ones + strength);
    }

    private static double logit(double probability) {
        double p = Math.max(1e-7, Math.min(1 - 1e-7, probability));
        return StrictMath.log(p / (1 - p));
    }
}
