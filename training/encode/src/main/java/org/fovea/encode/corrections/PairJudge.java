package org.fovea.encode.corrections;

import java.util.Arrays;
import java.util.List;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.correction.TileAction;
import org.fovea.encode.measure.PairDrawer;
import org.fovea.encode.measure.PixelWorth;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.truth.GroundTruth;
import org.fovea.render.FrameEdits;

/** Renders pairs with tried edits and evaluates the networks. Not thread-safe. */
record PairJudge(
        EvaluatorPair evaluators, GroundTruth truth, PixelWorth worth, RendererContent content, PairDrawer drawer)
        implements AutoCloseable {
    /** The pair with these edits of tiles and no edit of whole frames. */
    FramePair draw(int pair, List<TileAction> tiles) {
        return drawer.draw(pair, content.poses().pose(pair), new FrameEdits(tiles, 0));
    }

    /**
     * For each pixel of the class map of the frame that the ground truth compares, what it counts where its class is
     * wrong, else 0.
     */
    double[] wrong(int pair, FramePair drawn) {
        if (Thread.currentThread().isInterrupted()) {
            throw new IllegalStateException("interrupted");
        }
        byte[] maps = evaluators.segmentation().classMaps(drawn);
        byte[] wanted = truth.masks().frame(pair);
        int from = maps.length - wanted.length;
        double[] wrong = new double[wanted.length];
        for (int i = 0; i < wrong.length; i++) {
            wrong[i] = wanted[i] == maps[from + i] ? 0 : worth.of(pair, wanted[i]);
        }
        return wrong;
    }

    /** What all wrong pixels count. */
    static double count(double[] wrong) {
        return Arrays.stream(wrong).reduce(0, Double::sum);
    }

    double pose(int pair, FramePair drawn) {
        return evaluators
                .pose()
                .distortion(truth.poses().get(pair), evaluators.pose().pose(drawn));
    }

    /** A copy of a pair that can be edited. */
    static FramePair copy(FramePair pair) {
        return new FramePair(
                pair.size(),
                Arrays.copyOf(pair.first(), pair.first().length),
                Arrays.copyOf(pair.second(), pair.second().length));
    }

    @Override
    public void close() {
        drawer.close();
    }
}
