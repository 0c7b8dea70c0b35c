package org.fovea.evaluate.bundled;

import static org.bytedeco.pytorch.global.torch.cat;

import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.NotFiniteException;
import org.fovea.evaluate.PoseEvaluator;
import org.fovea.evaluate.pixel.ColourPlanes;
import org.fovea.evaluate.pixel.FramePixels;
import org.fovea.evaluate.pixel.Planes;
import org.fovea.evaluate.pixel.TensorPixels;
import org.fovea.evaluate.torch.Tensors;
import org.fovea.evaluate.torch.TorchRuntime;

/** The bundled pose network: how the camera moved from the first frame to the second. */
final class BundledPose implements PoseEvaluator {
    private final FrozenLayers layers;

    BundledPose(FrozenLayers layers) {
        this.layers = layers;
    }

    @Override
    public int outputs() {
        return PoseNetwork.OUTPUTS.size();
    }

    @Override
    public int counted() {
        return outputs();
    }

    @Override
    public List<String> outputNames() {
        return PoseNetwork.OUTPUTS;
    }

    @Override
    public Optional<FrameSize> resizedTo() {
        return Optional.of(new FrameSize(PoseNetwork.COLUMNS, PoseNetwork.ROWS));
    }

    @Override
    public Tensor prepare(Tensor first, Tensor second) {
        return cat(new TensorVector(planes(first), planes(second)), 1);
    }

    private static Tensor planes(Tensor frames) {
        return TensorPixels.colourPlanes(TensorPixels.resized(frames, PoseNetwork.ROWS, PoseNetwork.COLUMNS));
    }

    @Override
    public Tensor pose(Tensor prepared) {
        return PoseNetwork.pose(layers, prepared);
    }

    @Override
    public float[] pose(FramePair pair) {
        float[] answer = TorchRuntime.scoring(() -> {
            Planes first = planes(pair, pair.first());
            Planes second = planes(pair, pair.second());
            float[] both = new float[first.values().length + second.values().length];
            System.arraycopy(first.values(), 0, both, 0, first.values().length);
            System.arraycopy(second.values(), 0, both, first.values().length, second.values().length);
            return Tensors.floats(pose(Tensors.of(both, 1, PoseNetwork.PLANES, first.height(), first.width())));
        });
        for (int i = 0; i < answer.length; i++) {
            if (!Float.isFinite(answer[i])) {
                throw new NotFiniteException("output " + i + " of the bundled pose network");
            }
        }
        return answer;
    }

    private static Planes planes(FramePair pair, byte[] frame) {
        return ColourPlanes.of(FramePixels.resized(frame, pair.size(), PoseNetwork.ROWS, PoseNetwork.COLUMNS));
    }
}
