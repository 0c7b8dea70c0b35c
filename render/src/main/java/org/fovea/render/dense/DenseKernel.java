package org.fovea.render.dense;

/**
 * The inner loops of dense 3×3 convolutions. Every implementation gives the same bits: lanes are pixels and never meet.
 *
 * <p>Input rows lie as in {@link RowRing}. Sums are {@code [output][TILE]}. Those beyond the pixels asked for may be
 * computed as well; they mean nothing.
 */
public interface DenseKernel {
    /** Pixels of a row that are made together: with what they are made of they stay in the first-level cache. */
    int TILE = 80;

    /** Largest dilation. */
    int REACH = 16;

    /** Distance between channels of a tile; a constant, so that the compiler can move bounds checks out of loops. */
    int PITCH = TILE + 2 * REACH;

    /** Columns of a convolution's kernel, and its rows. */
    int SIDE = 3;

    /** Name for people, for example {@code vector-256}. */
    String name();

    /** Outputs that share a pass over the inputs. Those beyond the last have weights of zero. */
    int GROUP = 4;

    /**
     * Continues sums by one row of the convolution's kernel: over its columns, and for each over all input channels, by
     * fma.
     *
     * @param row the input row that the kernel's row meets, {@code [channel][PITCH]} from {@code rowAt}, the place of
     *     the leftmost tap of the first pixel
     * @param weights [column][input][output of the group] from {@code weightsAt}
     * @param sums [output of the group][TILE] from {@code sumsAt}
     * @param pixels 1..TILE
     */
    void accumulate(
            float[] row,
            int rowAt,
            int inputs,
            int dilation,
            float[] weights,
            int weightsAt,
            float[] sums,
            int sumsAt,
            int pixels);

    /**
     * Where negative, sums become zero: out = max(sum, +0).
     *
     * @return whether all sums are finite
     */
    boolean rectify(float[] sums, int sumsAt, float[] out, int outAt, int pixels);
}
