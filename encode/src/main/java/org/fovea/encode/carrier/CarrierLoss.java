package org.fovea.encode.carrier;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.family.Carrier;
import org.fovea.codec.family.TensorSpec;
import org.fovea.encode.measure.PairDrawer;
import org.fovea.encode.measure.PairInputs;
import org.fovea.encode.train.Gradient;
import org.fovea.encode.train.Leaves;
import org.fovea.encode.train.PairNumbers;
import org.fovea.encode.train.PoseInputs;
import org.fovea.encode.train.TrainableCarrier;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.PoseEvaluator;
import org.fovea.evaluate.pixel.TensorPixels;
import org.fovea.evaluate.torch.Tensors;
import org.fovea.evaluate.torch.TorchRuntime;
import org.fovea.evaluate.truth.GroundTruth;

/**
 * What the pose network makes of carriers beside frames that stay as the archive draws them. Where the network makes
 * frames smaller first, those are made so once, and carriers are drawn so small. Thread-safe.
 */
final class CarrierLoss implements AutoCloseable {
    /** Frames are kept while they take no more than this, else drawn anew for each step. */
    private static final long MAX_KEPT = 512L << 20;

    /**
     * Below this share of what the original's poses vary by, a pair's distortion counts as it is, above it only by its
     * root: far ones do not drown the others.
     */
    private static final double NEAR = 1e-3;

    private static final int COLOURS = 3;

    private final PoseEvaluator network;
    private final List<float[]> wanted;
    private final List<TensorSpec> specs;
    private final PairNumbers numbers;
    private final FrameSize size;

    /** Of the frames that are looked at: no larger than what the network makes of them. */
    private final FrameSize seen;

    private final TrainableCarrier frame;
    private final boolean isFirst;
    private final double near;
    private final PairDrawer drawer;
    private final float[][] kept;
    private final boolean keeps;

    /**
     * A loss.
     *
     * @param content whose header has the carrier
     * @param numbers its poses
     */
    CarrierLoss(
            GroundTruth truth, RendererContent content, Carrier carrier, PairNumbers numbers, PoseEvaluator network) {
        this.network = network;
        this.numbers = numbers;
        ArchiveHeader header = content.header();
        wanted = truth.poses();
        specs = header.tensors().subList(0, carrier.tensorCount());
        size = header.frameSize();
        seen = network.resizedTo()
                .filter(small -> small.rgbBytes() < size.rgbBytes())
                .orElse(size);
        frame = new TrainableCarrier(carrier, seen.height(), seen.width());
        isFirst = header.rendererFamily().carrierFrame(header.parameters()) == 1;
        near = Math.max(NEAR * PoseInputs.spread(truth), Double.MIN_NORMAL);
        drawer = new PairDrawer(content, PairInputs.of(content));
        kept = new float[header.pairs()][];
        keeps = (long) kept.length * seen.rgbBytes() * Float.BYTES <= MAX_KEPT;
    }

    /** Tensors of the carrier. */
    List<TensorSpec> specs() {
        return specs;
    }

    /**
     * The gradient of some pairs.
     *
     * @param which pairs
     * @param values of the carrier's tensors, and the numbers of all pairs
     */
    Gradient gradient(int[] which, float[][] values) {
        return TorchRuntime.flushingDenormals(() -> {
            try (PointerScope scope = new PointerScope()) {
                List<Tensor> leaves = Leaves.of(specs, PairNumbers.tensors(values));
                Tensor given = poses(which, values).set_requires_grad(true);
                Tensor distortion = distortion(which, leaves, given);
                Tensor loss = distortion.add(new Scalar(near)).sqrt().mean();
                loss.backward();
                float[][] slopes = PairNumbers.appended(
                        Leaves.gradients(leaves), numbers.slopes(which, Tensors.floats(given.grad())));
                return new Gradient(0, distortion.mean().item_double(), loss.item_double(), slopes, new float[0]);
            }
        });
    }

    /** The mean distortion of all pairs. */
    double mean(float[][] values) {
        double sum = 0;
        for (int pair = 0; pair < kept.length; pair++) {
            int[] which = {pair};
            sum += TorchRuntime.scoring(
                    () -> distortion(which, Leaves.of(specs, PairNumbers.tensors(values)), poses(which, values))
                            .item_double());
        }
        return sum / kept.length;
    }

    private Tensor poses(int[] which, float[][] values) {
        int count = numbers.count();
        float[] poses = new float[which.length * count];
        for (int i = 0; i < which.length; i++) {
            System.arraycopy(numbers.of(PairNumbers.numbers(values), which[i]), 0, poses, i * count, count);
        }
        return Tensors.of(poses, which.length, count);
    }

    private Tensor distortion(int[] which, List<Tensor> leaves, Tensor poses) {
        Tensor carrier = frame.of(leaves.getFirst(), leaves.getLast(), poses);
        float[] frames = new float[which.length * seen.rgbBytes()];
        float[] answers = new float[which.length * network.outputs()];
        for (int i = 0; i < which.length; i++) {
            System.arraycopy(drawn(which[i]), 0, frames, i * seen.rgbBytes(), seen.rgbBytes());
            System.arraycopy(wanted.get(which[i]), 0, answers, i * network.outputs(), network.outputs());
        }
        Tensor drawn = Tensors.of(frames, which.length, COLOURS, seen.height(), seen.width());
        Tensor answer = network.pose(isFirst ? network.prepare(carrier, drawn) : network.prepare(drawn, carrier));
        return network.distortion(Tensors.of(answers, which.length, network.outputs()), answer);
    }

    /** The drawn frame of a pair as the network looks at it, [colour][row][column]. */
    private synchronized float[] drawn(int pair) {
        if (kept[pair] != null) {
            return kept[pair];
        }
        FramePair both = drawer.draw(pair);
        float[] one;
        try (PointerScope scope = new PointerScope()) {
            Tensor large = Tensors.ofFrames(size, List.of(isFirst ? both.second() : both.first()));
            one = Tensors.floats(TensorPixels.resized(large, seen.height(), seen.width()));
        }
        if (keeps) {
            kept[pair] = one;
        }
        return one;
    }

    @Override
    public void close() {
        drawer.close();
    }
}
