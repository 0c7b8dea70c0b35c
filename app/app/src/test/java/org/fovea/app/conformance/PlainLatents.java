package org.fovea.app.conformance;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedList;
import java.util.List;

/** docs/latent-coding.md. */
final class PlainLatents {
    private PlainLatents() {}

    static byte[] read(byte[] section, int pairs, int dimensions) {
        PlainBits bits = new PlainBits(section);
        PlainDecoder.check(bits.plain(1) == 0, "the mode of latent numbers");
        float[] minima = range(bits, dimensions);
        float[] steps = range(bits, dimensions);
        int width = bits.plain(4) + 1;
        Latents model = new Latents(dimensions, width);
        float[][] numbers = new float[pairs][dimensions];
        for (int pair = 0; pair < pairs; pair++) {
            model.history.addFirst(new double[dimensions]);
            for (int i = 0; i < dimensions; i++) {
                float product = (float) model.read(bits, i) * steps[i];
                numbers[pair][i] = product + minima[i];
            }
        }
        if (bits.plain(1) == 1) {
            int scale = bits.plain(16);
            PlainBits.Adaptive there = new PlainBits.Adaptive(0.5, 0.5);
            Frequencies places = new Frequencies(dimensions);
            Frequencies units = new Frequencies(256);
            for (int pair = 0; pair < pairs; pair++) {
                if (there.read(bits) == 1) {
                    int place = places.read(bits);
                    int unit = (byte) units.read(bits);
                    numbers[pair][place] += (float) ((double) unit * scale / 10_000);
                }
            }
        }
        ByteBuffer out = ByteBuffer.allocate(4 * pairs * dimensions).order(ByteOrder.LITTLE_ENDIAN);
        for (float[] pair : numbers) {
            for (float number : pair) {
                out.putFloat(number);
            }
        }
        return out.array();
    }

    private static float[] range(PlainBits bits, int dimensions) {
        boolean halves = bits.plain(1) == 1;
        float[] all = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            all[i] = halves ? Float.float16ToFloat((short) bits.plain(16)) : Float.intBitsToFloat(bits.plain(32));
        }
        return all;
    }

    /** PlainBits.Adaptive frequencies: uniform, and counts that begin with 0.5 and 0.03 each. */
    private static final class Frequencies {
        private final PlainBits.Mixture mixture;
        private final PlainBits.Counts slow;
        private final PlainBits.Counts fast;

        Frequencies(int symbols) {
            mixture = new PlainBits.Mixture(symbols, 0.005, 0.2, 0.4, 0.4);
            slow = new PlainBits.Counts(symbols, 0.5);
            fast = new PlainBits.Counts(symbols, 0.03);
        }

        int read(PlainBits bits) {
            int symbol = mixture.read(
                    bits,
                    (k, index) -> k == 0 ? (double) index / mixture.symbols() : (k == 1 ? slow : fast).below(index));
            slow.learn(symbol);
            fast.learn(symbol);
            return symbol;
        }
    }

    private static final class Latents {
        private final int dimensions;
        private final int width;
        /** The pair that is read, then those before it; zeros before the first. */
        private final LinkedList<double[]> history = new LinkedList<>();

        private final PlainRegression[][] regressions;
        private final double[][] squares;
        private final double[][] counts;
        private final double[][] weights;
        private final double[] common = new double[20];

        Latents(int dimensions, int width) {
            this.dimensions = dimensions;
            this.width = width;
            for (int i = 0; i < 7; i++) {
                history.add(new double[dimensions]);
            }
            regressions = new PlainRegression[4][dimensions];
            squares = new double[dimensions][5];
            counts = new double[dimensions][5];
            weights = new double[dimensions][20];
            Arrays.fill(common, 1.0 / 20);
            for (int i = 0; i < dimensions; i++) {
                Arrays.fill(squares[i], 1);
                Arrays.fill(counts[i], 4);
                Arrays.fill(weights[i], 1.0 / 20);
            }
        }

        private double[] inputs(int regression, int d) {
            List<Double> all = new ArrayList<>(List.of(1.0, history.get(1)[d]));
            switch (regression) {
                case 0 -> all.addAll(List.of(history.get(2)[d], history.get(3)[d]));
                case 1 -> all.add(history.get(2)[d]);
                case 2 ->
                    all.addAll(List.of(history.get(1)[d] - history.get(2)[d], history.get(2)[d] - history.get(3)[d]));
                default -> {
                    for (int back = 2; back <= 6; back++) {
                        all.add(history.get(back)[d]);
                    }
                }
            }
            for (int i = 0; i < d && regression > 0; i++) {
                all.add(history.getFirst()[i] - history.get(1)[i]);
            }
            for (int i = 0; i < dimensions && regression == 2; i++) {
                if (i != d) {
                    all.add(history.get(1)[i] - history.get(2)[i]);
                }
            }
            return all.stream().mapToDouble(Double::doubleValue).toArray();
        }

        int read(PlainBits bits, int d) {
            double middle = ((1 << width) - 1) * 0.5;
            double unit = (1 << width) * 0.125;
            double[][] inputs = new double[4][];
            double[] predictions = new double[5];
            double sum = 0;
            for (int r = 0; r < 4; r++) {
                inputs[r] = inputs(r, d);
                if (regressions[r][d] == null) {
                    regressions[r][d] = new PlainRegression(inputs[r].length, r == 0 ? 4 : 0.04);
                }
                predictions[r] = 0.8 * history.get(1)[d] + regressions[r][d].predict(inputs[r]);
                sum += predictions[r];
            }
            predictions[4] = sum / 4;
            double[] mixed = new double[20];
            for (int k = 0; k < 20; k++) {
                mixed[k] = (1 - 0.3) * weights[d][k] + 0.3 * common[k];
            }
            double[] given = new double[20];
            int code = (int) PlainBits.lattice(
                    bits,
                    width,
                    mixed,
                    (k, index) -> {
                        double edge = (index - 0.5 - middle) / unit;
                        int p = k / 4;
                        double t = (edge - predictions[p]) / (Math.sqrt(squares[d][p]) * (k / 2 % 2 == 0 ? 0.75 : 1.1));
                        return k % 2 == 0
                                ? PlainNormal.below(t)
                                : 0.8 * PlainNormal.below(t / 0.8) + 0.2 * PlainNormal.below(t / 1.8);
                    },
                    given);
            double own = 0;
            double all = 0;
            for (int k = 0; k < 20; k++) {
                weights[d][k] *= given[k];
                common[k] *= given[k];
                own += weights[d][k];
                all += common[k];
            }
            for (int k = 0; k < 20; k++) {
                common[k] = (1 - 0.02) * common[k] / all + 0.02 / 20;
                weights[d][k] = (1 - 0.03) * weights[d][k] / own + 0.03 * common[k];
            }
            double value = (code - middle) / unit;
            history.getFirst()[d] = value;
            for (int r = 0; r < 4; r++) {
                regressions[r][d].learn(inputs[r], value - 0.8 * history.get(1)[d]);
            }
            for (int p = 0; p < 5; p++) {
                double error = value - predictions[p];
                double square = squares[d][p];
                counts[d][p] = counts[d][p] * 0.99 + 1;
                squares[d][p] = Math.max(1e-8, square + (Math.min(error * error, 16 * square) - square) / counts[d][p]);
            }
            return code;
        }
    }
}
