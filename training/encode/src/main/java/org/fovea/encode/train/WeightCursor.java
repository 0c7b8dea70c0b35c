package org.fovea.encode.train;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Hands out weights in the order of an archive, as the layers that they belong to. */
final class WeightCursor {
    private static final long[] ONE = {1, 1};
    private static final long[] NONE = {0, 0};

    private final List<Tensor> all;
    private int next;

    WeightCursor(List<Tensor> all) {
        this.all = all;
    }

    Tensor take() {
        return all.get(next++);
    }

    /** A pointwise convolution: weight, bias. */
    Tensor pointwise(Tensor x) {
        return torch.conv2d(x, take(), new TensorOptional(take()), ONE, NONE, ONE, 1);
    }

    /** A pointwise convolution without a bias. */
    Tensor unbiased(Tensor x) {
        return torch.conv2d(x, take(), new TensorOptional(), ONE, NONE, ONE, 1);
    }

    /** A depthwise 3×3 convolution without a bias, then a pointwise one. */
    Tensor separable(Tensor x) {
        Tensor kernel = take();
        return pointwise(torch.conv2d(x, kernel, new TensorOptional(), ONE, ONE, ONE, kernel.size(0)));
    }
}
