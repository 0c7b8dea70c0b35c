package org.fovea.app.conformance;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * The arithmetic decoder (docs/mask-coding.md §1), with numbers of any size so that no trick is needed, and what reads
 * numbers with it (docs/conformance.md).
 */
final class PlainBits {
    private static final BigInteger TOP = BigInteger.ONE.shiftLeft(64);
    private final byte[] stream;
    private int next;
    private BigInteger low = BigInteger.ZERO;
    private BigInteger high = TOP.subtract(BigInteger.ONE);
    private BigInteger code = BigInteger.ZERO;

    /** Bytes that were read, zeros behind the end among them. */
    int offset() {
        return next;
    }

    PlainBits(byte[] stream) {
        this.stream = stream;
        for (int i = 0; i < 8; i++) {
            code = code.shiftLeft(8).or(BigInteger.valueOf(byteOrZero()));
        }
    }

    private int byteOrZero() {
        return next < stream.length ? stream[next++] & 255 : 0;
    }

    int bit(long p) {
        BigInteger split =
                low.add(high.subtract(low).multiply(BigInteger.valueOf(p)).shiftRight(32));
        int bit = code.compareTo(split) <= 0 ? 1 : 0;
        if (bit == 1) {
            high = split;
        } else {
            low = split.add(BigInteger.ONE);
        }
        while (low.shiftRight(56).equals(high.shiftRight(56))) {
            low = low.shiftLeft(8).mod(TOP);
            high = high.shiftLeft(8).mod(TOP).add(BigInteger.valueOf(255));
            code = code.shiftLeft(8).mod(TOP).add(BigInteger.valueOf(byteOrZero()));
        }
        return bit;
    }

    int bit(double p) {
        double cut = p * 4294967296.0;
        long whole = Double.isNaN(cut) ? 0 : (long) cut;
        return bit(Math.max(16, Math.min(4294967296L - 16, whole)));
    }

    /** A number below {@code count}, all alike. */
    int uniform(int count) {
        int low = 0;
        int size = count;
        while (size > 1) {
            int half = size / 2;
            if (bit((1L << 32) * half / size) == 1) {
                size = half;
            } else {
                low += half;
                size -= half;
            }
        }
        return low;
    }

    int plain(int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 1 | bit(1L << 31);
        }
        return value;
    }

    /** AdaptiveBit: p = (ones + a)/(all + a + b); halved beyond 4096. */
    static final class Adaptive {
        private double zeros;
        private double ones;

        Adaptive(double zeros, double ones) {
            this.zeros = zeros;
            this.ones = ones;
        }

        double p() {
            return ones / (zeros + ones);
        }

        void learn(int bit) {
            zeros += 1 - bit;
            ones += bit;
            if (zeros + ones > 4096) {
                zeros /= 2;
                ones /= 2;
            }
        }

        int read(PlainBits bits) {
            int bit = bits.bit(p());
            learn(bit);
            return bit;
        }
    }

    /** AdaptiveNumber: the length of value + 1 in unary, the second bit by length, the rest plainly. */
    static final class Number {
        private final Adaptive[] longer = new Adaptive[31];
        private final Adaptive[] second = new Adaptive[31];

        Number() {
            Arrays.setAll(longer, i -> new Adaptive(0.5, 0.5));
            Arrays.setAll(second, i -> new Adaptive(0.5, 0.5));
        }

        int read(PlainBits bits) {
            int length = 0;
            while (length < 30 && longer[length].read(bits) == 1) {
                length++;
            }
            if (length == 0) {
                return 0;
            }
            int top = 2 + second[length].read(bits);
            return (top << length - 1) + bits.plain(length - 1) - 1;
        }
    }

    static final class Floats {
        private final Adaptive negative = new Adaptive(0.9, 0.1);
        private final Number exponents = new Number();
        private final Number lengths = new Number();

        float read(PlainBits bits) {
            int sign = negative.read(bits);
            int folded = exponents.read(bits);
            int distance = (folded & 1) == 0 ? folded / 2 : -(folded + 1) / 2;
            int exponent = distance + 127 & 255;
            int length = Math.min(23, lengths.read(bits));
            int mantissa = length == 0 ? 0 : (2 * bits.plain(length - 1) + 1) << 23 - length;
            return Float.intBitsToFloat(sign << 31 | exponent << 23 | mantissa);
        }
    }

    /** Candidates for a symbol, weighted by Bayes' rule, with a share that returns to the start. */
    static final class Mixture {
        private final int symbols;
        private final double returning;
        private final double[] start;
        private final double[] weights;

        Mixture(int symbols, double returning, double... start) {
            this.symbols = symbols;
            this.returning = returning;
            this.start = start;
            weights = start.clone();
        }

        int symbols() {
            return symbols;
        }

        int read(PlainBits bits, Below below) {
            double[] given = new double[weights.length];
            int symbol = (int) lattice(
                    bits,
                    32 - Integer.numberOfLeadingZeros(symbols - 1),
                    weights,
                    (k, index) -> index >= symbols ? 1 : below.of(k, index),
                    given);
            double sum = 0;
            for (int k = 0; k < weights.length; k++) {
                weights[k] *= given[k];
                sum += weights[k];
            }
            for (int k = 0; k < weights.length; k++) {
                weights[k] = (1 - returning) * weights[k] / sum + returning * start[k];
            }
            return symbol;
        }
    }

    /** Counts of symbols that begin with so much each. */
    static final class Counts {
        private final double[] counts;
        private double total;

        Counts(int symbols, double start) {
            counts = same(symbols, start);
            total = symbols * start;
        }

        double below(long symbol) {
            double below = 0;
            for (int i = 0; i < symbol; i++) {
                below += counts[i];
            }
            return below / total;
        }

        void learn(int symbol) {
            counts[symbol]++;
            total++;
        }
    }

    /** docs/weight-coding.md §2, MixtureLattice. Leaves in {@code given} what each candidate gave the number. */
    static long lattice(PlainBits bits, int size, double[] weights, Below below, double[] given) {
        double escape = Math.scalb(1.0, -12);
        double[] lower = new double[weights.length];
        double[] upper = new double[weights.length];
        Arrays.fill(upper, 1);
        long low = 0;
        double cell = escape / (1L << size);
        for (int bit = size - 1; bit >= 0; bit--) {
            long half = 1L << bit;
            double[] middle = new double[weights.length];
            double above = 0;
            double all = 0;
            for (int k = 0; k < weights.length; k++) {
                middle[k] = Math.max(lower[k], Math.min(upper[k], below.of(k, low + half)));
                above += weights[k] * (upper[k] - middle[k]);
                all += weights[k] * (upper[k] - lower[k]);
            }
            double share = half * cell;
            if (bits.bit((above * (1 - escape) + share) / (all * (1 - escape) + 2 * share)) == 1) {
                low += half;
                lower = middle;
            } else {
                upper = middle;
            }
        }
        for (int k = 0; k < weights.length; k++) {
            given[k] = (upper[k] - lower[k]) * (1 - escape) + cell;
        }
        return low;
    }

    interface Below {
        double of(int candidate, long number);
    }

    static double[] same(int size, double value) {
        double[] all = new double[size];
        Arrays.fill(all, value);
        return all;
    }
}
