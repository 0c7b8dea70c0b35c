package org.fovea.evaluate.selftest;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.fovea.evaluate.FrameChoice;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.FurtherNetwork;
import org.fovea.evaluate.PoseEvaluator;
import org.fovea.evaluate.SegmentationEvaluator;

/**
 * A smooth number that follows from a network's output, as a function of pixels: the distortion against fixed reference
 * outputs. Belongs to the scope in which it is made.
 *
 * @param network "segmentation", "pose" or the name of a further network
 * @param frames what its input frames are called, in the order of the pixels
 * @param preparation from pixels, float [frames, 3, height, width], RGB 0..255, to the network's input
 * @param loss from the network's input to one double
 */
record PixelFunction(
        String network, List<String> frames, UnaryOperator<Tensor> preparation, UnaryOperator<Tensor> loss) {
    private static final List<String> NAMES = List.of("first frame", "second frame");
    private static final double MIN_LEAD = 1e-6;

    private static PixelFunction of(
            String network, int[] frames, UnaryOperator<Tensor> preparation, UnaryOperator<Tensor> loss) {
        return new PixelFunction(
                network, Arrays.stream(frames).mapToObj(NAMES::get).toList(), preparation, loss);
    }

    Tensor prepared(Tensor pixels) {
        return preparation.apply(pixels);
    }

    Tensor distortion(Tensor prepared) {
        return loss.apply(prepared);
    }

    static int[] frames(FrameChoice choice) {
        return switch (choice) {
            case FIRST -> new int[] {0};
            case SECOND -> new int[] {1};
            case BOTH -> new int[] {0, 1};
        };
    }

    /**
     * A smooth stand-in for the share of differing pixels: the mean over all pixels of the probability that is not
     * given to the original's class. The probabilities are a softmax over logits divided by their mean lead, so that a
     * network that is always sure has a gradient too.
     *
     * @param original the frames that the network gets
     */
    static PixelFunction of(SegmentationEvaluator evaluator, Tensor original) {
        Tensor reference =
                evaluator.logits(evaluator.prepare(original)).detach().to(torch.ScalarType.Double);
        Tensor classes = reference.argmax(new LongOptional(1), true);
        double lead = Math.max(
                reference
                        .amax(new long[] {1}, false)
                        .sub(reference.mean(1))
                        .mean()
                        .item_double(),
                MIN_LEAD);
        return of("segmentation", frames(evaluator.frames()), evaluator::prepare, prepared -> {
            Tensor logits =
                    evaluator.logits(prepared).to(torch.ScalarType.Double).div(new Scalar(lead));
            return logits.softmax(1).gather(1, classes).mean().neg().add(new Scalar(1.0));
        });
    }

    /**
     * The pose distortion itself.
     *
     * @param original both frames
     */
    static PixelFunction of(PoseEvaluator evaluator, Tensor original) {
        UnaryOperator<Tensor> preparation = pixels -> evaluator.prepare(pixels.narrow(0, 0, 1), pixels.narrow(0, 1, 1));
        Tensor reference = evaluator.pose(preparation.apply(original)).detach().to(torch.ScalarType.Double);
        return of(
                "pose",
                new int[] {0, 1},
                preparation,
                prepared -> evaluator
                        .distortion(reference, evaluator.pose(prepared).to(torch.ScalarType.Double))
                        .mean());
    }

    /** The distortion of a further network in training. It resizes and colours the pixels where it compares. */
    static PixelFunction of(FurtherNetwork network, FramePair original) {
        float[] reference = network.answer(original);
        return of(network.name(), frames(network.view().frames()), pixels -> pixels.mul(new Scalar(1.0)), prepared -> {
            Tensor first = prepared.narrow(0, 0, 1);
            Tensor second = prepared.narrow(0, prepared.size(0) - 1, 1);
            return network.loss(Optional.empty(), first, second, reference).to(torch.ScalarType.Double);
        });
    }
}
