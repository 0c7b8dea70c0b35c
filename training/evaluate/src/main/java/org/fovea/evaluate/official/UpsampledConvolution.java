package org.fovea.evaluate.official;

import java.util.Objects;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.fovea.evaluate.torch.Device;
import org.jspecify.annotations.Nullable;

/**
 * A 3×3 convolution of a picture that was doubled by repeating every pixel, and of a skip beside it, without doubling.
 *
 * <p>Three rows of the doubled picture are two rows of the small one, one of them twice, and so are three columns. So
 * each of the four places of a 2×2 block is a 2×2 convolution of the small picture whose weights are sums of the 3×3
 * ones: four ninths of the multiplications, and neither the doubled picture nor its concatenation with the skip is ever
 * written.
 */
final class UpsampledConvolution {
    private static final int PLACES = 2;
    private static final int CHANNELS = 1;
    private static final int ROWS = 2;
    private static final int COLUMNS = 3;

    private final UnaryOperator<Tensor> places;
    private final @Nullable UnaryOperator<Tensor> skips;

    private final int outputs;

    /**
     * @param kernel of the 3×3 convolution
     * @param skipChannels how many of its last inputs are the skip's; 0 for none
     */
    UpsampledConvolution(Layers layers, Kernel kernel, int skipChannels) {
        int split = kernel.inputs() - skipChannels;
        outputs = kernel.outputs();
        places = layers.convolution(kernel.withInputs(0, split).doubling(), 1, 1);
        skips = skipChannels == 0
                ? null
                : layers.convolution(kernel.withInputs(split, kernel.inputs()).withoutBias(), 1, 1);
    }

    /**
     * @param x float [N, channels, height, width]
     * @param skip float [N, channels of the skip, 2·height, 2·width], or null where the layer has no skip
     * @return a new tensor of twice the height and width, which the caller may change
     */
    Tensor apply(Tensor x, @Nullable Tensor skip) {
        // One row and one column more than x: the first serve the upper and left places, the last the lower and right
        // ones.
        Tensor sums = places.apply(x);
        if (GradMode.is_enabled()) {
            Tensor doubled = interleaved(sums, x.size(ROWS), x.size(COLUMNS));
            return skips == null ? doubled : beside(skips, skip).add(doubled);
        }
        Tensor result = skips == null ? empty(x) : beside(skips, skip);
        for (int row = 0; row < PLACES; row++) {
            for (int column = 0; column < PLACES; column++) {
                Tensor to = everySecond(everySecond(result, ROWS, row), COLUMNS, column);
                Tensor from = place(sums, row, column, x.size(ROWS), x.size(COLUMNS));
                if (skips == null) {
                    to.copy_(from);
                } else {
                    to.add_(from);
                }
            }
        }
        return result;
    }

    private static Tensor beside(UnaryOperator<Tensor> skips, @Nullable Tensor skip) {
        return skips.apply(Objects.requireNonNull(skip, "skip"));
    }

    private Tensor interleaved(Tensor sums, long height, long width) {
        TensorVector all = new TensorVector(
                place(sums, 0, 0, height, width),
                place(sums, 0, 1, height, width),
                place(sums, 1, 0, height, width),
                place(sums, 1, 1, height, width));
        Tensor together = torch.stack(all, 2).reshape(sums.size(0), PLACES * PLACES * outputs, height, width);
        return torch.pixel_shuffle(together, PLACES);
    }

    private Tensor empty(Tensor x) {
        return Device.of(x)
                .hold(torch.empty(x.size(0), PLACES * x.size(ROWS), PLACES * x.size(COLUMNS), outputs))
                .permute(0, 3, 1, 2);
    }

    private Tensor place(Tensor sums, int row, int column, long height, long width) {
        return sums.narrow(CHANNELS, (long) (PLACES * row + column) * outputs, outputs)
                .narrow(ROWS, row, height)
                .narrow(COLUMNS, column, width);
    }

    private static Tensor everySecond(Tensor x, int axis, int first) {
        return x.slice(axis, new LongOptional(first), new LongOptional(x.size(axis)), PLACES);
    }
}
