package org.fovea.render.network;

import org.fovea.render.kernel.Kernels;

/**
 * One array for the numbers of all layers. Large arrays begin at a cache line where small ones need not, and weights that straddle
 * lines make the product a fifth slower.
 */
final class Parameters {
    private static final int LINE = 16;

    /** Large for every usual heap: four megabytes. */
    private static final int LEAST = 1 << 20;

    private final float[] array;
    private int next = Kernels.FIRST;

    /** Room for {@code count} numbers in {@code pieces} pieces. */
    Parameters(long count, int pieces) {
        array = new float[Math.toIntExact(Math.max(LEAST, count + (pieces + 1L) * LINE))];
    }

    float[] array() {
        return array;
    }

    /** Appends numbers; gives their place. */
    int put(float[] values) {
        int at = next;
        System.arraycopy(values, 0, array, at, values.length);
        next += (values.length + LINE - 1) / LINE * LINE;
        return at;
    }
}
