package org.fovea.evaluate.pixel;

import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.FrameChoice;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.SegmentationEvaluator;
import org.fovea.evaluate.torch.Tensors;
import org.fovea.evaluate.torch.TorchRuntime;

/** A network for {@link #CLASS_NAMES} whose input is the second frame, resized to its class map, as RGB 0..255. */
public abstract class ResizedSegmentation implements SegmentationEvaluator {
    /**
     * Classes of the comma10k data set, which the challenge's segmentation network was trained on; the bundled one was
     * trained on synthetic drives with the same.
     */
    public static final List<String> CLASS_NAMES = List.of("road", "lane marking", "undrivable", "movable", "own car");

    private final FrameSize size;

    protected ResizedSegmentation(FrameSize size) {
        this.size = size;
    }

    @Override
    public int classes() {
        return CLASS_NAMES.size();
    }

    @Override
    public List<String> classNames() {
        return CLASS_NAMES;
    }

    @Override
    public int rows() {
        return size.height();
    }

    @Override
    public int columns() {
        return size.width();
    }

    @Override
    public FrameChoice frames() {
        return FrameChoice.SECOND;
    }

    @Override
    public Optional<FrameSize> resizedTo() {
        return Optional.of(size);
    }

    @Override
    public Tensor prepare(Tensor frames) {
        return TensorPixels.resized(frames, rows(), columns());
    }

    @Override
    public Optional<Tensor> prepareRows(Tensor band, int rows) {
        return Optional.of(TensorPixels.resized(band, rows, columns()));
    }

    @Override
    public Optional<Tensor> bandLogits(Tensor prepared, boolean rough) {
        return Optional.of(logits(prepared));
    }

    /** The network's input, computed in plain Java. */
    public Planes prepared(FramePair pair) {
        return FramePixels.resized(pair.second(), pair.size(), rows(), columns());
    }

    /** Logits of {@link #prepared}, class by class. */
    public float[] logits(Planes planes) {
        return TorchRuntime.scoring(
                () -> Tensors.floats(logits(Tensors.of(planes.values(), 1, planes.count(), rows(), columns()))));
    }

    @Override
    public byte[] classMaps(FramePair pair) {
        return ClassMap.largest(logits(prepared(pair)), classes());
    }
}
