package org.fovea.encode.train;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.fovea.codec.family.Carrier;

/**
 * A frame of grey and learnt patterns, each weighted by a number of the pose ({@code docs/rendering.md}),
 * differentiable.
 */
public final class TrainableCarrier {
    private static final int COLOURS = 3;

    private final Carrier layout;
    private final int height;
    private final int width;

    /** For frames of this size. */
    public TrainableCarrier(Carrier layout, int height, int width) {
        this.layout = layout;
        this.height = height;
        this.width = width;
    }

    /**
     * Draws.
     *
     * @param weights the tensor of patterns
     * @param greys the tensor of levels
     * @param poses float [N, patterns]
     * @return float [N, 3, height, width], 0..255
     */
    public Tensor of(Tensor weights, Tensor greys, Tensor poses) {
        long count = poses.size(0);
        Tensor patterns = weights.reshape(layout.patterns(), (long) layout.colours() * layout.nodes());
        Tensor sum = poses.matmul(patterns).reshape(count, layout.colours(), layout.rows(), layout.columns());
        Tensor grey = greys.reshape(1, layout.colours(), 1, 1);
        Tensor levels = sum.add(grey).mul(new Scalar(Carrier.UNIT)).add(new Scalar(Carrier.MIDDLE));
        Tensor large = torch.upsample_bilinear2d(levels, new long[] {height, width}, false);
        return large.clamp(new ScalarOptional(new Scalar(0.0)), new ScalarOptional(new Scalar(255.0)))
                .expand(new long[] {count, COLOURS, height, width}, false);
    }
}
