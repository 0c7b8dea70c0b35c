package org.fovea.codec.weights;

/**
 * The 65,536 IEEE halves in the order of their values: index 0 is the NaN with the largest payload and a minus sign,
 * 32,767 is minus zero, 32,768 is plus zero. Each represents the cell of reals that round to it.
 */
final class HalfOrder {
    static final int BITS = 16;

    private static final int ZERO = 0x8000;
    private static final int INFINITE = 0x7c00;
    private static final double[] LOWER = new double[(1 << BITS) + 1];

    static {
        for (int magnitude = 0; magnitude < ZERO; magnitude++) {
            double edge = lowerEdge(magnitude);
            LOWER[ZERO + magnitude] = edge;
            LOWER[ZERO - magnitude] = -edge;
        }
        LOWER[0] = Double.NEGATIVE_INFINITY;
        LOWER[1 << BITS] = Double.POSITIVE_INFINITY;
    }

    private HalfOrder() {}

    static int index(short half) {
        return half >= 0 ? ZERO + half : ZERO - 1 - (half & 0x7fff);
    }

    static short half(int index) {
        return (short) (index >= ZERO ? index - ZERO : ZERO | ZERO - 1 - index);
    }

    /** Lower end of the cell of {@code index}, 0..65536; infinite beyond the finite halves. */
    static double edge(int index) {
        return LOWER[index];
    }

    /** The value as a double, 0 for infinities and NaN: what statistics are made from. */
    static double finite(short half) {
        float value = Float.float16ToFloat(half);
        return Float.isFinite(value) ? value : 0;
    }

    private static double lowerEdge(int magnitude) {
        if (magnitude == 0) {
            return 0;
        }
        if (magnitude > INFINITE) {
            return Double.POSITIVE_INFINITY;
        }
        if (magnitude == INFINITE) {
            return 65520;
        }
        return 0.5 * (Float.float16ToFloat((short) magnitude) + (double) Float.float16ToFloat((short) (magnitude - 1)));
    }
}
