package org.fovea.render.restore;

/**
 * The inner loops of dense 3×3 convolutions. Every implementation gives the same bits: lanes are pixels and never meet.
 *
 * <p>A tile is one row of the input around the pixels being made, {@code [channel][PITCH]}, where the pixel made first lies {@code dilation} to the right of
 * the tile's first one. Sums are {@code [output][TILE]}. Pixels of a tile or of sums beyond those asked for may be computed as well; they mean nothing.
 */
interface DenseKernel {
    /** Pixels of a row that are made together: with what they are made of they stay in the first-level cache. */
    int TILE = 48;

    /** Largest dilation. */
    int REACH = 16;

    /** Distance between channels of a tile; a constant, so that the compiler can move bounds checks out of loops. */
    int PITCH = TILE + 2 * REACH;

    /** Columns of a convolution's kernel, and its rows. */
    int SIDE = 3;

    /** Name for people, for example {@code vector-256}. */
    String name();

    /** Outputs that share a pass over the inputs where {@code left} outputs are left: 8 or 4. Outputs beyond the last have weights of zero. */
    int group(int left);

    /**
     * Continues sums by one row of the convolution's kernel: over its columns, and for each over all input channels, by fma.
     *
     * @param tile the input row that the kernel's row meets
     * @param weights [column][input][output of the group] from {@code weightsAt}
     * @param group outputs, as {@link #group} said
     * @param sums [output of the group][TILE] from {@code sumsAt}
     * @param pixels 1..TILE
     */
    void accumulate(
            float[] tile,
            int inputs,
            int dilation,
            float[] weights,
            int weightsAt,
            int group,
            float[] sums,
            int sumsAt,
            int pixels);

    /**
     * Copies a piece of a row of planes into a tile.
     *
     * @param row [channel][pitch], with at least {@link #REACH} numbers behind the last that is asked for
     * @param rowAt place of the piece in the first plane
     * @param count numbers of each channel, at most {@link #PITCH}; more may be copied
     */
    void load(float[] row, int rowAt, int pitch, int channels, int count, float[] tile);

    /**
     * Where negative, sums become zero: out = max(sum, +0).
     *
     * @return whether all sums are finite
     */
    boolean rectify(float[] sums, int sumsAt, float[] out, int outAt, int pixels);
}
