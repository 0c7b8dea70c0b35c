package org.fovea.evaluate.selftest;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.fovea.evaluate.PoseEvaluator;

/** The pose distortion itself. */
final class PoseFunction implements PixelFunction {
    private final PoseEvaluator evaluator;
    private final Tensor reference;

    /**
     * With the answer on {@code original} as the reference; belongs to the caller's scope.
     *
     * @param original both frames, float [2, 3, height, width]
     */
    PoseFunction(PoseEvaluator evaluator, Tensor original) {
        this.evaluator = evaluator;
        this.reference = evaluator.pose(prepared(original)).detach().to(torch.ScalarType.Double);
    }

    @Override
    public String network() {
        return "pose";
    }

    @Override
    public List<String> frames() {
        return List.of("first frame", "second frame");
    }

    @Override
    public Tensor prepared(Tensor pixels) {
        return evaluator.prepare(pixels.narrow(0, 0, 1), pixels.narrow(0, 1, 1));
    }

    @Override
    public Tensor distortion(Tensor prepared) {
        return evaluator
                .distortion(reference, evaluator.pose(prepared).to(torch.ScalarType.Double))
                .mean();
    }
}
