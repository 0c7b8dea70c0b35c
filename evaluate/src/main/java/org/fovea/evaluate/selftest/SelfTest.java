package org.fovea.evaluate.selftest;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.FurtherNetwork;
import org.fovea.evaluate.selftest.Check.Outcome;
import org.fovea.evaluate.selftest.GradientChecks.Settings;
import org.fovea.evaluate.torch.Tensors;
import org.fovea.evaluate.torch.TorchRuntime;

/**
 * Tests a pair of evaluators: what they answer, whether the answer repeats, and whether their gradients, all the way
 * back to pixels, are what finite differences say. To be run before anything is trained with an evaluator: a gradient
 * that is missing or wrong does not announce itself, the training merely does not work.
 */
public final class SelfTest {
    private static final int DIRECTIONS = 3;
    private static final int PIXELS = 5;

    private SelfTest() {}

    /**
     * Runs all checks.
     *
     * @param samples pairs of one size, at least one; at least two different ones make the checks of ranges meaningful
     * @param seed of the random directions and of the candidate that is made from the first sample
     * @param begun told the name of each group of checks before it begins
     * @throws IllegalArgumentException where there is no sample
     */
    public static SelfTestReport run(EvaluatorPair pair, List<FramePair> samples, long seed, Consumer<String> begun) {
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("no sample");
        }
        begun.accept("answers");
        List<Check> checks = new ArrayList<>(AnswerChecks.run(pair, samples));
        boolean answers = checks.stream()
                .noneMatch(check ->
                        check.outcome() == Outcome.FAILS && check.name().endsWith("shape"));
        if (answers) {
            if (pair.segmentation().present()) {
                begun.accept("gradients of segmentation");
                checks.addAll(
                        gradients(samples.getFirst(), seed, original -> segmentation(pair, original), frames(pair)));
            }
            if (pair.pose().present()) {
                begun.accept("gradients of pose");
                checks.addAll(gradients(
                        samples.getFirst(),
                        seed,
                        original -> new PoseFunction(pair.pose().step(), original),
                        new int[] {0, 1}));
            }
            for (FurtherNetwork network : pair.further()) {
                begun.accept("gradients of " + network.name());
                checks.addAll(gradients(
                        samples.getFirst(),
                        seed,
                        original -> new FurtherFunction(network, samples.getFirst()),
                        FurtherFunction.frames(network)));
            }
        }
        return new SelfTestReport(pair.identity(), checks);
    }

    private interface FunctionAt {
        PixelFunction of(Tensor original);
    }

    private static PixelFunction segmentation(EvaluatorPair pair, Tensor original) {
        return new SegmentationFunction(pair.segmentation(), original);
    }

    private static int[] frames(EvaluatorPair pair) {
        return switch (pair.segmentation().frames()) {
            case FIRST -> new int[] {0};
            case SECOND -> new int[] {1};
            case BOTH -> new int[] {0, 1};
        };
    }

    /** One thread, because sums that are shared among threads are a little rough. */
    private static List<Check> gradients(FramePair sample, long seed, FunctionAt function, int[] frames) {
        return TorchRuntime.inNewThread(
                1,
                () -> TorchRuntime.flushingDenormals(() -> {
                    try (PointerScope scope = new PointerScope()) {
                        List<byte[]> original = new ArrayList<>();
                        for (int frame : frames) {
                            original.add(frame == 0 ? sample.first() : sample.second());
                        }
                        Tensor candidate = Candidate.of(sample.size(), original, seed);
                        PixelFunction made;
                        try (NoGradGuard guard = new NoGradGuard()) {
                            made = function.of(Tensors.ofFrames(sample.size(), original));
                        }
                        return GradientChecks.run(made, candidate, new Settings(seed, DIRECTIONS, PIXELS));
                    }
                }));
    }
}
