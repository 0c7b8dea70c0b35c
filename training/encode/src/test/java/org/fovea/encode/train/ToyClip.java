package org.fovea.encode.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fovea.codec.FrameSize;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.encode.Checkpoint;
import org.fovea.encode.EncodeLog;
import org.fovea.encode.Encoding;
import org.fovea.encode.StageContext;
import org.fovea.encode.measure.ArchiveMeasure;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.score.ScoreFormula;
import org.fovea.evaluate.truth.GroundTruth;
import org.fovea.video.FrameSource;

/** Three pairs of a clip of colours whose classes are easy to learn, and what stages need to train on it. */
public final class ToyClip {
    public static final FrameSize SIZE = new FrameSize(50, 38);
    public static final MaskShape SHAPE = new MaskShape(3, 19, 26, 3);
    public static final EvaluatorPair NETWORKS = new ToyEvaluators(SHAPE.height(), SHAPE.width());

    private ToyClip() {}

    /** A frame whose thirds are red, green and blue; their borders move from pair to pair. */
    private static byte[] frame(int number) {
        byte[] rgb = new byte[SIZE.rgbBytes()];
        for (int i = 0; i < rgb.length; i++) {
            int x = i / 3 % SIZE.width() + number / 2 * 3;
            int colour = Math.min(x / 18, 2);
            rgb[i] = (byte) (i % 3 == colour ? 170 : 60);
        }
        return rgb;
    }

    private static FrameSource clip() {
        return new FrameSource() {
            private int next;

            @Override
            public FrameSize size() {
                return SIZE;
            }

            @Override
            public boolean next(byte[] rgb) {
                if (next == 2 * SHAPE.frames()) {
                    return false;
                }
                System.arraycopy(frame(next++), 0, rgb, 0, rgb.length);
                return true;
            }

            @Override
            public void close() {}
        };
    }

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

    public static StageContext context(int threads, Checkpoint checkpoint) {
        return new StageContext(
                ToyClip::clip,
                NETWORKS,
                ScoreFormula.COMMA,
                100_000,
                threads,
                3,
                checkpoint,
                EncodeLog.none(),
                (stage, done, of) -> {});
    }

    static double segmentation(Encoding encoding) throws InterruptedException {
        ArchiveMeasure measure = new ArchiveMeasure(NETWORKS, ScoreFormula.of(NETWORKS), encoding.truth(), 100_000, 1);
        return measure.measure(encoding.content(), 0, measure.allPairs(), done -> {})
                .score()
                .segmentation();
    }

    /** Remembers the last state, and ends the run after some of them as a power cut would. */
    public static final class Cut implements Checkpoint {
        private byte[] last;
        private int left;

        public Cut(int saves) {
            left = saves;
        }

        @Override
        public double seconds() {
            return 0;
        }

        @Override
        public Optional<byte[]> load() {
            return Optional.ofNullable(last);
        }

        @Override
        public void save(byte[] state) throws IOException {
            last = state;
            if (--left == 0) {
                throw new IOException("cut");
            }
        }
    }
}
