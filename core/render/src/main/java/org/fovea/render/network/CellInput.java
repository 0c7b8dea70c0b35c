package org.fovea.render.network;

import org.fovea.render.PairInput;

/** What the input of a pair says to a {@link CellNetwork}: the first layer, and how to activate within its blocks. */
interface CellInput {
    /**
     * Takes the input of one of a pair's pictures and remembers it.
     *
     * @param picture 0, or 1 where a pair has two
     * @param known whether what it took last for this picture need not be taken again
     * @return whether it has taken something, which is to be rendered
     * @throws IllegalArgumentException where it does not fit the network
     */
    boolean take(PairInput input, int picture, boolean known);

    /** Fills a row of cells, before the activation. Any thread may call it. */
    void row(int y, Plane out);

    /**
     * Scales and shifts of the activation between both convolutions of a block, as {@link Sources.Activated} has them.
     */
    float[] coefficients(int block);
}
