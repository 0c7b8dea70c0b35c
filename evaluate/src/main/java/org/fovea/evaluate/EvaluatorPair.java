package org.fovea.evaluate;

/** A segmentation network and a pose network that a score is made with. */
public interface EvaluatorPair extends AutoCloseable {
    /** Who they are; belongs beside every score. */
    EvaluatorIdentity identity();

    /** The segmentation network. */
    SegmentationEvaluator segmentation();

    /** The pose network. */
    PoseEvaluator pose();

    /**
     * Both answers on a pair. The same on every call, whatever else is computed at the same time.
     *
     * @throws NotFiniteException where an answer is not a finite number
     */
    default PairAnswer answer(FramePair pair) {
        return new PairAnswer(segmentation().classMaps(pair), pose().pose(pair));
    }

    /** Frees native memory. */
    @Override
    void close();
}
