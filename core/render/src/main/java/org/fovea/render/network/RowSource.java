package org.fovea.render.network;

import org.fovea.render.kernel.Kernels;

/** What a convolution reads: gives activated rows one by one, made from raw planes on the way. */
interface RowSource {
    /** For sources that were not enlarged and need no row of their own. */
    float[] NO_SCRATCH = {};

    int height();

    int width();

    int blocks();

    /**
     * Writes row {@code y}.
     *
     * @param at where pixel 0 of block 0 goes
     * @param pitch distance between blocks
     * @param keep whether the row is also stored for later layers, where the source does that
     * @param scratch at least a row of one block and four pixels; only {@link Sources.Doubled} uses it
     */
    void load(Kernels kernels, int y, float[] out, int at, int pitch, boolean keep, float[] scratch);
}
