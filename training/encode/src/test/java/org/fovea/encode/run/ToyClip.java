package org.fovea.encode.run;

import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.pytorch.Tensor;
import org.fovea.codec.FrameSize;
import org.fovea.encode.DrawnClip;
import org.fovea.evaluate.EvaluatorIdentity;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FrameChoice;
import org.fovea.evaluate.FrameOpener;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.PoseEvaluator;
import org.fovea.evaluate.SegmentationEvaluator;
import org.fovea.evaluate.truth.TruthKey;
import org.fovea.evaluate.truth.TruthSource;
import org.fovea.video.FrameSource;

/**
 * A bright bar that moves under a speck, and evaluators without a network: which pixels are bright, and how far
 * brightness moves. They count how often they are asked.
 */
public final class ToyClip implements FrameOpener, EvaluatorPair {
    public static final FrameSize SIZE = new FrameSize(36, 25);

    /** In place of the hash of its file. */
    public static final String CLIP_HASH = "c1".repeat(32);

    private final int frames;
    public final AtomicInteger asked = new AtomicInteger();

    public ToyClip(int frames) {
        this.frames = frames;
    }

    private static void draw(int frame, byte[] rgb) {
        int left = 6 + frame / 2 + (frame % 2 == 0 ? 0 : frame / 2 % 3);
        for (int y = 0; y < SIZE.height(); y++) {
            for (int x = 0; x < SIZE.width(); x++) {
                boolean speck = y == 1 && x == 3 + frame % 5;
                boolean bar = x >= left && x < left + 10 && y > 5 || speck;
                int at = (y * SIZE.width() + x) * 3;
                rgb[at] = (byte) (bar ? 220 : 40);
                rgb[at + 1] = (byte) (bar ? 200 : 60 + y);
                rgb[at + 2] = (byte) 90;
            }
        }
    }

    /** Its pairs, seen by its own evaluators. */
    public TruthSource truth() {
        TruthKey key = new TruthKey(CLIP_HASH, identity().hash(), "drawn", "any");
        return new TruthSource(this, this, frames, key);
    }

    @Override
    public FrameSource open() {
        return new DrawnClip(SIZE, frames, ToyClip::draw);
    }

    @Override
    public EvaluatorIdentity identity() {
        return new EvaluatorIdentity("toy", false, "ab".repeat(32));
    }

    @Override
    public SegmentationEvaluator segmentation() {
        return new SegmentationEvaluator() {
            @Override
            public int classes() {
                return 2;
            }

            @Override
            public int rows() {
                return SIZE.height();
            }

            @Override
            public int columns() {
                return SIZE.width();
            }

            @Override
            public FrameChoice frames() {
                return FrameChoice.SECOND;
            }

            @Override
            public byte[] classMaps(FramePair pair) {
                asked.incrementAndGet();
                byte[] map = new byte[SIZE.pixels()];
                for (int i = 0; i < map.length; i++) {
                    map[i] = (byte) ((pair.second()[3 * i] & 0xff) > 128 ? 1 : 0);
                }
                return map;
            }

            @Override
            public Tensor prepare(Tensor seen) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Tensor logits(Tensor prepared) {
                throw new UnsupportedOperationException();
            }
        };
    }

    @Override
    public PoseEvaluator pose() {
        return new PoseEvaluator() {
            @Override
            public int outputs() {
                return 1;
            }

            @Override
            public int counted() {
                return 1;
            }

            @Override
            public float[] pose(FramePair pair) {
                return new float[] {(float) (centre(pair.second()) - centre(pair.first()))};
            }

            @Override
            public Tensor prepare(Tensor first, Tensor second) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Tensor pose(Tensor prepared) {
                throw new UnsupportedOperationException();
            }
        };
    }

    private static double centre(byte[] rgb) {
        double sum = 0;
        double weight = 0;
        for (int i = 0; i < SIZE.pixels(); i++) {
            double red = rgb[3 * i] & 0xff;
            sum += red * (i % SIZE.width());
            weight += red;
        }
        return sum / weight;
    }

    @Override
    public void close() {}
}
