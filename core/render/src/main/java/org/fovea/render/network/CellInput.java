package org.fovea.render.network;

import org.fovea.render.PairInput;

/** What the input of a pair says to a {@link CellNetwork}: the first layer, and how to activate within its blocks. */
interface CellInput {
    /**
     * Takes the input of a pair and remembers it.
     *
     * @return whether it is another one than the last
     * @throws IllegalArgumentException where it does not fit the network
     */
    boolean take(PairInput input);

    /** Fills a row of cells, before the activation. Any thread may call it. */
    void row(int y, Plane out);

    /**
     * Scales and shifts of the activation between both convolutions of a block, as {@link Sources.Activated} has them.
     */
    float[] coefficients(int block);
}
