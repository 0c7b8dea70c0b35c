package org.fovea.evaluate.script;

import org.bytedeco.pytorch.InterpolateFuncOptions;
import org.bytedeco.pytorch.LongVector;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.kBilinear;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.pixel.TensorPixels;
import org.fovea.evaluate.torch.Tensors;

/** From RGB frames to the planes that a network expects. Differentiable. */
final class Preparation {
    private static final double WHITE = 255;
    private static final double[] LUMA = {0.299, 0.587, 0.114};

    private Preparation() {}

    /**
     * Size, colours and numbers, in this order.
     *
     * @param frames float [N, 3, any height, any width], RGB 0..255
     * @return float [N, planes, height, width]
     */
    static Tensor planes(PixelInput input, Tensor frames) {
        Tensor resized =
                input.size().map(size -> resized(input.resize(), frames, size)).orElse(frames);
        return scaled(input.scale(), input.colour().planes(), coloured(input.colour(), resized));
    }

    /** Two frames as one input. */
    static Tensor pair(PixelInput input, PairLayout layout, Tensor first, Tensor second) {
        TensorVector both = new TensorVector(planes(input, first), planes(input, second));
        return layout == PairLayout.STACKED ? torch.stack(both, 1) : torch.cat(both, 1);
    }

    private static Tensor resized(ResizeRule rule, Tensor frames, FrameSize size) {
        if (frames.size(2) == size.height() && frames.size(3) == size.width()) {
            return frames;
        }
        return switch (rule) {
            case BILINEAR -> TensorPixels.resized(frames, size.height(), size.width());
            case ANTIALIASED -> torch.interpolate(frames, antialiased(size));
        };
    }

    private static InterpolateFuncOptions antialiased(FrameSize size) {
        InterpolateFuncOptions options = new InterpolateFuncOptions();
        options.size().put(new LongVector(size.height(), size.width()));
        options.mode().put(new kBilinear());
        options.align_corners().put(false);
        options.antialias().put(true);
        return options;
    }

    private static Tensor coloured(ColourSpace colour, Tensor rgb) {
        return switch (colour) {
            case RGB -> rgb;
            case BGR -> rgb.flip(1);
            case GREY ->
                plane(rgb, 0)
                        .mul(new Scalar(LUMA[0]))
                        .add(plane(rgb, 1).mul(new Scalar(LUMA[1])))
                        .add(plane(rgb, 2).mul(new Scalar(LUMA[2])));
            case YUV6 -> TensorPixels.colourPlanes(rgb);
        };
    }

    private static Tensor plane(Tensor rgb, long index) {
        return rgb.narrow(1, index, 1);
    }

    private static Tensor scaled(PixelScale scale, int planes, Tensor values) {
        Tensor result = scale.range() == PixelScale.Range.UNIT ? values.div(new Scalar(WHITE)) : values;
        if (!scale.mean().isEmpty()) {
            result = result.sub(column(scale.means(planes)));
        }
        if (!scale.deviation().isEmpty()) {
            result = result.div(column(scale.deviations(planes)));
        }
        return result;
    }

    private static Tensor column(java.util.List<Double> numbers) {
        float[] values = new float[numbers.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = numbers.get(i).floatValue();
        }
        return Tensors.of(values, 1, values.length, 1, 1);
    }
}
