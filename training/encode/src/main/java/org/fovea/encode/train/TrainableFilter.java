package org.fovea.encode.train;

import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.fovea.codec.family.FilterFamily;

/**
 * The post-filter of renderer family {@code filter} in LibTorch, differentiable with respect to its weights. It
 * computes what the one in module {@code render} computes, but for the last digits; a test compares the two. Immutable,
 * holds no weights.
 *
 * @param layout of the filter
 */
public record TrainableFilter(FilterFamily.Layout layout) {
    private static final double RANGE = 255;
    private static final double MIDDLE = 0.5;

    /**
     * Restores a frame.
     *
     * @param weights in the order of the family's tensors
     * @param frame float [1, 3, height, width], 0..255
     * @return the same shape, within 0..255, rounded; the gradient is that of what is not rounded (straight-through
     *     estimator)
     */
    public Tensor restore(List<Tensor> weights, Tensor frame) {
        Tensor input = frame.div(new Scalar(RANGE)).sub(new Scalar(MIDDLE));
        int each = 2 * layout.layers();
        Tensor sum = null;
        for (int member = 0; member < layout.members(); member++) {
            Tensor residual = residual(weights.subList(member * each, (member + 1) * each), input);
            if (layout.members() > 1) {
                residual = residual.mul(weights.getLast().narrow(0, member, 1));
            }
            sum = sum == null ? residual : sum.add(residual);
        }
        Tensor restored = frame.add(sum.mul(new Scalar(RANGE)));
        return NetworkLoss.roundedStraightThrough(torch.clamp(
                restored,
                new org.bytedeco.pytorch.ScalarOptional(new Scalar(0.0)),
                new org.bytedeco.pytorch.ScalarOptional(new Scalar(RANGE))));
    }

    private Tensor residual(List<Tensor> weights, Tensor input) {
        Tensor x = input;
        for (int layer = 0; layer < layout.layers(); layer++) {
            long dilation = layout.dilations().get(layer);
            long[] around = {dilation, dilation};
            x = torch.conv2d(
                    x,
                    weights.get(2 * layer),
                    new TensorOptional(weights.get(2 * layer + 1)),
                    new long[] {1, 1},
                    around,
                    around,
                    1);
            if (layer < layout.layers() - 1) {
                x = torch.relu(x);
            }
        }
        return x;
    }
}
