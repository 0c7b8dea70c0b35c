package org.fovea.codec.weights;

import org.fovea.codec.entropy.BitChannel;

/**
 * What the weights coded so far say about the next one of the same tensor: corrections to its magnitude and its sign.
 */
abstract class WeightContext {
    private static final int LEVELS = 8;
    private static final double LARGEST_ENERGY = 16;

    /** Weight of the initial distribution in the running size, in weights. */
    private static final double PRIOR_WEIGHTS = 32;

    final LevelTilt tilt;
    final SignModel signs;
    private final double[] energies = new double[LEVELS];
    private double squares;
    private double count = PRIOR_WEIGHTS;
    private double sigma;
    private int index;
    private double surplus;

    /** What is learnt over many tensors. */
    static final class Regressions {
        final LevelTilt tilt;
        final SignModel signs;

        Regressions(double[] tiltVariances, double[] signVariances) {
            tilt = new LevelTilt(tiltVariances);
            signs = new SignModel(signVariances);
        }
    }

    /**
     * @param unit natural scale of the tensor
     * @param tiltLoosening how much this tensor's magnitudes may differ from the earlier ones', a share of the prior
     *     variance
     * @param signLoosening the same for its signs
     */
    WeightContext(Regressions regressions, double unit, double tiltLoosening, double signLoosening) {
        tilt = regressions.tilt;
        signs = regressions.signs;
        tilt.loosen(tiltLoosening);
        signs.loosen(signLoosening);
        squares = PRIOR_WEIGHTS * unit * unit / 3;
    }

    /** Goes to a weight. */
    final void enter(int i, double scale) {
        index = i;
        sigma = Math.sqrt(squares / count);
        for (int m = 0; m < LEVELS; m++) {
            double level = Fp4Tensor.magnitude(m) * scale / sigma;
            energies[m] = Math.min(LARGEST_ENERGY, level * level);
        }
        surplus = 0;
        tiltInputs(i);
    }

    /** Corrects the probabilities of the magnitudes. */
    final void tilt(double[] probabilities) {
        tilt.apply(probabilities, energies);
    }

    /** Learns the magnitude. */
    final void learn(int level) {
        surplus = tilt.learn(level);
    }

    /** Codes the sign. */
    final boolean codeMinus(BitChannel channel, double magnitude, boolean minus) {
        signInputs(index, sigma);
        return signs.codeMinus(channel, magnitude / sigma, minus);
    }

    /** Leaves the weight, whose value is now known. */
    final void leave(double value) {
        squares += value * value;
        count++;
        remember(index, value, surplus);
    }

    /** Sets the inputs of {@link #tilt}. */
    abstract void tiltInputs(int i);

    /** Sets the inputs of {@link #signs}. */
    abstract void signInputs(int i, double sigma);

    /** Takes in a weight and by how much its energy was larger than expected. */
    abstract void remember(int i, double value, double surplus);
}
