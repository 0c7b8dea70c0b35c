package org.fovea.evaluate.official;

import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
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

/** The pose network as an evaluator: both frames, resized, as six colour planes each. */
public final class OfficialPose implements PoseEvaluator, AutoCloseable {
    static final int ROWS = 384;
    static final int COLUMNS = 512;

    private static final int COUNTED = 6;

    private final PoseNet network;

    OfficialPose(Weights weights) {
        network = new PoseNet(new FoldedLayers(weights), Probe.NONE);
    }

    @Override
    public int outputs() {
        return PoseNetTensors.OUTPUTS;
    }

    @Override
    public int counted() {
        return COUNTED;
    }

    @Override
    public Optional<FrameSize> resizedTo() {
        return Optional.of(new FrameSize(COLUMNS, ROWS));
    }

    @Override
    public Tensor prepare(Tensor first, Tensor second) {
        return torch.cat(new TensorVector(planes(first), planes(second)), 1);
    }

    private static Tensor planes(Tensor frames) {
        return TensorPixels.colourPlanes(TensorPixels.resized(frames, ROWS, COLUMNS));
    }

    @Override
    public Tensor pose(Tensor prepared) {
        return network.apply(prepared);
    }

    @Override
    public float[] pose(FramePair pair) {
        return pose(prepared(pair));
    }

    /**
     * What the network sees of a pair, computed in plain Java: the planes of the first frame, then those of the second.
     */
    public static Planes prepared(FramePair pair) {
        float[] first = planes(pair.first(), pair.size()).values();
        float[] second = planes(pair.second(), pair.size()).values();
        float[] both = new float[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return new Planes(2 * ColourPlanes.COUNT, ROWS / 2, COLUMNS / 2, both);
    }

    private static Planes planes(byte[] frame, FrameSize size) {
        return ColourPlanes.of(FramePixels.resized(frame, size, ROWS, COLUMNS));
    }

    float[] pose(Planes planes) {
        float[] pose = TorchRuntime.scoring(() ->
                Tensors.floats(pose(Tensors.of(planes.values(), 1, planes.count(), planes.height(), planes.width()))));
        for (float value : pose) {
            if (!Float.isFinite(value)) {
                throw new NotFiniteException("an output of the pose network");
            }
        }
        return pose;
    }

    @Override
    public void close() {
        network.close();
    }
}
