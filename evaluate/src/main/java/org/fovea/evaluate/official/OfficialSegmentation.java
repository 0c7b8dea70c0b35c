package org.fovea.evaluate.official;

import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.DrivingClasses;
import org.fovea.evaluate.FrameChoice;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.SegmentationEvaluator;
import org.fovea.evaluate.pixel.ClassMap;
import org.fovea.evaluate.pixel.FramePixels;
import org.fovea.evaluate.pixel.Planes;
import org.fovea.evaluate.pixel.TensorPixels;
import org.fovea.evaluate.torch.Tensors;
import org.fovea.evaluate.torch.TorchRuntime;

/** The segmentation network as an evaluator: the second frame, resized, fed with 0..255. */
public final class OfficialSegmentation implements SegmentationEvaluator, AutoCloseable {
    static final int ROWS = 384;
    static final int COLUMNS = 512;

    private final SegNet network;

    OfficialSegmentation(Weights weights) {
        network = new SegNet(new FoldedLayers(weights), Probe.NONE);
    }

    @Override
    public int classes() {
        return SegNetTensors.CLASSES;
    }

    @Override
    public List<String> classNames() {
        return DrivingClasses.NAMES;
    }

    @Override
    public int rows() {
        return ROWS;
    }

    @Override
    public int columns() {
        return COLUMNS;
    }

    @Override
    public FrameChoice frames() {
        return FrameChoice.SECOND;
    }

    @Override
    public Optional<FrameSize> resizedTo() {
        return Optional.of(new FrameSize(COLUMNS, ROWS));
    }

    @Override
    public Tensor prepare(Tensor frames) {
        return TensorPixels.resized(frames, ROWS, COLUMNS);
    }

    @Override
    public Tensor logits(Tensor prepared) {
        return network.apply(prepared);
    }

    @Override
    public Optional<Tensor> prepareRows(Tensor band, int rows) {
        return Optional.of(TensorPixels.resized(band, rows, columns()));
    }

    @Override
    public Optional<Tensor> bandLogits(Tensor prepared, boolean rough) {
        return Optional.of(logits(prepared));
    }

    @Override
    public byte[] classMaps(FramePair pair) {
        Planes planes = prepared(pair);
        return ClassMap.largest(logits(planes), classes());
    }

    /** What the network sees of a pair, computed in plain Java. */
    public static Planes prepared(FramePair pair) {
        return FramePixels.resized(pair.second(), pair.size(), ROWS, COLUMNS);
    }

    float[] logits(Planes planes) {
        return TorchRuntime.scoring(
                () -> Tensors.floats(logits(Tensors.of(planes.values(), 1, planes.count(), ROWS, COLUMNS))));
    }

    @Override
    public void close() {
        network.close();
    }
}
