package org.fovea.samples.training;

import static org.bytedeco.pytorch.global.torch.cross_entropy_loss;

import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.fovea.evaluate.bundled.Convolution;
import org.fovea.evaluate.bundled.Layers;
import org.fovea.evaluate.bundled.SegmentationNetwork;
import org.fovea.evaluate.torch.Tensors;

/**
 * Every pixel's class. Cross-entropy, in which rare classes weigh a little more, with smoothed targets so that no logit
 * runs away.
 */
final class SegmentationTask implements Task {
    private static final float[] WEIGHTS = {1, 2, 1, 1.5f, 1};
    private static final double SMOOTHING = 0.01;
    private static final int COLUMNS = LabelledPair.COLUMNS;
    private static final long MEAN = 1;
    private static final long IGNORED = -100;

    @Override
    public List<Convolution> layers() {
        return SegmentationNetwork.layers();
    }

    @Override
    public int batch() {
        return 8;
    }

    @Override
    public double rate() {
        return 5e-3;
    }

    @Override
    public Tensor loss(Layers layers, List<LabelledPair> pairs, Augmentation augmentation) {
        int count = pairs.size();
        float[] frames = new float[count * 3 * LabelledPair.PIXELS];
        long[] labels = new long[count * LabelledPair.PIXELS];
        for (int i = 0; i < count; i++) {
            LabelledPair pair = pairs.get(i);
            boolean mirrored = augmentation.chance(0.5);
            Augmentation.draw(
                    pair.rgb(), COLUMNS, augmentation.curves(), mirrored, frames, i * 3 * LabelledPair.PIXELS);
            int last = COLUMNS - 1;
            for (int start = 0; start < LabelledPair.PIXELS; start += COLUMNS) {
                for (int column = 0; column <= last; column++) {
                    int from = mirrored ? last - column : column;
                    labels[i * LabelledPair.PIXELS + start + column] = pair.labels()[start + from];
                }
            }
        }
        Tensor input;
        try (NoGradGuard guard = new NoGradGuard()) {
            input = augmentation.degraded(Tensors.of(frames, count, 3, LabelledPair.ROWS, LabelledPair.COLUMNS));
        }
        Tensor logits = SegmentationNetwork.logits(layers, input);
        Tensor target = Tensor.create(labels, count, LabelledPair.ROWS, LabelledPair.COLUMNS);
        TensorOptional weights = new TensorOptional(Tensors.of(WEIGHTS, WEIGHTS.length));
        return cross_entropy_loss(logits, target, weights, MEAN, IGNORED, SMOOTHING);
    }
}
