package org.fovea.encode.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.CodedShape;
import org.fovea.codec.family.LatentFamily;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.weights.Initialisation;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.PairAnswer;
import org.fovea.evaluate.score.ScoreFormula;
import org.fovea.evaluate.selftest.SyntheticPairs;
import org.fovea.evaluate.torch.Device;
import org.fovea.evaluate.torch.TorchRuntime;

/**
 * What a device is worth for training: whether its gradients are the processor's, and how many pairs a second it judges
 * in steps of several sizes.
 *
 * @param cosine between the device's gradient of four pairs and that of the processor
 * @param pairsPerSecond by pairs in a step; sizes for which memory is too small are missing
 */
public record DeviceCheck(double cosine, Map<Integer, Double> pairsPerSecond) {
    private static final FrameSize SIZE = new FrameSize(512, 384);
    private static final int PAIRS = 4;
    private static final int FEW = 3;

    /** A renderer as in profile fast/latent. */
    private static final List<Integer> RENDERER = List.of(8, 12, 2, 4, 2, 8, 12, 2, 4, 8, 2);

    private static final NetworkLoss.Sharpness SHARPNESS = new NetworkLoss.Sharpness(0.4, 1, Exactness.DIRECT, false);

    /**
     * Measures, on pictures that are made for it.
     *
     * @param networks of the objective
     * @param seconds for each size of a step
     * @param sizes pairs in a step
     */
    public static DeviceCheck of(EvaluatorPair networks, Device device, double seconds, List<Integer> sizes) {
        return TorchRuntime.inNewThread(1, () -> {
            Step step = new Step(networks);
            float[][] here = step.gradient(Device.CPU, PAIRS).values();
            double cosine = cosine(here, step.gradient(device, PAIRS).values());
            Map<Integer, Double> speeds = new TreeMap<>();
            for (int size : sizes) {
                try {
                    speeds.put(size, speed(step, device, size, seconds));
                } catch (RuntimeException e) {
                    if (!Device.isOutOfMemory(e)) {
                        throw e;
                    }
                }
            }
            return new DeviceCheck(cosine, speeds);
        });
    }

    /** Gradients are read back, so that a step has ended when it returns. */
    private static double speed(Step step, Device device, int size, double seconds) {
        for (int i = 0; i < FEW; i++) {
            step.gradient(device, size);
        }
        long begin = System.nanoTime();
        int steps = 0;
        double gone;
        do {
            step.gradient(device, size);
            steps++;
            gone = (System.nanoTime() - begin) / 1e9;
        } while (gone < seconds);
        return steps * size / gone;
    }

    private static double cosine(float[][] a, float[][] b) {
        double product = 0;
        double first = 0;
        double second = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a[i].length; j++) {
                product += (double) a[i][j] * b[i][j];
                first += (double) a[i][j] * a[i][j];
                second += (double) b[i][j] * b[i][j];
            }
        }
        return product / Math.sqrt(first * second);
    }

    /** An untrained renderer and what networks say about some pairs. */
    private static final class Step {
        private final List<Objective.Drawn> drawn = new ArrayList<>();
        private final Objective objective;
        private final float[][] weights;

        Step(EvaluatorPair networks) {
            List<PairAnswer> answers = SyntheticPairs.of(SIZE, PAIRS, 1).stream()
                    .map(networks::answer)
                    .toList();
            var segmentation = networks.segmentation();
            MaskShape shape = new MaskShape(PAIRS, segmentation.rows(), segmentation.columns(), segmentation.classes());
            ArchiveHeader header = new ArchiveHeader(
                    SIZE.width(),
                    SIZE.height(),
                    CodedShape.ofPictures(PAIRS, shape.height(), shape.width()),
                    LatentFamily.ID,
                    RENDERER);
            weights = new float[header.tensors().size()][];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = Initialisation.values(header.tensors().get(i), i, 1);
            }
            objective = new Objective(
                    TrainableRenderer.of(header, true).orElseThrow(),
                    new NetworkLoss(networks, ScoreFormula.of(networks)),
                    SIZE);
            for (int i = 0; i < PAIRS; i++) {
                float[] numbers = new float[RENDERER.getFirst() + header.poseDimensions()];
                Arrays.fill(numbers, 0, RENDERER.getFirst(), 0.5f - 0.25f * i);
                drawn.add(new Objective.Drawn(
                        new TrainingPair(new byte[0], answers.get(i), numbers), numbers, Optional.empty()));
            }
        }

        Gradient gradient(Device device, int size) {
            List<Objective.Drawn> some =
                    IntStream.range(0, size).mapToObj(i -> drawn.get(i % PAIRS)).toList();
            return device.run(() -> objective.taskLoss(weights, some, true, SHARPNESS, 0.01));
        }
    }
}
