package org.fovea.encode.train;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.fovea.codec.FrameSize;
import org.fovea.codec.family.LatentFamily;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.encode.StageContext;
import org.fovea.evaluate.FrameChoice;
import org.fovea.evaluate.torch.Tensors;
import org.fovea.evaluate.torch.TorchRuntime;
import org.fovea.evaluate.truth.GroundTruth;

/**
 * A colour for each class that the segmentation network knows it by: the original's mean colours at first, then what
 * the network's gradient makes of them.
 */
public final class Palette {
    /** What progress calls it. */
    public static final String TASK = "palette";

    private static final double MOST = 255;

    /** Steps of the gradient, each on one pair's mask painted with the colours. */
    private static final int STEPS = 40;

    private static final int LEAST_STEPS = 16;

    /** Colours stay off the ends, where a sigmoid has no gradient. */
    private static final double EDGE = 0.06;

    /** Step of a colour's logit, of that many: some eight grey levels in the middle. */
    private static final double RATE = 0.12;

    /**
     * Logits of classes that are taken for sure: what is rendered where one class's is this and the others' are minus
     * this.
     */
    private static final double SURE = 3;

    private Palette() {}

    /** Steps for a clip of some pairs: one for each pair, 40 at most. */
    public static int steps(int pairs) {
        return Math.clamp(pairs, LEAST_STEPS, STEPS);
    }

    /**
     * The colours.
     *
     * @return [class][colour], 0..1
     */
    static double[][] of(GroundTruth truth, StageContext context) throws IOException, InterruptedException {
        MaskTensor masks = MaskTensor.of(truth.masks());
        float[][] logits = means(truth, masks, context);
        NetworkLoss loss = new NetworkLoss(context.evaluators(), context.formula());
        Adam adam = new Adam(logits);
        int steps = steps(truth.pairs());
        double rate = RATE * STEPS / steps;
        for (int step = 0; step < steps; step++) {
            int pair = (int) ((long) step * truth.pairs() / steps);
            float[][] now = adam.weights();
            context.progress().update(TASK, step, steps);
            float[][] slopes = TorchRuntime.inNewThread(
                    1, () -> TorchRuntime.flushingDenormals(() -> slopes(loss, now, masks, pair)));
            adam.step(slopes, rate * (1 - (double) step / steps), Double.POSITIVE_INFINITY, 0);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        double[][] colours = new double[logits.length][LatentFamily.COLOURS];
        float[][] found = adam.weights();
        for (int id = 0; id < colours.length; id++) {
            for (int c = 0; c < LatentFamily.COLOURS; c++) {
                colours[id][c] = Math.clamp(1 / (1 + Math.exp(-found[id][c])), EDGE, 1 - EDGE);
            }
        }
        return colours;
    }

    /** Logits of the mean colour of each class in the original. */
    private static float[][] means(GroundTruth truth, MaskTensor masks, StageContext context)
            throws IOException, InterruptedException {
        MaskShape shape = masks.shape();
        boolean second = context.evaluators().segmentation().frames() != FrameChoice.FIRST;
        FrameSize size = new FrameSize(shape.width(), shape.height());
        TrainingPictures pictures =
                TrainingPictures.read(context.clip(), truth.pairs(), second, size, TrainingPictures.MOST);
        double[][] sums = new double[shape.classes()][LatentFamily.COLOURS];
        long[] counts = new long[shape.classes()];
        for (int sampled = 0; sampled < truth.pairs(); sampled++) {
            if (pictures.pair(sampled) != sampled) {
                continue;
            }
            byte[] picture = pictures.picture(sampled);
            byte[] ids = masks.frame(sampled);
            for (int pixel = 0; pixel < ids.length; pixel++) {
                counts[ids[pixel] & 0xff]++;
                for (int c = 0; c < LatentFamily.COLOURS; c++) {
                    sums[ids[pixel] & 0xff][c] += picture[pixel * LatentFamily.COLOURS + c] & 0xff;
                }
            }
        }
        float[][] logits = new float[shape.classes()][LatentFamily.COLOURS];
        for (int id = 0; id < logits.length; id++) {
            for (int c = 0; c < LatentFamily.COLOURS; c++) {
                double mean = counts[id] == 0 ? 0.5 : sums[id][c] / counts[id] / MOST;
                double inside = Math.clamp(mean, EDGE, 1 - EDGE);
                logits[id][c] = (float) Math.log(inside / (1 - inside));
            }
        }
        return logits;
    }

    private static float[][] slopes(NetworkLoss loss, float[][] logits, MaskTensor masks, int pair) {
        MaskShape shape = masks.shape();
        try (PointerScope scope = new PointerScope()) {
            float[] flat = new float[logits.length * LatentFamily.COLOURS];
            for (int id = 0; id < logits.length; id++) {
                System.arraycopy(logits[id], 0, flat, id * LatentFamily.COLOURS, LatentFamily.COLOURS);
            }
            Tensor colours =
                    Tensors.of(flat, logits.length, LatentFamily.COLOURS).set_requires_grad(true);
            Tensor ids = Tensors.ofBytes(masks.frame(pair), shape.pixels()).to(torch.ScalarType.Long);
            Tensor painted = torch.sigmoid(colours)
                    .mul(new Scalar(MOST))
                    .index_select(0, ids)
                    .t()
                    .reshape(1, LatentFamily.COLOURS, shape.height(), shape.width());
            NetworkLoss.TaskLoss lost = loss.of(
                    painted,
                    painted,
                    List.of(masks.frame(pair)),
                    Optional.empty(),
                    new NetworkLoss.Sharpness(0.4, 1, Exactness.EXACT, false),
                    1);
            lost.loss().backward();
            float[] slopes = Leaves.slope(colours, flat.length);
            return IntStream.range(0, logits.length)
                    .mapToObj(id ->
                            Arrays.copyOfRange(slopes, id * LatentFamily.COLOURS, (id + 1) * LatentFamily.COLOURS))
                    .toArray(float[][]::new);
        }
    }

    /**
     * A last layer that renders what another one says. The colour's logit is an affine map of the classes' logits that
     * is exact where one class is sure: with r the colours' logits, s = {@link #SURE} and k classes, mean(r) + Σ (r −
     * mean(r)) · logit / 2s.
     *
     * @param palette [class][colour]
     * @param weight of the layer that says classes, [class, pixel of a cell][channel]
     * @param bias of that layer
     * @return weight and bias of the layer that renders
     */
    static float[][] head(double[][] palette, float[] weight, float[] bias, LatentFamily.Layout layout) {
        int pixels = layout.fold() * layout.fold();
        int channels = layout.channels();
        float[] drawn = new float[layout.outputs() * channels];
        float[] drawnBias = new float[layout.outputs()];
        for (int c = 0; c < LatentFamily.COLOURS; c++) {
            double mean = 0;
            for (double[] colour : palette) {
                mean += logit(colour[c]) / palette.length;
            }
            for (int pixel = 0; pixel < pixels; pixel++) {
                int to = c * pixels + pixel;
                double sum = mean;
                for (int id = 0; id < palette.length; id++) {
                    double share = (logit(palette[id][c]) - mean) * ClassLoss.SCALE / (2 * SURE);
                    int from = id * pixels + pixel;
                    sum += share * bias[from];
                    for (int channel = 0; channel < channels; channel++) {
                        drawn[to * channels + channel] += (float) (share * weight[from * channels + channel]);
                    }
                }
                drawnBias[to] = (float) sum;
            }
        }
        return new float[][] {drawn, drawnBias};
    }

    private static double logit(double share) {
        return Math.log(share / (1 - share));
    }
}
