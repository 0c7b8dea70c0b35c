package org.fovea.codec.entropy;

import java.util.Arrays;

/**
 * Codes symbols of a small alphabet by a weighted mixture of candidate distributions; after each symbol Bayes' rule
 * moves the weights, and a small part of them goes back to where it started, so that a candidate that was wrong can
 * return.
 */
public final class SymbolMixture {
    private final int symbols;
    private final int bits;
    private final double share;
    private final double[] start;
    private final double[] weights;
    private final double[] probabilities;
    private final MixtureLattice lattice = new MixtureLattice();

    /** A candidate: a distribution over the symbols for the next place. */
    @FunctionalInterface
    public interface Candidate {
        /** Probability of a symbol below {@code symbol}, 0..1. */
        double below(int symbol);
    }

    /**
     * @param symbols size of the alphabet, 1..65536
     * @param returning part of the weights that goes back to the start after each symbol
     * @param start weights of the candidates before the first symbol, adding up to 1
     */
    public SymbolMixture(int symbols, double returning, double... start) {
        this.symbols = symbols;
        this.bits = 32 - Integer.numberOfLeadingZeros(symbols - 1);
        this.share = returning;
        this.start = start.clone();
        this.weights = start.clone();
        this.probabilities = new double[start.length];
    }

    /**
     * Codes a symbol.
     *
     * @return the symbol; a damaged stream may give one beyond the alphabet
     */
    public int code(BitChannel channel, int symbol, Candidate... candidates) {
        int coded = (int) lattice.code(
                channel,
                symbol,
                bits,
                weights,
                weights.length,
                (index, below) -> {
                    for (int k = 0; k < candidates.length; k++) {
                        below[k] = index >= symbols ? 1 : candidates[k].below((int) index);
                    }
                },
                probabilities);
        double sum = 0;
        for (int k = 0; k < weights.length; k++) {
            weights[k] *= probabilities[k];
            sum += weights[k];
        }
        for (int k = 0; k < weights.length; k++) {
            weights[k] = (1 - share) * weights[k] / sum + share * start[k];
        }
        return coded;
    }

    /** Frequencies of symbols with a number of imaginary ones in advance; a source of candidates. */
    public static final class Counts implements Candidate {
        private final double[] counts;
        private double sum;

        /** @param advance imaginary occurrences of each symbol, positive */
        public Counts(int symbols, double advance) {
            counts = new double[symbols];
            Arrays.fill(counts, advance);
            sum = symbols * advance;
        }

        @Override
        public double below(int symbol) {
            double below = 0;
            for (int i = 0; i < symbol; i++) {
                below += counts[i];
            }
            return below / sum;
        }

        public void learn(int symbol) {
            counts[symbol]++;
            sum++;
        }
    }
}
