package org.fovea.encode.masks;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.fovea.codec.archive.RendererContent;
import org.fovea.encode.measure.DrawnPairs;
import org.fovea.encode.measure.EachPair;
import org.fovea.encode.measure.PixelWorth;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.truth.GroundTruth;
import org.fovea.render.PairInput;

/**
 * Renders pairs from changed masks with the decoder's renderer and asks the networks.
 *
 * @param content everything but the masks
 */
record MaskJudge(EvaluatorPair evaluators, GroundTruth truth, RendererContent content, PixelWorth worth, int threads) {
    /** Judges pairs rendered from these masks. */
    List<Seen> judge(Masks masks, List<Integer> pairs, IntConsumer done) throws InterruptedException {
        DrawnPairs drawn = DrawnPairs.of(content, pair -> new PairInput.Mask(masks.frame(pair)), false);
        return EachPair.of(pairs, threads, pair -> judge(pair, drawn.draw(pair)), done);
    }

    private Seen judge(int pair, FramePair drawn) {
        byte[] wanted = truth.masks().frame(pair);
        byte[] maps = evaluators.segmentation().classMaps(drawn);
        byte[] last = Arrays.copyOfRange(maps, maps.length - wanted.length, maps.length);
        // Before poses are fitted the pose term says nothing.
        double pose = content.poses().columns().isEmpty()
                ? 0
                : evaluators
                        .pose()
                        .distortion(truth.poses().get(pair), evaluators.pose().pose(drawn));
        return Seen.of(wanted, last, worth, pair, pose);
    }
}
