package org.fovea.codec.weights;

import java.util.Arrays;

/**
 * Depthwise kernels. Signs: neighbours in a kernel tend to agree. Magnitudes: kernels have more equal energies than
 * independent weights would, and some positions have larger weights than others in every layer.
 */
final class KernelContext extends WeightContext {
    /** How far left and up the neighbours are. */
    private static final int[][] NEIGHBOURS = {{1, 0}, {0, 1}, {1, 1}, {-1, 1}, {2, 0}, {0, 2}};

    private static final double NEIGHBOUR_VARIANCE = 0.001;
    private static final double SIGN_LOOSENING = 0.3;
    private static final double TILT_LOOSENING = 0.03;

    /**
     * Tilt inputs: the kernel's surplus of energy so far, the same times the share of the kernel that is known, then
     * positions.
     */
    private static final int SURPLUS = 0;

    private static final int SURPLUS_LATER = 1;
    private static final int POSITIONS = 2;
    private static final double SURPLUS_VARIANCE = 0.001;
    private static final double POSITION_VARIANCE = 0.01;
    private static final double SURPLUS_SCALE = 3;

    private final TensorBuffer tensor;
    private final int height;
    private final int width;
    private double surplus;

    KernelContext(TensorBuffer tensor, double unit, int height, int width, Regressions regressions) {
        super(regressions, unit, TILT_LOOSENING, SIGN_LOOSENING);
        this.tensor = tensor;
        this.height = height;
        this.width = width;
    }

    static Regressions regressions(int height, int width) {
        double[] tilts = new double[POSITIONS + height * width];
        Arrays.fill(tilts, POSITION_VARIANCE);
        tilts[SURPLUS] = SURPLUS_VARIANCE;
        tilts[SURPLUS_LATER] = SURPLUS_VARIANCE;
        double[] signs = new double[NEIGHBOURS.length];
        Arrays.fill(signs, NEIGHBOUR_VARIANCE);
        return new Regressions(tilts, signs);
    }

    @Override
    void tiltInputs(int i) {
        int positions = height * width;
        int position = i % positions;
        if (position == 0) {
            surplus = 0;
        }
        tilt.input(SURPLUS, surplus / SURPLUS_SCALE);
        tilt.input(SURPLUS_LATER, surplus / SURPLUS_SCALE * position / positions);
        for (int p = 0; p < positions; p++) {
            tilt.input(POSITIONS + p, p == position ? 1 : 0);
        }
    }

    @Override
    void signInputs(int i, double sigma) {
        int x = i % width;
        int y = i / width % height;
        for (int n = 0; n < NEIGHBOURS.length; n++) {
            int left = x - NEIGHBOURS[n][0];
            int up = NEIGHBOURS[n][1];
            boolean inside = left >= 0 && left < width && y - up >= 0;
            double neighbour = inside ? tensor.values[i + left - x - up * width] : 0;
            signs.input(n, neighbour / sigma);
        }
    }

    @Override
    void remember(int i, double value, double surplus) {
        this.surplus += surplus;
    }
}
