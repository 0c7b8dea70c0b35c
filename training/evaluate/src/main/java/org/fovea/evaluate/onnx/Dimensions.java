package org.fovea.evaluate.onnx;

import java.util.Arrays;

/** Shapes as arrays of sides. */
final class Dimensions {
    private Dimensions() {}

    /** The shape of two tensors together: sides of 1 stretch, missing ones at the front are 1. */
    static long[] broadcast(Call call, long[] a, long[] b) {
        long[] result = new long[Math.max(a.length, b.length)];
        for (int i = 1; i <= result.length; i++) {
            long left = i <= a.length ? a[a.length - i] : 1;
            long right = i <= b.length ? b[b.length - i] : 1;
            call.demand(
                    left == right || left == 1 || right == 1,
                    () -> "shapes " + Arrays.toString(a) + " and " + Arrays.toString(b) + " do not go together");
            result[result.length - i] = left == 1 ? right : left;
        }
        return result;
    }

    static long product(long[] shape, int from, int to) {
        return Budget.elements(Arrays.copyOfRange(shape, from, to));
    }

    static long[] all(long rank) {
        long[] axes = new long[(int) rank];
        Arrays.setAll(axes, i -> i);
        return axes;
    }

    static long[] joined(long[]... parts) {
        return Arrays.stream(parts).flatMapToLong(Arrays::stream).toArray();
    }
}
