package org.fovea.evaluate.onnx;

import java.util.Arrays;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * How a kernel moves over the pixels: what convolutions and pooling have in common. Arrays have a number for each
 * spatial axis.
 *
 * @param kernel sides of the kernel
 * @param strides steps
 * @param dilations distances between the kernel's cells
 * @param before pixels added in front
 * @param after pixels added behind
 */
record Windows(long[] kernel, long[] strides, long[] dilations, long[] before, long[] after) {
    private static final long MAX_SIDE = 1 << 20;

    /** @param input shape of the input, batch and channels in front */
    static Windows of(Call call, long[] kernel, long[] input) {
        int axes = kernel.length;
        call.demand(
                input.length == axes + 2 && axes >= 1 && axes <= 3,
                () -> "a kernel of " + axes + " dimensions over input " + Arrays.toString(input));
        call.demand(
                Arrays.stream(kernel).allMatch(side -> side >= 1 && side <= MAX_SIDE),
                () -> "a kernel of " + Arrays.toString(kernel));
        long[] strides = call.sides("strides", axes, 1);
        long[] dilations = call.sides("dilations", axes, 1);
        long[] before = new long[axes];
        long[] after = new long[axes];
        String automatic = call.text("auto_pad", "NOTSET");
        switch (automatic) {
            case "NOTSET" -> {
                long[] pads = call.longs("pads").orElse(new long[2 * axes]);
                call.demand(
                        pads.length == 2 * axes && Arrays.stream(pads).allMatch(pad -> pad >= 0 && pad <= MAX_SIDE),
                        () -> "pads are " + Arrays.toString(pads));
                System.arraycopy(pads, 0, before, 0, axes);
                System.arraycopy(pads, axes, after, 0, axes);
            }
            case "VALID" -> {}
            case "SAME_UPPER", "SAME_LOWER" -> {
                for (int i = 0; i < axes; i++) {
                    long side = input[i + 2];
                    long extent = (kernel[i] - 1) * dilations[i] + 1;
                    long steps = (side + strides[i] - 1) / strides[i];
                    long total = Math.max((steps - 1) * strides[i] + extent - side, 0);
                    before[i] = automatic.equals("SAME_UPPER") ? total / 2 : total - total / 2;
                    after[i] = total - before[i];
                }
            }
            default -> throw call.wrong("auto_pad is '" + Node.printable(automatic) + "'");
        }
        return new Windows(kernel, strides, dilations, before, after);
    }

    int axes() {
        return kernel.length;
    }

    /** Pixels that the kernel spans. */
    long extent(int axis) {
        return (kernel[axis] - 1) * dilations[axis] + 1;
    }

    boolean symmetric() {
        return Arrays.equals(before, after);
    }

    /**
     * Number of places of the kernel along each axis.
     *
     * @param upwards whether a last place counts that reaches beyond the padding, as long as it begins before it
     */
    long[] places(Call call, long[] input, boolean upwards) {
        long[] places = new long[axes()];
        for (int i = 0; i < places.length; i++) {
            long room = input[i + 2] + before[i] + after[i] - extent(i);
            call.demand(
                    room >= 0,
                    () -> "the kernel " + Arrays.toString(kernel) + " is larger than the input "
                            + Arrays.toString(input) + " with its padding");
            places[i] = room / strides[i] + 1;
            if (upwards && room % strides[i] != 0 && places[i] * strides[i] < input[i + 2] + before[i]) {
                places[i]++;
            }
        }
        return places;
    }

    /** Pads a tensor by a number of pixels of one value; negative ones cut. */
    static Tensor padded(Tensor x, long[] before, long[] after, double value) {
        long[] pairs = new long[2 * before.length];
        for (int i = 0; i < before.length; i++) {
            int last = before.length - 1 - i;
            pairs[2 * i] = before[last];
            pairs[2 * i + 1] = after[last];
        }
        return Arrays.stream(pairs).allMatch(pad -> pad == 0) ? x : torch.constant_pad_nd(x, pairs, new Scalar(value));
    }
}
