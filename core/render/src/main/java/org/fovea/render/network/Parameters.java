package org.fovea.render.network;

import org.fovea.render.kernel.Kernels;

/**
 * One array for the numbers of all layers. Large arrays begin at a cache line where small ones need not, and weights
 * that straddle lines make the product a fifth slower.
 */
final class Parameters {
    private static final int LINE = 16;

    /** Two megabytes: the default collector puts what takes half of one of its regions at the start of a region. */
    private static final int LARGE = 1 << 19;

    private final float[] array;
    private int next = Kernels.FIRST;

    /** Room for {@code count} numbers in {@code pieces} pieces. */
    Parameters(long count, int pieces) {
        array = new float[aligned(Math.toIntExact(count + pieces * (long) LINE))];
    }

    /** Length of an array for {@code count} numbers from {@link Kernels#FIRST} on that begins at a cache line. */
    static int aligned(int count) {
        return Math.max(Kernels.FIRST + count, LARGE);
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
