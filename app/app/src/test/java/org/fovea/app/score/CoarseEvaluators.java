package org.fovea.app.score;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.pytorch.Tensor;
import org.fovea.evaluate.EvaluatorIdentity;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FrameChoice;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.PoseEvaluator;
import org.fovea.evaluate.SegmentationEvaluator;

/**
 * Evaluators without a network: the brightest channel of every eighth pixel, and how much the frames differ. They count
 * how often they are asked.
 */
public class CoarseEvaluators implements EvaluatorPair {
    private static final int STEP = 8;

    private final int rows;
    private final int columns;
    final AtomicInteger asked = new AtomicInteger();

    /** How often the segmentation network was shown a pair, by the pair's second frame. */
    public final Map<ByteBuffer, Integer> segmented = new ConcurrentHashMap<>();

    /** The same of the pose network. */
    public final Map<ByteBuffer, Integer> posed = new ConcurrentHashMap<>();

    /** For frames of this size. */
    public CoarseEvaluators(int width, int height) {
        rows = height / STEP;
        columns = width / STEP;
    }

    @Override
    public EvaluatorIdentity identity() {
        return new EvaluatorIdentity("coarse", false, "cd".repeat(32));
    }

    @Override
    public SegmentationEvaluator segmentation() {
        return new SegmentationEvaluator() {
            @Override
            public int classes() {
                return 3;
            }

            @Override
            public int rows() {
                return rows;
            }

            @Override
            public int columns() {
                return columns;
            }

            @Override
            public FrameChoice frames() {
                return FrameChoice.SECOND;
            }

            @Override
            public Tensor prepare(Tensor frames) {
                throw new UnsupportedOperationException("not needed to score");
            }

            @Override
            public Tensor logits(Tensor prepared) {
                throw new UnsupportedOperationException("not needed to score");
            }

            @Override
            public byte[] classMaps(FramePair pair) {
                asked.incrementAndGet();
                segmented.merge(ByteBuffer.wrap(pair.second()), 1, Integer::sum);
                byte[] classes = new byte[rows * columns];
                for (int i = 0; i < classes.length; i++) {
                    int pixel = i / columns * STEP * pair.size().width() + i % columns * STEP;
                    for (int channel = 1; channel < 3; channel++) {
                        int most = pair.second()[3 * pixel + classes[i]] & 0xff;
                        classes[i] = (pair.second()[3 * pixel + channel] & 0xff) > most ? (byte) channel : classes[i];
                    }
                }
                return classes;
            }
        };
    }

    @Override
    public PoseEvaluator pose() {
        return new PoseEvaluator() {
            @Override
            public int outputs() {
                return 2;
            }

            @Override
            public int counted() {
                return 2;
            }

            @Override
            public Tensor prepare(Tensor first, Tensor second) {
                throw new UnsupportedOperationException("not needed to score");
            }

            @Override
            public Tensor pose(Tensor prepared) {
                throw new UnsupportedOperationException("not needed to score");
            }

            @Override
            public float[] pose(FramePair pair) {
                posed.merge(ByteBuffer.wrap(pair.second()), 1, Integer::sum);
                long brighter = 0;
                long changed = 0;
                for (int i = 0; i < pair.first().length; i++) {
                    int change = (pair.second()[i] & 0xff) - (pair.first()[i] & 0xff);
                    brighter += change;
                    changed += Math.abs(change);
                }
                return new float[] {(float) brighter / pair.first().length, (float) changed / pair.first().length};
            }
        };
    }

    @Override
    public void close() {}
}
