package org.fovea.codec.weights;

import org.fovea.codec.entropy.BitChannel;
import org.fovea.codec.entropy.MixtureLattice;

/** Codes cells of the real line with a {@link ComponentMixture}, which learns from each. */
final class LatticeCoder {
    private final BitChannel channel;
    private final MixtureLattice lattice = new MixtureLattice();
    private double[] probabilities = new double[0];

    LatticeCoder(BitChannel channel) {
        this.channel = channel;
    }

    /**
     * Codes the number of a cell.
     *
     * @param bits 1..16
     * @param cells the candidates' distribution functions on the numbers
     */
    int code(int value, int bits, ComponentMixture mixture, MixtureLattice.Cells cells) {
        int size = mixture.size();
        if (probabilities.length < size) {
            probabilities = new double[size];
        }
        int coded = (int) lattice.code(channel, value, bits, mixture.weights(), size, cells, probabilities);
        mixture.learn(probabilities);
        return coded;
    }
}
