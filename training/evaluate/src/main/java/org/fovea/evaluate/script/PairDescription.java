package org.fovea.evaluate.script;

import java.util.List;
import java.util.Optional;
import org.fovea.evaluate.ObjectiveTerms;
import org.fovea.video.colour.ColourChoice;

/**
 * What an objective is made of.
 *
 * @param name for display; the score carries it
 * @param segmentation the segmentation network; empty for none
 * @param pose the pose network; empty for none
 * @param further networks beside these
 * @param terms prices
 * @param sequence whether frames are a sequence, see {@link org.fovea.evaluate.EvaluatorPair#sequence}
 * @param colours who says how clips become RGB
 */
public record PairDescription(
        String name,
        Optional<SegmentationDescription> segmentation,
        Optional<PoseDescription> pose,
        List<FurtherDescription> further,
        ObjectiveTerms terms,
        boolean sequence,
        ColourChoice colours) {
    /** @throws IllegalArgumentException where there is no network at all */
    public PairDescription {
        further = List.copyOf(further);
        if (segmentation.isEmpty() && pose.isEmpty() && further.isEmpty()) {
            throw new IllegalArgumentException("an objective needs at least one network");
        }
    }
}
