package org.fovea.evaluate;

import java.util.List;
import org.fovea.video.colour.ColourChoice;

/**
 * The networks that a score is made with: a segmentation network and a pose network, of which one may be absent, and
 * any number of others. With the prices of what they lose it is an objective.
 */
public interface EvaluatorPair extends AutoCloseable {
    EvaluatorIdentity identity();

    SegmentationEvaluator segmentation();

    PoseEvaluator pose();

    /** Networks beside these two, in the order of their terms. */
    default List<FurtherNetwork> further() {
        return List.of();
    }

    /**
     * Whether frames are a sequence: every frame is shown to the segmentation network, and every two consecutive ones
     * to the pose network, also from one pair to the next.
     */
    default boolean sequence() {
        return false;
    }

    /**
     * Pairs of a clip's frames: an odd last one is shown twice where frames are a sequence, else it belongs to none.
     */
    default int pairs(long frames) {
        return Math.toIntExact((frames + (sequence() ? 1 : 0)) / 2);
    }

    /** Who says how the frames that these networks see become RGB, those of the original and of a candidate. */
    default ColourChoice colours() {
        return ColourChoice.TAGS;
    }

    default ObjectiveTerms terms() {
        return ObjectiveTerms.CHALLENGE;
    }

    /** Numbers that are kept of all further networks' answers on a pair. */
    default int furtherOutputs() {
        return further().stream().mapToInt(FurtherNetwork::outputs).sum();
    }

    /**
     * All answers on a pair. The same on every call, whatever else is computed at the same time.
     *
     * @throws NotFiniteException where an answer is not a finite number
     */
    default PairAnswer answer(FramePair pair) {
        byte[] classes = segmentation().classMaps(pair);
        float[] pose = pose().pose(pair);
        return new PairAnswer(classes, pose, Further.answers(further(), pair));
    }

    /**
     * The same networks for looking for changes: where it costs less, an answer may differ in its last digits, and so
     * in the class of a pixel whose classes are all but equally likely. What is found is judged by {@link #answer} of
     * this pair, and no score is made otherwise. Closed with this pair.
     */
    default EvaluatorPair searching() {
        return this;
    }

    @Override
    void close();
}
