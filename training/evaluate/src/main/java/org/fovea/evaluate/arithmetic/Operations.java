package org.fovea.evaluate.arithmetic;

import java.util.LinkedHashSet;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.fovea.evaluate.arithmetic.Operation.Axes;
import org.fovea.evaluate.arithmetic.Operation.Convolution;
import org.fovea.evaluate.arithmetic.Operation.Order;
import org.fovea.evaluate.arithmetic.Operation.Product;
import org.fovea.evaluate.torch.Tensors;
import org.jspecify.annotations.Nullable;

/** Convolutions and linear layers of the networks that are written in Java; LibTorch chooses the kernels. */
public final class Operations {
    /** Of an input whose operation is noted; a larger one would take the memory that the network needs. */
    private static final long MOST_NUMBERS = 1L << 26;

    private static final ThreadLocal<@Nullable Set<Operation>> NOTED = new ThreadLocal<>();

    private Operations() {}

    /**
     * A convolution.
     *
     * @param x [N, inputs, rows, columns]
     * @param weight [outputs, inputs / groups, rows, columns]
     * @param bias [outputs], or none
     * @param padding of rows and columns, the same before and after
     */
    public static Tensor convolution(
            Tensor x, Tensor weight, TensorOptional bias, long[] stride, long[] padding, long[] dilation, long groups) {
        note(x, weight, stride, padding, dilation, groups, false);
        return torch.convolution(x, weight, bias, stride, padding, dilation, false, new long[stride.length], groups);
    }

    /**
     * The transpose of a convolution.
     *
     * @param weight [inputs, outputs / groups, rows, columns]
     * @param extra rows and columns that the result has more at its end
     */
    public static Tensor transposed(
            Tensor x,
            Tensor weight,
            TensorOptional bias,
            long[] stride,
            long[] padding,
            long[] extra,
            long[] dilation,
            long groups) {
        note(x, weight, stride, padding, dilation, groups, true);
        return torch.convolution(x, weight, bias, stride, padding, dilation, true, extra, groups);
    }

    /**
     * A linear layer.
     *
     * @param x [rows, inputs]
     * @param weight [outputs, inputs]
     * @param bias [outputs], or none
     */
    public static Tensor linear(Tensor x, Tensor weight, TensorOptional bias) {
        Set<Operation> noted = NOTED.get();
        if (noted != null && x.dim() == 2) {
            noted.add(new Product(
                    Math.toIntExact(x.size(0)), Math.toIntExact(x.size(1)), Math.toIntExact(weight.size(0))));
        }
        return torch.linear(x, weight, bias);
    }

    /** What {@code work} uses of these operations on the calling thread, each shape once. */
    static Set<Operation> used(Runnable work) {
        Set<Operation> noted = new LinkedHashSet<>();
        NOTED.set(noted);
        try {
            work.run();
        } finally {
            NOTED.remove();
        }
        return noted;
    }

    private static void note(
            Tensor x, Tensor weight, long[] stride, long[] padding, long[] dilation, long groups, boolean transposed) {
        Set<Operation> noted = NOTED.get();
        if (noted == null || x.dim() != 4 || x.numel() > MOST_NUMBERS) {
            return;
        }
        long[] input = Tensors.shape(x);
        long[] weights = Tensors.shape(weight);
        long outputs = transposed ? weights[1] * groups : weights[0];
        noted.add(new Convolution(
                Math.toIntExact(input[0]),
                Math.toIntExact(input[1]),
                Math.toIntExact(outputs),
                new Axes(Math.toIntExact(input[2]), Math.toIntExact(input[3])),
                new Axes(Math.toIntExact(weights[2]), Math.toIntExact(weights[3])),
                Axes.of(stride),
                Axes.of(padding),
                Axes.of(dilation),
                Math.toIntExact(groups),
                new Order(
                        transposed,
                        x.is_contiguous(torch.MemoryFormat.ChannelsLast) && !x.is_contiguous(),
                        x.scalar_type().intern() == torch.ScalarType.BFloat16)));
    }
}
