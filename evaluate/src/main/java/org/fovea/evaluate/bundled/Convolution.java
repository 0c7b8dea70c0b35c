package org.fovea.evaluate.bundled;

/**
 * One layer of a bundled network: a convolution with bias, as trained followed by a batch norm which is folded into it
 * afterwards.
 *
 * @param name unique in its network
 * @param inputs channels
 * @param outputs channels
 * @param rows of the kernel
 * @param columns of the kernel
 * @param stride 1 or 2
 * @param padding pixels of zeros on every side
 * @param normalised whether it is trained with a batch norm
 * @param activated whether SiLU follows
 */
public record Convolution(
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

    /** Shape of the weights. */
    public long[] weightShape() {
        return new long[] {outputs, inputs, rows, columns};
    }

    /** Number of weights without the bias. */
    public int weightCount() {
        return outputs * inputs * rows * columns;
    }

    /** Name of the weights in a file. */
    public String weightName() {
        return name + ".weight";
    }

    /** Name of the bias in a file. */
    public String biasName() {
        return name + ".bias";
    }
}
