package org.fovea.encode.train;

import java.util.Optional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.fovea.codec.family.CompactFamily;
import org.fovea.evaluate.pixel.TensorPixels;
import org.fovea.evaluate.torch.Tensors;

/**
 * The frame that the renderer family {@code compact} makes of the rendered one by the twelve numbers of a pose
 * ({@code docs/rendering.md}), differentiable.
 */
record TrainableWarp(int height, int width) {
    private static final int CELL = 4;
    private static final int REACH = 2;
    private static final int COLOURS = 3;
    private static final double MIDDLE = 127.5;
    private static final int BILINEAR = 0;
    private static final int BORDER = 1;
    private static final float[] TAPS = {1 / 16f, 4 / 16f, 6 / 16f, 4 / 16f, 1 / 16f};

    private int rows() {
        return Math.ceilDiv(height, CELL);
    }

    private int columns() {
        return Math.ceilDiv(width, CELL);
    }

    /**
     * @param picture float [N, 3, height, width], 0..255
     * @param pose float [N, 12]
     */
    Tensor of(Tensor picture, Tensor pose) {
        Tensor cells = cells(picture);
        Tensor u = Tensors.of(places(columns()), 1, columns());
        Tensor v = Tensors.of(places(rows()), rows(), 1);
        Tensor[] p = new Tensor[(int) pose.size(1)];
        for (int i = 0; i < p.length; i++) {
            p[i] = pose.narrow(1, i, 1).unsqueeze(2);
        }
        Tensor far = p[6].mul(u).add(p[7].mul(v));
        Tensor right = p[0].add(p[2].mul(u)).add(p[4].mul(v)).add(far.mul(u));
        Tensor down = p[1].add(p[3].mul(u)).add(p[5].mul(v)).add(far.mul(v));
        // Where the sampler wants places from -1 to 1 between the outermost cells' centres.
        Tensor x = sampled(right, Tensors.of(indices(columns()), 1, columns()), columns());
        Tensor y = sampled(down, Tensors.of(indices(rows()), rows(), 1), rows());
        Tensor grid = torch.stack(new TensorVector(x, y), 3);
        Tensor moved = torch.grid_sampler_2d(cells, grid, BILINEAR, BORDER, true);
        Tensor light = p[8].add(p[9].mul(u)).add(p[10].mul(v)).unsqueeze(1);
        Tensor contrast = p[11].unsqueeze(3).mul(cells.sub(new Scalar(MIDDLE)).div(new Scalar(MIDDLE)));
        Tensor delta = moved.sub(cells).add(light).add(contrast);
        Tensor large = TensorPixels.stretched(delta, rows() * CELL, columns() * CELL)
                .narrow(2, 0, height)
                .narrow(3, 0, width);
        return picture.add(large).clamp(new ScalarOptional(new Scalar(0.0)), new ScalarOptional(new Scalar(255.0)));
    }

    /**
     * Both frames of some pairs.
     *
     * @param first float [N, 3, height, width], 0..255
     * @param second the same picture, or another one where each frame has its own
     * @param poses float [N, 12], or [N, 24] where both are moved
     * @param drawn which frame the picture is, as a header says it
     */
    TrainableRenderer.Drawing frames(Tensor first, Tensor second, Tensor poses, int drawn) {
        if (drawn == CompactFamily.NEITHER) {
            Tensor ofFirst = of(first, poses.narrow(1, 0, CompactFamily.POSE));
            Tensor ofSecond = of(second, poses.narrow(1, CompactFamily.POSE, CompactFamily.POSE));
            return TrainableRenderer.Drawing.of(ofSecond, Optional.of(ofFirst), true);
        }
        return TrainableRenderer.Drawing.of(first, Optional.of(of(first, poses)), drawn == 2);
    }

    /** Means of squares of pixels, blurred. */
    private Tensor cells(Tensor picture) {
        Tensor padded =
                torch.replication_pad2d(picture, 0, (long) columns() * CELL - width, 0, (long) rows() * CELL - height);
        Tensor means = torch.avg_pool2d(
                padded,
                new long[] {CELL, CELL},
                new long[] {CELL, CELL},
                new long[] {0, 0},
                false,
                true,
                new LongOptional());
        Tensor wide = torch.replication_pad2d(means, REACH, REACH, REACH, REACH);
        Tensor across = blurred(wide, 1, TAPS.length);
        return blurred(across, TAPS.length, 1);
    }

    private static Tensor blurred(Tensor picture, int tapRows, int tapColumns) {
        float[] kernel = new float[COLOURS * TAPS.length];
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = TAPS[i % TAPS.length];
        }
        Tensor weight = Tensors.of(kernel, COLOURS, 1, tapRows, tapColumns);
        return torch.conv2d(
                picture,
                weight,
                new TensorOptional(),
                new long[] {1, 1},
                new long[] {0, 0},
                new long[] {1, 1},
                COLOURS);
    }

    private Tensor sampled(Tensor shift, Tensor places, int samples) {
        double last = Math.max(samples - 1, 1);
        return shift.add(places)
                .expand(new long[] {-1, rows(), columns()}, false)
                .mul(new Scalar(2 / last))
                .sub(new Scalar(1.0));
    }

    private static float[] indices(int count) {
        float[] all = new float[count];
        for (int i = 0; i < count; i++) {
            all[i] = i;
        }
        return all;
    }

    private static float[] places(int count) {
        float[] all = new float[count];
        for (int i = 0; i < count; i++) {
            all[i] = (i + 0.5f) / count * 2 - 1;
        }
        return all;
    }
}
