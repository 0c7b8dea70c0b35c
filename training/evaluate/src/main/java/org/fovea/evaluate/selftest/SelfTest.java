package org.fovea.evaluate.selftest;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.FurtherNetwork;
import org.fovea.evaluate.selftest.Check.Outcome;
import org.fovea.evaluate.torch.Tensors;
import org.fovea.evaluate.torch.TorchRuntime;

/**
 * Tests a pair of evaluators: what they answer, whether the answer repeats, and whether their gradients, all the way
 * back to pixels, are what finite differences say. To be run before anything is trained with an evaluator: a gradient
 * that is missing or wrong does not announce itself, the training merely does not work.
 */
public final class SelfTest {
    private SelfTest() {}

    /**
     * @param samples pairs of one size, at least one; at least two different ones make the checks of ranges meaningful
     * @param seed of the random directions and of the candidate that is made from the first sample
     * @param begun receives the name of each group of checks before it begins
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
            FramePair sample = samples.getFirst();
            if (pair.segmentation().present()) {
                begun.accept("gradients of segmentation");
                int[] frames = PixelFunction.frames(pair.segmentation().frames());
                checks.addAll(
                        gradients(sample, seed, frames, original -> PixelFunction.of(pair.segmentation(), original)));
            }
            if (pair.pose().present()) {
                begun.accept("gradients of pose");
                checks.addAll(gradients(
                        sample,
                        seed,
                        new int[] {0, 1},
                        original -> PixelFunction.of(pair.pose().step(), original)));
            }
            for (FurtherNetwork network : pair.further()) {
                begun.accept("gradients of " + network.name());
                checks.addAll(gradients(
                        sample,
                        seed,
                        PixelFunction.frames(network.view().frames()),
                        _ -> PixelFunction.of(network, sample)));
            }
        }
        return new SelfTestReport(checks);
    }

    /** One thread, because sums that are shared among threads are a little rough. */
    private static List<Check> gradients(
            FramePair sample, long seed, int[] frames, Function<Tensor, PixelFunction> function) {
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
                            made = function.apply(Tensors.ofFrames(sample.size(), original));
                        }
                        return GradientChecks.run(made, candidate, seed);
                    }
                }));
    }
}
