package org.fovea.evaluate.script;

import org.bytedeco.pytorch.Tensor;
import org.fovea.evaluate.FrameChoice;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.SegmentationEvaluator;

/** {@code segmentation: none}: one pixel that is always of class 0, so that nothing is ever lost. */
final class AbsentSegmentation implements SegmentationEvaluator {
    @Override
    public boolean present() {
        return false;
    }

    /** The least that class maps can have. */
    @Override
    public int classes() {
        return 2;
    }

    @Override
    public int rows() {
        return 1;
    }

    @Override
    public int columns() {
        return 1;
    }

    @Override
    public FrameChoice frames() {
        return FrameChoice.SECOND;
    }

    @Override
    public Tensor prepare(Tensor frames) {
        throw new UnsupportedOperationException("there is no segmentation network");
    }

    @Override
    public Tensor logits(Tensor prepared) {
        throw new UnsupportedOperationException("there is no segmentation network");
    }

    @Override
    public byte[] classMaps(FramePair pair) {
        return new byte[1];
    }
}
