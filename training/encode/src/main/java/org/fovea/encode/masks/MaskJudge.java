package org.fovea.encode.masks;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntConsumer;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.encode.measure.EachPair;
import org.fovea.encode.measure.PairDrawer;
import org.fovea.encode.measure.PixelWorth;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FrameChoice;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.truth.GroundTruth;
import org.fovea.render.PairInput;

/** Renders pairs from changed masks with the decoder's renderer and asks the networks. */
final class MaskJudge implements AutoCloseable {
    private final EvaluatorPair evaluators;
    private final GroundTruth truth;
    private final RendererContent content;
    private final MaskTensor unchanged;
    private final int threads;
    private final boolean poses;
    private final PixelWorth worth;
    private final ConcurrentLinkedQueue<PairDrawer> drawers = new ConcurrentLinkedQueue<>();

    /** @param content everything but the masks */
    MaskJudge(EvaluatorPair evaluators, GroundTruth truth, RendererContent content, MaskTensor unchanged, int threads) {
        this.evaluators = evaluators;
        this.truth = truth;
        this.content = content;
        this.unchanged = unchanged;
        this.threads = threads;
        worth = PixelWorth.of(evaluators, truth);
        // Before poses are fitted the pose term says nothing.
        poses = !content.poses().columns().isEmpty();
    }

    /** Judges pairs rendered from these masks. */
    List<Seen> judge(Masks masks, List<Integer> pairs, IntConsumer done) throws InterruptedException {
        return EachPair.of(pairs, threads, pair -> judge(masks, pair), done);
    }

    private Seen judge(Masks masks, int pair) {
        int pixels = truth.masks().shape().pixels();
        byte[] mask = masks.frame(pair);
        PairDrawer drawer = drawers.poll();
        if (drawer == null) {
            drawer = new PairDrawer(content, other -> new PairInput.Mask(unchanged.frame(other)));
        }
        FramePair drawn;
        try {
            drawn = drawer.draw(new PairInput.Mask(mask), content.poses().pose(pair), drawer.edits(pair));
        } finally {
            drawers.add(drawer);
        }
        byte[] maps = evaluators.segmentation().classMaps(drawn);
        int from = evaluators.segmentation().frames() == FrameChoice.BOTH ? pixels : 0;
        double pose = poses
                ? evaluators
                        .pose()
                        .distortion(truth.poses().get(pair), evaluators.pose().pose(drawn))
                : 0;
        return Seen.of(truth.masks().frame(pair), Arrays.copyOfRange(maps, from, from + pixels), worth, pair, pose);
    }

    @Override
    public void close() {
        drawers.forEach(PairDrawer::close);
    }
}
