package org.fovea.evaluate.pixel;

import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.NotFiniteException;
import org.fovea.evaluate.PoseEvaluator;
import org.fovea.evaluate.torch.Tensors;
import org.fovea.evaluate.torch.TorchRuntime;

/** A network whose input is the {@link ColourPlanes} of both frames, resized: the first frame's, then the second's. */
public abstract class ResizedPose implements PoseEvaluator {
    private final FrameSize size;

    protected ResizedPose(FrameSize size) {
        this.size = size;
    }

    @Override
    public Optional<FrameSize> resizedTo() {
        return Optional.of(size);
    }

    @Override
    public Tensor prepare(Tensor first, Tensor second) {
        return torch.cat(new TensorVector(planes(first), planes(second)), 1);
    }

    private Tensor planes(Tensor frames) {
        return TensorPixels.colourPlanes(TensorPixels.resized(frames, size.height(), size.width()));
    }

    /** The network's input, computed in plain Java. */
    public Planes prepared(FramePair pair) {
        float[] first = planes(pair, pair.first());
        float[] second = planes(pair, pair.second());
        float[] both = new float[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return new Planes(2 * ColourPlanes.COUNT, size.height() / 2, size.width() / 2, both);
    }

    private float[] planes(FramePair pair, byte[] frame) {
        return ColourPlanes.of(FramePixels.resized(frame, pair.size(), size.height(), size.width()))
                .values();
    }

    @Override
    public float[] pose(FramePair pair) {
        Planes planes = prepared(pair);
        float[] pose = TorchRuntime.scoring(() ->
                Tensors.floats(pose(Tensors.of(planes.values(), 1, planes.count(), planes.height(), planes.width()))));
        for (int i = 0; i < pose.length; i++) {
            if (!Float.isFinite(pose[i])) {
                throw new NotFiniteException("pose: output " + i);
            }
        }
        return pose;
    }
}
