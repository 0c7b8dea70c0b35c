package org.fovea.evaluate.selftest;

import java.util.List;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.fovea.evaluate.FrameChoice;
import org.fovea.evaluate.SegmentationEvaluator;

/**
 * A smooth stand-in for the share of differing pixels: the mean over all pixels of the probability that is not given to
 * the original's class. The probabilities are a softmax over logits divided by their mean lead, so that a network that
 * is always sure has a gradient too.
 */
final class SegmentationFunction implements PixelFunction {
    private static final double MIN_LEAD = 1e-6;

    private final SegmentationEvaluator evaluator;
    private final Tensor classes;
    private final double lead;

    /**
     * With the answer on {@code original} as the reference; belongs to the caller's scope.
     *
     * @param original the frames that the network looks at, float [frames, 3, height, width]
     */
    SegmentationFunction(SegmentationEvaluator evaluator, Tensor original) {
        this.evaluator = evaluator;
        Tensor logits = evaluator.logits(evaluator.prepare(original)).detach().to(torch.ScalarType.Double);
        this.classes = logits.argmax(new LongOptional(1), true);
        double found =
                logits.amax(new long[] {1}, false).sub(logits.mean(1)).mean().item_double();
        this.lead = Math.max(found, MIN_LEAD);
    }

    @Override
    public String network() {
        return "segmentation";
    }

    @Override
    public List<String> frames() {
        return switch (evaluator.frames()) {
            case FrameChoice.FIRST -> List.of("first frame");
            case FrameChoice.SECOND -> List.of("second frame");
            case FrameChoice.BOTH -> List.of("first frame", "second frame");
        };
    }

    @Override
    public Tensor prepared(Tensor pixels) {
        return evaluator.prepare(pixels);
    }

    @Override
    public Tensor distortion(Tensor prepared) {
        Tensor logits = evaluator.logits(prepared).to(torch.ScalarType.Double).div(new Scalar(lead));
        return logits.softmax(1).gather(1, classes).mean().neg().add(new Scalar(1.0));
    }
}
