package org.fovea.encode.train;

import java.util.ArrayList;
import java.util.List;
import org.fovea.codec.FrameSize;
import org.fovea.codec.family.CompactFamily;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.encode.Checkpoint;
import org.fovea.encode.DrawnClip;
import org.fovea.encode.Encoding;
import org.fovea.encode.StageContext;
import org.fovea.encode.TestRuns;
import org.fovea.encode.start.Untrained;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FrameOpener;
import org.fovea.evaluate.truth.GroundTruth;

/** Three pairs of a clip of colours whose classes are easy to learn, and what stages need to train on it. */
public final class ToyClip {
    public static final FrameSize SIZE = new FrameSize(50, 38);
    public static final MaskShape SHAPE = new MaskShape(3, 19, 26, 3);
    public static final EvaluatorPair NETWORKS = new ToyEvaluators(SHAPE.height(), SHAPE.width());

    /** Frames whose thirds are red, green and blue; their borders move from pair to pair. */
    private static final FrameOpener CLIP = DrawnClip.of(SIZE, 2 * SHAPE.frames(), (frame, rgb) -> {
        for (int i = 0; i < rgb.length; i++) {
            int x = i / 3 % SIZE.width() + frame / 2 * 3;
            int colour = Math.min(x / 18, 2);
            rgb[i] = (byte) (i % 3 == colour ? 170 : 60);
        }
    });

    private ToyClip() {}

    /** The classes are the thirds. */
    public static GroundTruth truth() {
        List<float[]> poses = new ArrayList<>();
        byte[] maps = new byte[(int) SHAPE.total()];
        for (int pair = 0; pair < SHAPE.frames(); pair++) {
            poses.add(new float[] {0.1f * pair, 0});
            for (int i = 0; i < SHAPE.pixels(); i++) {
                int x = (i % SHAPE.width() * 2 + 1) * SIZE.width() / (2 * SHAPE.width()) + pair * 3;
                maps[pair * SHAPE.pixels() + i] = (byte) Math.min(x / 18, 2);
            }
        }
        MaskTensor masks = new MaskTensor(SHAPE, maps);
        return new GroundTruth(SIZE, masks, poses);
    }

    /** A renderer of family compact that has learnt nothing. */
    public static Encoding untrained() {
        GroundTruth truth = truth();
        return new Encoding(truth, Untrained.content(truth, CompactFamily.ID, List.of(6, 1, 2, 1, 2, 2, 2), 5));
    }

    public static StageContext context(int threads, Checkpoint checkpoint) {
        return StageContext.of(CLIP, NETWORKS, 100_000)
                .withThreads(threads)
                .withSeed(3)
                .withCheckpoint(checkpoint);
    }

    static double segmentation(Encoding encoding) throws InterruptedException {
        return TestRuns.measured(NETWORKS, encoding, 100_000, 0).score().segmentation();
    }
}
