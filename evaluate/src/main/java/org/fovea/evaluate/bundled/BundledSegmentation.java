package org.fovea.evaluate.bundled;

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
import org.fovea.evaluate.pixel.TensorPixels;
import org.fovea.evaluate.torch.Tensors;
import org.fovea.evaluate.torch.TorchRuntime;

/** The bundled segmentation network: classes of the second frame. */
final class BundledSegmentation implements SegmentationEvaluator {
    private static final int PIXELS = SegmentationNetwork.ROWS * SegmentationNetwork.COLUMNS;
    private final FrozenLayers layers;

    BundledSegmentation(FrozenLayers layers) {
        this.layers = layers;
    }

    @Override
    public int classes() {
        return SegmentationNetwork.CLASSES;
    }

    @Override
    public List<String> classNames() {
        return DrivingClasses.NAMES;
    }

    @Override
    public int rows() {
        return SegmentationNetwork.ROWS;
    }

    @Override
    public int columns() {
        return SegmentationNetwork.COLUMNS;
    }

    @Override
    public FrameChoice frames() {
        return FrameChoice.SECOND;
    }

    @Override
    public Optional<FrameSize> resizedTo() {
        return Optional.of(new FrameSize(columns(), rows()));
    }

    @Override
    public Tensor prepare(Tensor frames) {
        return TensorPixels.resized(frames, rows(), columns());
    }

    @Override
    public Tensor logits(Tensor prepared) {
        return SegmentationNetwork.logits(layers, prepared);
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
        float[] logits = TorchRuntime.scoring(() -> {
            float[] pixels = FramePixels.resized(pair.second(), pair.size(), rows(), columns())
                    .values();
            return Tensors.floats(logits(Tensors.of(pixels, 1, 3, rows(), columns())));
        });
        return ClassMap.largest(logits, SegmentationNetwork.CLASSES);
    }
}
