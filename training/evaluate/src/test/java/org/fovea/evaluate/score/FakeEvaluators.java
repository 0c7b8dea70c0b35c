package org.fovea.evaluate.score;

import org.bytedeco.pytorch.Tensor;
import org.fovea.evaluate.EvaluatorIdentity;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FrameChoice;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.PoseEvaluator;
import org.fovea.evaluate.SegmentationEvaluator;

/**
 * Evaluators that anybody can compute by hand: the class of a cell is its brightest channel in the second frame, the
 * pose is the change of each channel's mean and, not counted, the change of all.
 */
public class FakeEvaluators implements EvaluatorPair {
    /** Rows and columns of cells. */
    public static final int GRID = 4;

    private final EvaluatorIdentity identity;

    /** Named {@code name}. */
    public FakeEvaluators(String name) {
        identity = new EvaluatorIdentity(name, name.equals("official"), "ab".repeat(32));
    }

    @Override
    public EvaluatorIdentity identity() {
        return identity;
    }

    @Override
    public SegmentationEvaluator segmentation() {
        return new Brightest();
    }

    @Override
    public PoseEvaluator pose() {
        return new Change();
    }

    @Override
    public void close() {}

    private static long sum(FramePair pair, byte[] frame, int channel, int row, int column) {
        int width = pair.size().width();
        int height = pair.size().height();
        long sum = 0;
        for (int y = row * height / GRID; y < (row + 1) * height / GRID; y++) {
            for (int x = column * width / GRID; x < (column + 1) * width / GRID; x++) {
                sum += frame[3 * (y * width + x) + channel] & 0xff;
            }
        }
        return sum;
    }

    private static final class Brightest implements SegmentationEvaluator {
        @Override
        public int classes() {
            return 3;
        }

        @Override
        public int rows() {
            return GRID;
        }

        @Override
        public int columns() {
            return GRID;
        }

        @Override
        public FrameChoice frames() {
            return FrameChoice.SECOND;
        }

        @Override
        public Tensor prepare(Tensor frames) {
            throw new UnsupportedOperationException("scoring asks for class maps only");
        }

        @Override
        public Tensor logits(Tensor prepared) {
            throw new UnsupportedOperationException("scoring asks for class maps only");
        }

        @Override
        public byte[] classMaps(FramePair pair) {
            byte[] classes = new byte[GRID * GRID];
            for (int row = 0; row < GRID; row++) {
                for (int column = 0; column < GRID; column++) {
                    long most = -1;
                    for (int channel = 0; channel < 3; channel++) {
                        long sum = sum(pair, pair.second(), channel, row, column);
                        if (sum > most) {
                            most = sum;
                            classes[row * GRID + column] = (byte) channel;
                        }
                    }
                }
            }
            return classes;
        }
    }

    private static final class Change implements PoseEvaluator {
        @Override
        public int outputs() {
            return 4;
        }

        @Override
        public int counted() {
            return 3;
        }

        @Override
        public Tensor prepare(Tensor first, Tensor second) {
            throw new UnsupportedOperationException("scoring asks for poses only");
        }

        @Override
        public Tensor pose(Tensor prepared) {
            throw new UnsupportedOperationException("scoring asks for poses only");
        }

        @Override
        public float[] pose(FramePair pair) {
            float[] pose = new float[4];
            for (int channel = 0; channel < 3; channel++) {
                long change = 0;
                for (int row = 0; row < GRID; row++) {
                    for (int column = 0; column < GRID; column++) {
                        change += sum(pair, pair.second(), channel, row, column)
                                - sum(pair, pair.first(), channel, row, column);
                    }
                }
                pose[channel] = change / 1000f;
                pose[3] += pose[channel];
            }
            return pose;
        }
    }
}
