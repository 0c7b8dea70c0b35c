package org.fovea.evaluate.pixel;

import static org.bytedeco.pytorch.global.torch.stack;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.fovea.evaluate.torch.Constant;
import org.fovea.evaluate.torch.Device;
import org.fovea.evaluate.torch.Tensors;
import org.fovea.evaluate.torch.TorchRuntime;

/**
 * {@link FramePixels} and {@link ColourPlanes} on tensors, for gradients: the same operations in the same order, so
 * that values are equal to the last bit. Gradients reach every pixel that was scored; a clamp passes them on inside its
 * range.
 *
 * <p>On a GPU, resizing is two products with matrices: LibTorch's own gradients of it would add up in any order there.
 */
public final class TensorPixels {
    private static final int ROWS = 2;
    private static final int COLUMNS = 3;

    private static final Map<Sides, Constant> MATRICES = new ConcurrentHashMap<>();

    /** An axis of so many pixels that becomes one of others. */
    private record Sides(int source, int target) {
        /** The share of each source pixel in each target pixel, [target, source]. */
        Constant matrix() {
            ResizeAxis axis = ResizeAxis.of(source, target);
            float[] shares = new float[target * source];
            for (int i = 0; i < target; i++) {
                shares[i * source + axis.low()[i]] += axis.lowWeight()[i];
                shares[i * source + axis.high()[i]] += axis.highWeight()[i];
            }
            try (PointerScope scope = new PointerScope()) {
                return Device.CPU.run(() -> new Constant(Tensors.of(shares, target, source)));
            }
        }
    }

    private TensorPixels() {}

    /**
     * @param frames float [N, C, any height, any width]
     * @param height rows of the result
     * @param width columns of the result
     * @return float [N, C, height, width]; the frames themselves where they have that size
     */
    public static Tensor resized(Tensor frames, int height, int width) {
        TorchRuntime.load();
        if (frames.size(ROWS) == height && frames.size(COLUMNS) == width) {
            return frames; // a mixture of one part of itself
        }
        if (!Device.of(frames).isCpu()) {
            return product(frames, height, width);
        }
        ResizeAxis rows = ResizeAxis.of(Math.toIntExact(frames.size(ROWS)), height);
        ResizeAxis columns = ResizeAxis.of(Math.toIntExact(frames.size(COLUMNS)), width);
        // Rows are picked first and mixed last: that is the order of FramePixels with half of the work in the wide
        // picture.
        Tensor upper = mixedColumns(picked(frames, ROWS, rows.low()), columns);
        Tensor lower = mixedColumns(picked(frames, ROWS, rows.high()), columns);
        return upper.mul(Tensors.of(rows.lowWeight(), height, 1))
                .add(lower.mul(Tensors.of(rows.highWeight(), height, 1)));
    }

    /** The same as LibTorch resizes, which differs in the last bit. */
    public static Tensor stretched(Tensor frames, int height, int width) {
        return Device.of(frames).isCpu()
                ? torch.upsample_bilinear2d(frames, new long[] {height, width}, false)
                : resized(frames, height, width);
    }

    private static Tensor product(Tensor frames, int height, int width) {
        Tensor down = matrix(frames, Math.toIntExact(frames.size(ROWS)), height);
        Tensor across = matrix(frames, Math.toIntExact(frames.size(COLUMNS)), width);
        return down.matmul(frames.matmul(across.t()));
    }

    private static Tensor matrix(Tensor frames, int source, int target) {
        return MATRICES.computeIfAbsent(new Sides(source, target), Sides::matrix)
                .beside(frames);
    }

    private static Tensor mixedColumns(Tensor frames, ResizeAxis columns) {
        int width = columns.low().length;
        Tensor left = picked(frames, COLUMNS, columns.low()).mul(Tensors.of(columns.lowWeight(), width));
        Tensor right = picked(frames, COLUMNS, columns.high()).mul(Tensors.of(columns.highWeight(), width));
        return left.add(right);
    }

    private static Tensor picked(Tensor frames, int axis, int[] places) {
        return frames.index_select(axis, Tensors.ofInts(places, places.length));
    }

    /**
     * The six colour planes; an odd last row or column is left out.
     *
     * @param rgb float [N, 3, height, width], values 0..255
     * @return float [N, 6, height / 2, width / 2]
     */
    public static Tensor colourPlanes(Tensor rgb) {
        TorchRuntime.load();
        Tensor red = rgb.select(1, 0);
        Tensor green = rgb.select(1, 1);
        Tensor blue = rgb.select(1, 2);
        Tensor luma = limited(scaled(red, ColourPlanes.RED)
                .add(scaled(green, ColourPlanes.GREEN))
                .add(scaled(blue, ColourPlanes.BLUE)));
        Tensor u = chroma(blue, luma, ColourPlanes.BLUE_RANGE);
        Tensor v = chroma(red, luma, ColourPlanes.RED_RANGE);
        return stack(
                new TensorVector(
                        place(luma, 0, 0), place(luma, 1, 0), place(luma, 0, 1), place(luma, 1, 1), mean(u), mean(v)),
                1);
    }

    private static Tensor chroma(Tensor colour, Tensor luma, float range) {
        return limited(colour.sub(luma).div(new Scalar(range)).add(new Scalar(ColourPlanes.MIDDLE)));
    }

    private static Tensor mean(Tensor plane) {
        Tensor sum = place(plane, 0, 0)
                .add(place(plane, 1, 0))
                .add(place(plane, 0, 1))
                .add(place(plane, 1, 1));
        return scaled(sum, ColourPlanes.QUARTER);
    }

    /** One place of every complete 2×2 block. */
    private static Tensor place(Tensor plane, int row, int column) {
        return everySecond(everySecond(plane, 1, row), 2, column);
    }

    private static Tensor everySecond(Tensor plane, int axis, int first) {
        long even = plane.size(axis) / 2 * 2;
        return plane.slice(axis, new LongOptional(first), new LongOptional(even), 2);
    }

    private static Tensor scaled(Tensor values, float factor) {
        return values.mul(new Scalar(factor));
    }

    private static Tensor limited(Tensor values) {
        return values.clamp(new ScalarOptional(new Scalar(0f)), new ScalarOptional(new Scalar(ColourPlanes.MOST)));
    }
}
