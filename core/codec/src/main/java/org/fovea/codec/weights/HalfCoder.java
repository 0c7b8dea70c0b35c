package org.fovea.codec.weights;

import org.fovea.codec.entropy.BitChannel;

/**
 * Tensors of IEEE halves: each weight is a cell of the real line, coded with the mixture's probability of that cell.
 */
final class HalfCoder {
    private final BitChannel channel;
    private final LatticeCoder lattice;

    HalfCoder(BitChannel channel) {
        this.channel = channel;
        this.lattice = new LatticeCoder(channel);
    }

    /** Codes a tensor; {@code predictor} is asked before and updated after each weight. */
    void code(TensorBuffer tensor, ComponentMixture mixture, Predictor predictor) {
        for (int i = 0; i < tensor.count(); i++) {
            if (!tensor.known(i)) {
                mixture.prune();
                double[] prediction = predictor.predict(i);
                int index = lattice.code(
                        HalfOrder.index((short) tensor.numbers[i]), HalfOrder.BITS, mixture, (cell, below) -> {
                            double edge = HalfOrder.edge((int) cell);
                            for (int k = 0; k < mixture.size(); k++) {
                                below[k] = mixture.below(k, edge, prediction);
                            }
                        });
                tensor.numbers[i] = HalfOrder.half(index) & 0xffff;
            }
            tensor.values[i] = HalfOrder.finite((short) tensor.numbers[i]);
            if (!tensor.known(i)) {
                predictor.learn(i, tensor.values[i]);
            }
        }
    }
}
