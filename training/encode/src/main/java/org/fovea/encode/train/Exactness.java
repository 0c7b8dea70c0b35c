package org.fovea.encode.train;

import org.fovea.evaluate.SegmentationEvaluator;

/** How exact a training step's gradient is; what comes later costs less. */
public enum Exactness {
    /** That of a score: frames are stretched to the clip's size and rounded, the networks compute in float32. */
    EXACT,

    /**
     * Where the networks resize frames to the size of what is rendered, these go to them at once, blurred as both
     * resizings would blur them but not rounded ({@link DirectWay}); elsewhere like {@link #EXACT}.
     */
    DIRECT,

    /** Like {@link #DIRECT}, with {@link SegmentationEvaluator#roughLogits}. */
    ROUGH;

    /**
     * That of a step, where rough steps come first, then direct ones.
     *
     * @param place of the step in its training, as a share or as a number of steps
     * @param rough where rough steps end, in the same unit
     * @param direct where direct steps end; nowhere if that is not behind {@code rough}
     */
    static Exactness at(double place, double rough, double direct) {
        if (place < rough) {
            return ROUGH;
        }
        return place < direct ? DIRECT : EXACT;
    }
}
