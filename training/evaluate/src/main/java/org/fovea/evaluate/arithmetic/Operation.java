package org.fovea.evaluate.arithmetic;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** A kind of operation at a shape that networks have it in. */
sealed interface Operation {
    /** In a line, as "convolution 3×3 of 32×48×64 to 48". Two operations differ where their lines do. */
    String text();

    /** What it is, whatever its shape: "depthwise convolution". */
    String kind();

    /** Sides of the input, of the weights and of the bias. */
    List<long[]> shapes();

    /** By LibTorch, as networks call it. Differentiable. */
    Tensor compute(Tensor x, Tensor weight, Tensor bias);

    /** What decides, beside a shape, which kernel computes. */
    default Order order() {
        return Order.PLANES;
    }

    /** See {@link Operation#order}. */
    enum Order {
        PLANES,
        /** The channels of a pixel lie beside each other in memory. */
        PIXELS,
        /** Likewise, and numbers have 16 bits ({@link org.fovea.evaluate.torch.Bfloat16}). */
        ROUGH,
        /** The transpose of a convolution. */
        TRANSPOSED
    }

    /**
     * One of each kind, at shapes of usual networks and of Fovea's renderers.
     *
     * @param rough whether operations on numbers of 16 bits are among them
     */
    static List<Operation> all(boolean rough) {
        List<Convolution> convolutions = List.of(
                Convolution.of(3, 32, 3, 2, 1, 192, 256),
                Convolution.of(32, 48, 3, 1, 1, 48, 64),
                new Convolution(64, 64, 3, 1, 4, 1, 24, 32, Order.PLANES),
                Convolution.of(17, 5, 3, 1, 1, 31, 45),
                Convolution.of(32, 64, 3, 1, 4, 24, 32),
                Convolution.of(64, 24, 1, 1, 1, 48, 64),
                Convolution.of(48, 96, 1, 2, 1, 24, 32),
                Convolution.of(56, 56, 3, 1, 56, 48, 64),
                Convolution.of(96, 96, 5, 2, 96, 24, 32),
                Convolution.of(48, 48, 7, 1, 48, 24, 32));
        List<Operation> all = new ArrayList<>(convolutions);
        convolutions.forEach(shape -> all.add(shape.in(Order.PIXELS)));
        all.add(Convolution.of(32, 16, 2, 2, 1, 48, 64).in(Order.TRANSPOSED));
        all.add(Convolution.of(24, 16, 3, 2, 1, 24, 32).in(Order.TRANSPOSED));
        all.add(new Product(1, 512, 128));
        all.add(new Product(197, 192, 576));
        if (rough) {
            convolutions.forEach(shape -> all.add(shape.in(Order.ROUGH)));
        }
        return List.copyOf(all);
    }

    /**
     * A convolution of a picture, or the transpose of one, padded by half of its kernel.
     *
     * @param inputs channels
     * @param outputs channels
     * @param side rows and columns of the kernel
     * @param stride of both
     * @param dilation of both
     * @param groups a divisor of inputs and outputs
     * @param rows of the input
     * @param columns of the input
     */
    record Convolution(
            int inputs, int outputs, int side, int stride, int dilation, int groups, int rows, int columns, Order order)
            implements Operation {
        static Convolution of(int inputs, int outputs, int side, int stride, int groups, int rows, int columns) {
            return new Convolution(inputs, outputs, side, stride, 1, groups, rows, columns, Order.PLANES);
        }

        Convolution in(Order other) {
            return new Convolution(inputs, outputs, side, stride, dilation, groups, rows, columns, other);
        }

        private boolean transposed() {
            return order == Order.TRANSPOSED;
        }

        @Override
        public String kind() {
            String kind = transposed()
                    ? "transposed"
                    : groups > 1 && groups == inputs
                            ? "depthwise"
                            : side == 1 ? "pointwise" : dilation > 1 ? "dilated" : stride == 1 ? "dense" : "strided";
            return kind + " convolution" + (order == Order.ROUGH ? " in bfloat16" : "");
        }

        @Override
        public String text() {
            return (transposed() ? "transposed " : "") + "convolution " + side + "×" + side + " of " + inputs + "×"
                    + rows + "×" + columns + " to " + outputs
                    + (stride == 1 ? "" : ", stride " + stride)
                    + (dilation == 1 ? "" : ", dilation " + dilation)
                    + (groups == 1 ? "" : groups == inputs ? ", depthwise" : ", " + groups + " groups")
                    + switch (order) {
                        case PIXELS -> ", channels last";
                        case ROUGH -> ", bfloat16";
                        case PLANES, TRANSPOSED -> "";
                    };
        }

        @Override
        public List<long[]> shapes() {
            return List.of(
                    new long[] {1, inputs, rows, columns},
                    transposed()
                            ? new long[] {inputs, outputs / groups, side, side}
                            : new long[] {outputs, inputs / groups, side, side},
                    new long[] {outputs});
        }

        @Override
        public Tensor compute(Tensor x, Tensor weight, Tensor bias) {
            long padding = (long) dilation * (side / 2);
            return torch.convolution(
                    x,
                    weight,
                    new TensorOptional(bias),
                    new long[] {stride, stride},
                    new long[] {padding, padding},
                    new long[] {dilation, dilation},
                    transposed(),
                    new long[2],
                    groups);
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

        @Override
        public List<long[]> shapes() {
            return List.of(new long[] {rows, inner}, new long[] {columns, inner}, new long[] {columns});
        }

        @Override
        public Tensor compute(Tensor x, Tensor weight, Tensor bias) {
            return torch.linear(x, weight, new TensorOptional(bias));
        }
    }
}
