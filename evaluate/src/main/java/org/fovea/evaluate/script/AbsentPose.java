package org.fovea.evaluate.script;

import org.bytedeco.pytorch.Tensor;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.PoseEvaluator;

/** {@code pose: none}: one output that is always 0, so that nothing is ever lost. */
final class AbsentPose implements PoseEvaluator {
    @Override
    public boolean present() {
        return false;
    }

    @Override
    public int outputs() {
        return 1;
    }

    @Override
    public int counted() {
        return 1;
    }

    @Override
    public Tensor prepare(Tensor first, Tensor second) {
        throw new UnsupportedOperationException("there is no pose network");
    }

    @Override
    public Tensor pose(Tensor prepared) {
        throw new UnsupportedOperationException("there is no pose network");
    }

    @Override
    public float[] pose(FramePair pair) {
        return new float[1];
    }
}
