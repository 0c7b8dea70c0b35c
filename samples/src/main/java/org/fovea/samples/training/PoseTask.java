package org.fovea.samples.training;

import static org.bytedeco.pytorch.global.torch.smooth_l1_loss;

import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.fovea.evaluate.bundled.Convolution;
import org.fovea.evaluate.bundled.Layers;
import org.fovea.evaluate.bundled.PoseNetwork;
import org.fovea.evaluate.torch.Tensors;

/** The camera's motion between two frames. Mirrored frames move and turn the other way. */
final class PoseTask implements Task {
    private static final int ROWS = LabelledPair.ROWS / 2;
    private static final int COLUMNS = LabelledPair.COLUMNS / 2;
    private static final int RIGHT = 1;
    private static final int YAW = 4;
    private static final int ROLL = 5;
    private static final long MEAN = 1;
    private static final double SQUARE_UP_TO = 0.5;

    @Override
    public List<Convolution> layers() {
        return PoseNetwork.layers();
    }

    @Override
    public int batch() {
        return 16;
    }

    @Override
    public double rate() {
        return 3e-3;
    }

    @Override
    public Tensor loss(Layers layers, List<LabelledPair> pairs, Augmentation augmentation) {
        int count = pairs.size();
        int each = 2 * LabelledPair.PLANES_PIXELS;
        float[] planes = new float[count * each];
        int outputs = PoseNetwork.OUTPUTS.size();
        float[] motions = new float[count * outputs];
        for (int i = 0; i < count; i++) {
            LabelledPair pair = pairs.get(i);
            boolean mirrored = augmentation.chance(0.5);
            float[][] curves = augmentation.planeCurves();
            Augmentation.draw(pair.planes(), COLUMNS, curves, mirrored, planes, i * each);
            if (mirrored) {
                swapSides(planes, i * each);
            }
            float[] motion = pair.motion().clone();
            if (mirrored) {
                motion[RIGHT] = -motion[RIGHT];
                motion[YAW] = -motion[YAW];
                motion[ROLL] = -motion[ROLL];
            }
            System.arraycopy(motion, 0, motions, i * outputs, outputs);
        }
        Tensor input;
        try (NoGradGuard guard = new NoGradGuard()) {
            input = augmentation.noisy(Tensors.of(planes, count, PoseNetwork.PLANES, ROWS, COLUMNS));
        }
        Tensor answer = PoseNetwork.pose(layers, input);
        return smooth_l1_loss(answer, Tensors.of(motions, count, outputs), MEAN, SQUARE_UP_TO);
    }

    /** In a mirrored frame the even columns were the odd ones: planes 0 and 2, and 1 and 3, change places. */
    static void swapSides(float[] planes, int at) {
        for (int frame = 0; frame < 2; frame++) {
            for (int row = 0; row < 2; row++) {
                int even = at + frame * LabelledPair.PLANES_PIXELS + row * ROWS * COLUMNS;
                int odd = even + 2 * ROWS * COLUMNS;
                for (int i = 0; i < ROWS * COLUMNS; i++) {
                    float value = planes[even + i];
                    planes[even + i] = planes[odd + i];
                    planes[odd + i] = value;
                }
            }
        }
    }
}
