package org.fovea.encode.train;

import java.util.List;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.fovea.evaluate.EvaluatorIdentity;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FrameChoice;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.PoseEvaluator;
import org.fovea.evaluate.SegmentationEvaluator;
import org.fovea.evaluate.torch.Tensors;
import org.fovea.evaluate.torch.TorchRuntime;

/**
 * Two networks without weights: a pixel's class is its strongest colour, at half the resolution; the pose is how mean
 * brightness and mean redness differ between the frames.
 */
public final class ToyEvaluators implements EvaluatorPair {
    private final int rows;
    private final int columns;

    /** For class maps of this size. */
    public ToyEvaluators(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
    }

    @Override
    public EvaluatorIdentity identity() {
        return new EvaluatorIdentity("toy", false, "0".repeat(64));
    }

    @Override
    public SegmentationEvaluator segmentation() {
        return new Segmentation();
    }

    @Override
    public PoseEvaluator pose() {
        return new Pose();
    }

    @Override
    public void close() {}

    private final class Segmentation implements SegmentationEvaluator {
        @Override
        public int classes() {
            return 3;
        }

        @Override
        public int rows() {
            return rows;
        }

        @Override
        public int columns() {
            return columns;
        }

        @Override
        public FrameChoice frames() {
            return FrameChoice.SECOND;
        }

        @Override
        public Tensor prepare(Tensor frames) {
            return torch.adaptive_avg_pool2d(frames, new long[] {rows, columns});
        }

        @Override
        public Tensor logits(Tensor prepared) {
            return prepared.mul(new Scalar(0.1));
        }

        @Override
        public byte[] classMaps(FramePair pair) {
            return TorchRuntime.scoring(() ->
                    Tensors.bytes(logits(prepare(Tensors.ofFrames(pair.size(), List.of(pair.second()))))
                            .argmax(new LongOptional(1), false)
                            .to(torch.ScalarType.Byte)));
        }
    }

    private static final class Pose implements PoseEvaluator {
        @Override
        public int outputs() {
            return 2;
        }

        @Override
        public int counted() {
            return 2;
        }

        @Override
        public Tensor prepare(Tensor first, Tensor second) {
            return second.sub(first).div(new Scalar(255.0));
        }

        @Override
        public Tensor pose(Tensor prepared) {
            Tensor means = prepared.mean(2, 3);
            return torch.cat(
                    new org.bytedeco.pytorch.TensorVector(
                            means.mean(new long[] {1}, true, null), means.narrow(1, 0, 1)),
                    1);
        }

        @Override
        public float[] pose(FramePair pair) {
            return TorchRuntime.scoring(() -> Tensors.floats(pose(prepare(
                    Tensors.ofFrames(pair.size(), List.of(pair.first())),
                    Tensors.ofFrames(pair.size(), List.of(pair.second()))))));
        }
    }
}
