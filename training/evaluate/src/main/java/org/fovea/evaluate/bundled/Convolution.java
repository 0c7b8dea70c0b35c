package org.fovea.evaluate.bundled;

/**
 * One layer of a bundled network: a convolution with bias.
 *
 * @param name unique in its network
 * @param inputs channels
 * @param outputs channels
 * @param rows of the kernel
 * @param columns of the kernel
 * @param stride 1 or 2
 * @param padding pixels of zeros on every side
 * @param normalised whether it was trained with a batch norm, which is folded into it
 * @param activated whether SiLU follows
 */
record Convolution(
        String name,
        int inputs,
        int outputs,
        int rows,
        int columns,
        int stride,
        int padding,
        boolean normalised,
        boolean activated) {

    /** A square kernel that keeps the size, or halves it at stride 2, with batch norm and SiLU. */
    static Convolution square(String name, int inputs, int outputs, int side, int stride) {
        return new Convolution(name, inputs, outputs, side, side, stride, side / 2, true, true);
    }

    /** Neither batch norm nor SiLU. */
    Convolution plain() {
        return new Convolution(name, inputs, outputs, rows, columns, stride, padding, false, false);
    }

    long[] weightShape() {
        return new long[] {outputs, inputs, rows, columns};
    }
}
