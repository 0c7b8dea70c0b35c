package org.fovea.evaluate.arithmetic;

/** A kind of operation at the shape that a network has it in. */
public sealed interface Operation {
    /**
     * In a line, as "convolution 3×3 of 1×32×192×256 to 32 in 32 groups". Two operations differ where their lines do.
     */
    String text();

    /** What it is, whatever its shape: "depthwise convolution". */
    String kind();

    /** Whether its numbers have 16 bits ({@link org.fovea.evaluate.torch.Bfloat16}). */
    default boolean rough() {
        return false;
    }

    /**
     * A convolution along two axes, or the transpose of one.
     *
     * @param samples pictures at once
     * @param inputs channels
     * @param outputs channels
     * @param input rows and columns
     * @param kernel rows and columns
     * @param stride of rows and columns
     * @param padding of rows and columns, the same before and after
     * @param dilation of rows and columns
     * @param groups a divisor of inputs and outputs
     * @param order what else decides which kernel computes
     */
    record Convolution(
            int samples,
            int inputs,
            int outputs,
            Axes input,
            Axes kernel,
            Axes stride,
            Axes padding,
            Axes dilation,
            int groups,
            Order order)
            implements Operation {

        /** A square kernel that keeps the size at stride 1. */
        static Convolution square(int inputs, int outputs, int side, int stride, int groups, Axes input) {
            return new Convolution(
                    1,
                    inputs,
                    outputs,
                    input,
                    new Axes(side, side),
                    new Axes(stride, stride),
                    new Axes(side / 2, side / 2),
                    new Axes(1, 1),
                    groups,
                    Order.PLANES);
        }

        Convolution of(int pictures) {
            return new Convolution(pictures, inputs, outputs, input, kernel, stride, padding, dilation, groups, order);
        }

        Convolution dilated(int dilation) {
            Axes wide = new Axes(dilation, dilation);
            Axes around = new Axes(padding.rows() * dilation, padding.columns() * dilation);
            return new Convolution(samples, inputs, outputs, input, kernel, stride, around, wide, groups, order);
        }

        Convolution in(Order other) {
            return new Convolution(samples, inputs, outputs, input, kernel, stride, padding, dilation, groups, other);
        }

        @Override
        public boolean rough() {
            return order.rough();
        }

        @Override
        public String kind() {
            String kind = order.transposed()
                    ? "transposed"
                    : groups > 1 && groups == inputs
                            ? "depthwise"
                            : kernel.equals(Axes.ONE)
                                    ? "pointwise"
                                    : !dilation.equals(Axes.ONE)
                                            ? "dilated"
                                            : stride.equals(Axes.ONE) ? "dense" : "strided";
            return kind + " convolution" + (order.rough() ? " in bfloat16" : "");
        }

        /** Rows and columns of the result; of a transpose without what may be added at the end. */
        Axes result() {
            return new Axes(
                    side(input.rows(), kernel.rows(), stride.rows(), padding.rows(), dilation.rows()),
                    side(input.columns(), kernel.columns(), stride.columns(), padding.columns(), dilation.columns()));
        }

        private int side(int from, int size, int step, int around, int apart) {
            int span = apart * (size - 1) + 1;
            return order.transposed() ? (from - 1) * step - 2 * around + span : (from + 2 * around - span) / step + 1;
        }

        @Override
        public String text() {
            return (order.transposed() ? "transposed " : "") + "convolution " + kernel + " of " + samples + "×" + inputs
                    + "×" + input + " to " + outputs
                    + (stride.equals(Axes.ONE) ? "" : ", stride " + stride)
                    + (padding.equals(Axes.NONE) ? "" : ", padding " + padding)
                    + (dilation.equals(Axes.ONE) ? "" : ", dilation " + dilation)
                    + (groups == 1 ? "" : groups == inputs ? ", depthwise" : ", " + groups + " groups")
                    + order.suffix();
        }
    }

    /**
     * What decides, beside a shape, which kernel computes.
     *
     * @param transposed whether it is the transpose of a convolution
     * @param channelsLast whether the channels of a pixel lie beside each other in memory
     * @param rough whether numbers have 16 bits
     */
    record Order(boolean transposed, boolean channelsLast, boolean rough) {
        static final Order PLANES = new Order(false, false, false);
        static final Order PIXELS = new Order(false, true, false);
        static final Order ROUGH = new Order(false, true, true);
        static final Order TRANSPOSED = new Order(true, false, false);

        private String suffix() {
            return (channelsLast ? ", channels last" : "") + (rough ? ", bfloat16" : "");
        }
    }

    /**
     * A product of matrices, as a linear layer computes it: [rows, inner] by the transpose of [columns, inner].
     *
     * @param rows of the first
     * @param inner numbers in a row of either
     * @param columns rows of the second
     */
    record Product(int rows, int inner, int columns) implements Operation {
        @Override
        public String kind() {
            return "product of matrices";
        }

        @Override
        public String text() {
            return "product of " + rows + "×" + inner + " and " + inner + "×" + columns;
        }
    }

    /** A number for rows and one for columns. */
    record Axes(int rows, int columns) {
        static final Axes ONE = new Axes(1, 1);
        static final Axes NONE = new Axes(0, 0);

        static Axes of(long[] two) {
            return new Axes(Math.toIntExact(two[0]), Math.toIntExact(two[1]));
        }

        long[] both() {
            return new long[] {rows, columns};
        }

        int count() {
            return Math.multiplyExact(rows, columns);
        }

        @Override
        public String toString() {
            return rows + "×" + columns;
        }
    }
}
