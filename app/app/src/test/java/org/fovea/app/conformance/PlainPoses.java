package org.fovea.app.conformance;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** docs/pose-and-corrections.md §1. */
final class PlainPoses {
    private PlainPoses() {}

    static byte[] read(byte[] section, int pairs, int dimensions) {
        PlainBits bits = new PlainBits(section);
        PlainDecoder.check(bits.plain(1) == 0, "the first layout of poses");
        PlainBits.Adaptive present = new PlainBits.Adaptive(0.5, 0.5);
        PlainBits.Adaptive constant = new PlainBits.Adaptive(0.9, 0.1);
        PlainBits.Floats steps = new PlainBits.Floats();
        PlainBits.Floats offsets = new PlainBits.Floats();
        ByteBuffer out = ByteBuffer.allocate(dimensions * (12 + 4 * pairs)).order(ByteOrder.LITTLE_ENDIAN);
        for (int dimension = 0; dimension < dimensions; dimension++) {
            if (present.read(bits) == 0) {
                continue;
            }
            out.putInt(dimension).putFloat(steps.read(bits)).putFloat(offsets.read(bits));
            int length = bits.plain(6);
            int folded = length == 0 ? 0 : 1 << length - 1 | bits.plain(length - 1);
            int first = folded >>> 1 ^ -(folded & 1);
            out.putInt(first);
            if (constant.read(bits) == 1) {
                for (int pair = 1; pair < pairs; pair++) {
                    out.putInt(first);
                }
            } else {
                codes(bits, first, pairs, out);
            }
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    private static void codes(PlainBits bits, int first, int pairs, ByteBuffer out) {
        double[][] walks = {
            {0, 0},
            {1e-4, 0},
            {3e-4, 0},
            {1e-3, 0},
            {3e-3, 0},
            {1e-2, 0},
            {3e-2, 0},
            {0.1, 0},
            {0.3, 0},
            {1, 0},
            {10, 0},
            {1e4, 0},
            {0, 1e-4},
            {0, 0.01},
            {0, 1},
            {0.1, 1e-3}
        };
        double[] noise = new double[16];
        double level = 0.125 * (1L << bits.plain(5));
        for (int i = 0; i < 16; i++) {
            noise[i] = level;
            level *= 1.35;
        }
        // Per walk: level, slope, and the covariance p00, p01, p11.
        double[][] state = new double[walks.length][];
        for (int m = 0; m < walks.length; m++) {
            state[m] = new double[] {first, 0, 1 + walks[m][0], 0, walks[m][1] > 0 ? 1 : 0};
        }
        double[] weights = new double[512];
        Arrays.fill(weights, 1.0 / 512);
        for (int pair = 1; pair < pairs; pair++) {
            int[] active = IntStream.range(0, 512).filter(candidateOf(weights)).toArray();
            double[] mixed = Arrays.stream(active).mapToDouble(k -> weights[k]).toArray();
            double[] given = new double[active.length];
            long number = PlainBits.lattice(
                    bits,
                    32,
                    mixed,
                    (a, index) -> {
                        int k = active[a];
                        double[] walk = state[k / 32];
                        double edge = index + (double) Integer.MIN_VALUE - 0.5;
                        double t = (edge - walk[0]) / (Math.sqrt(walk[2] + 1) * noise[k % 16]);
                        return k / 16 % 2 == 0
                                ? PlainNormal.below(t)
                                : 0.8 * PlainNormal.below(t / 0.8) + (1 - 0.8) * PlainNormal.below(t / 1.55);
                    },
                    given);
            int code = (int) (number + Integer.MIN_VALUE);
            out.putInt(code);
            double sum = 0;
            for (int a = 0; a < active.length; a++) {
                mixed[a] *= given[a];
                sum += mixed[a];
            }
            Arrays.fill(weights, 0);
            for (int a = 0; a < active.length; a++) {
                int k = active[a];
                double weight = mixed[a] / sum;
                weights[k] += (1 - 0.01) * weight;
                weights[k % 16 > 0 ? k - 1 : k] += 0.01 / 2 * weight;
                weights[k % 16 < 15 ? k + 1 : k] += 0.01 / 2 * weight;
            }
            for (int m = 0; m < walks.length; m++) {
                observe(state[m], walks[m], code);
            }
        }
    }

    private static IntPredicate candidateOf(double[] weights) {
        return k -> weights[k] >= 1e-7;
    }

    private static void observe(double[] state, double[] walk, double value) {
        double variance = state[2] + 1;
        double error = value - state[0];
        double gainLevel = state[2] / variance;
        double gainSlope = state[3] / variance;
        double q00 = state[2] - gainLevel * state[2];
        double q01 = state[3] - gainLevel * state[3];
        double q11 = state[4] - gainSlope * state[3];
        state[0] += gainLevel * error;
        state[1] += gainSlope * error;
        state[0] += state[1];
        state[2] = q00 + 2 * q01 + q11 + walk[0];
        state[3] = q01 + q11;
        state[4] = q11 + walk[1];
    }
}
