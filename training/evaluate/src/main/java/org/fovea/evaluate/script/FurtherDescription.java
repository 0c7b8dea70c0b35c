package org.fovea.evaluate.script;

import java.util.Optional;
import org.fovea.evaluate.FurtherNetwork;
import org.fovea.evaluate.ScoreTerm;
import org.fovea.evaluate.comparison.Comparison;
import org.fovea.evaluate.detection.BoxOutput;
import org.fovea.evaluate.network.NetworkFile;

/**
 * A further network of an objective.
 *
 * @param name in scores
 * @param network the file
 * @param input its pixels
 * @param view the frames that it gets
 * @param layout how two frames make one input; says nothing where it gets one
 * @param comparison of its answers
 * @param term what their mean distortion costs
 * @param boxes how they are boxes around objects, where they are
 */
public record FurtherDescription(
        String name,
        NetworkFile network,
        PixelInput input,
        FurtherNetwork.View view,
        PairLayout layout,
        Comparison comparison,
        ScoreTerm term,
        Optional<BoxOutput.Layout> boxes) {}
