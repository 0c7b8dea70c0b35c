package org.fovea.encode.train;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.family.LatentFamily;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.evaluate.comparison.ClassRule;
import org.fovea.evaluate.torch.Tensors;
import org.fovea.evaluate.torch.TorchRuntime;
import org.fovea.evaluate.truth.GroundTruth;

/**
 * What a renderer whose last layer says classes loses against the class masks. Thread-safe.
 *
 * @param specs of the renderer's tensors, but that the last layer has as many outputs for each pixel as there are
 *     classes
 * @param weights how much a pixel counts, by its class; empty where all count alike
 */
record ClassLoss(TrainableLatent trainable, MaskTensor masks, List<TensorSpec> specs, List<Double> weights) {
    /** Scale of the last layer's outputs as logits: weights that begin small become sure sooner. */
    static final double SCALE = 4;

    /** The NLL is clipped here: a few hopeless pixels shall not pull the rest. */
    private static final double MAX_NLL = 3;

    /** Loss of a picture that is all wrong. */
    private static final double POINTS = 50;

    /** Most steps look only at the rows in which classes change, each so many at all. */
    private static final int WHOLE = 4;

    private static final byte[] NO_MASK = {};

    static ClassLoss of(ArchiveHeader header, GroundTruth truth, List<Double> weights, List<TensorSpec> specs) {
        LatentFamily.Layout layout = LatentFamily.Layout.of(header.parameters());
        TrainableLatent trainable = new TrainableLatent(
                specs, layout, header.coded().height(), header.coded().width(), false);
        return new ClassLoss(trainable, MaskTensor.of(truth.masks()), List.copyOf(specs), List.copyOf(weights));
    }

    /**
     * The gradient of a pair.
     *
     * @param numbers the pair's latent numbers, of which those of its last picture count
     * @param step chooses the rows that are looked at
     */
    Gradient at(float[][] weights, float[] numbers, int pair, long step, NetworkLoss.Sharpness sharpness) {
        return TorchRuntime.flushingDenormals(() -> gradient(weights, numbers, pair, step, sharpness));
    }

    private Gradient gradient(float[][] values, float[] numbers, int pair, long step, NetworkLoss.Sharpness sharpness) {
        int first = step % WHOLE == 0 ? 0 : trainable.layout().geometry().firstRow() - 1;
        try (PointerScope scope = new PointerScope()) {
            List<Tensor> leaves = Leaves.of(specs, values);
            Tensor given = Tensors.of(numbers, 1, numbers.length).set_requires_grad(true);
            NetworkLoss.PixelLoss pixels = NetworkLoss.PixelLoss.of(
                    logits(leaves, given, first), wanted(pair, first), sharpness.crossEntropy(), MAX_NLL);
            Tensor each = pixels.each();
            Tensor wrong = pixels.wrong();
            if (!weights.isEmpty()) {
                Tensor counts = counts(pair, first);
                each = each.mul(counts);
                wrong = wrong.mul(counts);
            }
            Tensor loss = each.mean().mul(new Scalar(POINTS));
            loss.backward();
            return new Gradient(
                    wrong.mean().item_double(),
                    0,
                    loss.item_double(),
                    Leaves.gradients(leaves),
                    Leaves.slope(given, numbers.length));
        }
    }

    private Tensor logits(List<Tensor> leaves, Tensor numbers, int first) {
        return trainable
                .unfolded(leaves, trainable.input(NO_MASK), trainable.ofLastPicture(numbers), first, trainable.rows())
                .mul(new Scalar(SCALE));
    }

    /** How much each of the pixels from a row on counts, 1 on the mean of the whole map. */
    private Tensor counts(int pair, int first) {
        int skipped = first * trainable.layout().fold();
        int rows = masks.shape().height();
        float[] each = ClassRule.pixelWeights(weights, masks.frame(pair));
        return Tensors.of(each, 1, 1, rows, masks.shape().width()).narrow(2, skipped, rows - skipped);
    }

    private Tensor wanted(int pair, int first) {
        int skipped = first * trainable.layout().fold();
        int rows = masks.shape().height() - skipped;
        return Tensors.ofBytes(
                        masks.frame(pair),
                        1,
                        1,
                        masks.shape().height(),
                        masks.shape().width())
                .narrow(2, skipped, rows)
                .to(torch.ScalarType.Long);
    }

    /** Share of pixels of all pairs whose class is another one, each as much as it counts. */
    double wrong(float[][] values, float[] all, PairNumbers numbers) {
        return TorchRuntime.scoring(() -> wrongShare(values, all, numbers));
    }

    private double wrongShare(float[][] values, float[] all, PairNumbers numbers) {
        double count = 0;
        for (int pair = 0; pair < masks.shape().frames(); pair++) {
            try (PointerScope scope = new PointerScope()) {
                float[] own = numbers.of(all, pair);
                Tensor seen = logits(Leaves.of(specs, values), Tensors.of(own, 1, own.length), 0)
                        .argmax(new org.bytedeco.pytorch.LongOptional(1), true);
                Tensor wrong = seen.ne(wanted(pair, 0));
                count += (weights.isEmpty() ? wrong : wrong.mul(counts(pair, 0)))
                        .sum()
                        .item_double();
            }
        }
        return count / masks.shape().frames() / masks.shape().pixels();
    }
}
