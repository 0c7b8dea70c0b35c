package org.fovea.evaluate.selftest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.function.BinaryOperator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.fovea.codec.FormatException;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.Further;
import org.fovea.evaluate.FurtherNetwork;
import org.fovea.evaluate.NotFiniteException;
import org.fovea.evaluate.PairAnswer;
import org.fovea.evaluate.PoseEvaluator;
import org.fovea.evaluate.SegmentationEvaluator;
import org.fovea.evaluate.torch.Tensors;
import org.fovea.evaluate.torch.TorchRuntime;

/** Answers: their shapes and ranges, and that they are the same however they are asked for. */
final class AnswerChecks {
    private static final int THREADS = 4;
    /** A class that fills more than this share of all pixels leaves nothing to lose. */
    private static final double MAX_SHARE = 0.999;
    /** Answers on a batch may differ in rounding, not more. Relative to the spread of the answers. */
    private static final double MAX_BATCH_DIFFERENCE = 1e-3;

    private final EvaluatorPair pair;
    private final List<FramePair> samples;
    private final List<Check> checks = new ArrayList<>();

    private AnswerChecks(EvaluatorPair pair, List<FramePair> samples) {
        this.pair = pair;
        this.samples = samples;
    }

    /** Runs all; stops where the networks cannot answer at all. */
    static List<Check> run(EvaluatorPair pair, List<FramePair> samples) {
        AnswerChecks all = new AnswerChecks(pair, samples);
        if (all.networks().stream().filter(all::shape).count() == all.networks().size()) {
            all.answers();
        }
        return all.checks;
    }

    /**
     * A network with a part of its own.
     *
     * @param shape of its answer on one pair
     * @param answer on the first frames and the second ones
     */
    private record Asked(String name, long[] shape, BinaryOperator<Tensor> answer) {}

    private List<Asked> networks() {
        List<Asked> networks = new ArrayList<>();
        SegmentationEvaluator segmentation = pair.segmentation();
        if (segmentation.present()) {
            networks.add(new Asked(
                    "segmentation",
                    new long[] {1, segmentation.classes(), segmentation.rows(), segmentation.columns()},
                    (_, second) -> segmentation.logits(segmentation.prepare(second))));
        }
        PoseEvaluator pose = pair.pose().step();
        if (pose.present()) {
            networks.add(new Asked(
                    "pose", new long[] {1, pose.outputs()}, (first, second) -> pose.pose(pose.prepare(first, second))));
        }
        return networks;
    }

    private boolean shape(Asked asked) {
        String network = asked.name();
        String name = network + ": output shape";
        long[] expected = asked.shape();
        FramePair sample = samples.getFirst();
        try {
            return TorchRuntime.scoring(() -> {
                Tensor found = asked.answer()
                        .apply(
                                Tensors.ofFrames(sample.size(), List.of(sample.first())),
                                Tensors.ofFrames(sample.size(), List.of(sample.second())));
                String measured = Arrays.toString(Tensors.shape(found));
                if (!Arrays.equals(Tensors.shape(found), expected)
                        || found.scalar_type().intern() != torch.ScalarType.Float) {
                    checks.add(Check.fails(
                            name,
                            measured,
                            network + ": the answer is " + measured + " of "
                                    + found.scalar_type().intern() + " where " + Arrays.toString(expected)
                                    + " of Float was promised"));
                    return false;
                }
                checks.add(Check.holds(name, measured));
                return true;
            });
        } catch (FormatException e) {
            checks.add(Check.fails(name, "", network + ": " + e.getMessage()));
        } catch (RuntimeException e) {
            // What LibTorch throws has no type of its own.
            String line = String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString());
            checks.add(Check.fails(name, "", network + ": no answer: " + line));
        }
        return false;
    }

    private void answers() {
        List<PairAnswer> answers;
        try {
            answers = samples.stream().map(pair::answer).toList();
        } catch (NotFiniteException e) {
            checks.add(Check.fails("answers are finite", "", String.valueOf(e.getMessage())));
            return;
        }
        checks.add(Check.holds("answers are finite", samples.size() + " pairs"));
        repeatability(answers);
        threads(answers);
        networks().forEach(this::batch);
        if (pair.segmentation().present()) {
            classShares(answers);
        }
        if (pair.pose().present()) {
            poseRange(answers);
        }
        for (int i = 0; i < pair.further().size(); i++) {
            furtherRange(i, answers);
        }
    }

    private void repeatability(List<PairAnswer> before) {
        List<PairAnswer> again = samples.stream().map(pair::answer).toList();
        compare(
                "answers repeat",
                before,
                again,
                "two calls on the same frames answer differently: the network is in training mode or draws random "
                        + "numbers");
    }

    /** Asks for all samples at once, and for one where LibTorch would use several threads for it. */
    private void threads(List<PairAnswer> before) {
        String name = "answers do not depend on threads";
        List<PairAnswer> expected = new ArrayList<>(before);
        List<PairAnswer> found = new ArrayList<>();
        int usual = torch.get_num_threads();
        try (ExecutorService pool = TorchRuntime.scoringThreads(THREADS)) {
            List<CompletableFuture<PairAnswer>> futures = samples.stream()
                    .map(sample -> CompletableFuture.supplyAsync(() -> pair.answer(sample), pool))
                    .toList();
            futures.forEach(future -> found.add(future.join()));
        } catch (CompletionException e) {
            String line = String.valueOf(Objects.requireNonNull(e.getCause()).getMessage())
                    .lines()
                    .findFirst()
                    .orElse("");
            checks.add(Check.fails(name, "", "an answer fails when several threads ask: " + line));
            return;
        }
        expected.add(before.getFirst());
        found.add(TorchRuntime.inNewThread(THREADS, () -> pair.answer(samples.getFirst())));
        // The number that was set there would be the start value of every later thread.
        torch.set_num_threads(usual);
        compare(name, expected, found, "answers change with the number of threads");
    }

    private void compare(String name, List<PairAnswer> before, List<PairAnswer> after, String fault) {
        int pixels = 0;
        double most = 0;
        boolean further = false;
        for (int i = 0; i < before.size(); i++) {
            pixels += pair.segmentation()
                    .differing(before.get(i).classes(), after.get(i).classes());
            for (int k = 0; k < before.get(i).pose().length; k++) {
                most = Math.max(
                        most,
                        Math.abs((double) before.get(i).pose()[k] - after.get(i).pose()[k]));
            }
            further |= !Arrays.equals(before.get(i).further(), after.get(i).further());
        }
        Map<String, Double> figures = Check.figures("differingPixels", pixels, "mostPoseDifference", most);
        String measured = String.format(Locale.ROOT, "%,d pixels differ, poses by %.2g", pixels, most);
        boolean same = pixels == 0 && most == 0 && !further;
        String network = further
                ? "a further network"
                : pixels > 0 && most > 0 ? "both networks" : pixels > 0 ? "segmentation" : "pose";
        checks.add(
                same
                        ? Check.holds(name, "to the last bit", figures)
                        : Check.fails(name, measured, network + ": " + fault, figures));
    }

    /**
     * Training asks for several samples at once: two, the second with its frames the other way round, together and each
     * by itself.
     */
    private void batch(Asked asked) {
        String who = asked.name();
        String name = who + ": batches";
        BinaryOperator<Tensor> network = asked.answer();
        FramePair sample = samples.getFirst();
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            Tensor frames = Tensors.ofFrames(sample.size(), List.of(sample.first(), sample.second()));
            Tensor turned = frames.flip(0);
            Tensor both = network.apply(frames, turned);
            double difference = 0;
            for (int i = 0; i < 2; i++) {
                Tensor one = network.apply(frames.narrow(0, i, 1), turned.narrow(0, i, 1));
                double size = Math.max(one.abs().max().item_double(), Float.MIN_NORMAL);
                difference = Math.max(
                        difference, both.narrow(0, i, 1).sub(one).abs().max().item_double() / size);
            }
            Map<String, Double> figures =
                    Check.figures("relativeDifference", difference, "tolerance", MAX_BATCH_DIFFERENCE);
            String measured = String.format(Locale.ROOT, "two at once differ by %.1g", difference);
            String fault = who + ": an answer depends on what else is in the batch";
            checks.add(
                    Check.of(difference <= MAX_BATCH_DIFFERENCE, Check.Outcome.FAILS, name, measured, fault, figures));
        } catch (FormatException e) {
            checks.add(Check.fails(name, "", who + ": a batch of two fails: " + e.getMessage()));
        }
    }

    private void classShares(List<PairAnswer> answers) {
        long[] counts = new long[pair.segmentation().classes()];
        long all = 0;
        for (PairAnswer answer : answers) {
            for (byte b : answer.classes()) {
                counts[b & 0xff]++;
            }
            all += answer.classes().length;
        }
        Map<String, Double> figures = new LinkedHashMap<>();
        StringBuilder measured = new StringBuilder();
        double most = 0;
        for (int i = 0; i < counts.length; i++) {
            double share = (double) counts[i] / all;
            most = Math.max(most, share);
            figures.put("class" + i, share);
            if (i < 8) {
                measured.append(i == 0 ? "" : " · ").append(String.format(Locale.ROOT, "%.1f %%", 100 * share));
            }
        }
        measured.append(counts.length > 8 ? " …" : "");
        checks.add(Check.of(
                most <= MAX_SHARE,
                Check.Outcome.DOUBTFUL,
                "segmentation: classes",
                measured.toString(),
                "segmentation: one class takes nearly all pixels of these frames; try another range, as in "
                        + "rgb: 0..255 or rgb: 0..1, or another input: size",
                figures));
    }

    private void furtherRange(int index, List<PairAnswer> answers) {
        FurtherNetwork network = pair.further().get(index);
        boolean same = true;
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        float[] first = Further.part(pair.further(), index, answers.getFirst().further());
        for (PairAnswer answer : answers) {
            float[] part = Further.part(pair.further(), index, answer.further());
            same &= Arrays.equals(part, first);
            for (float value : part) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        String name = network.name() + ": range";
        String measured = String.format(Locale.ROOT, "%,d numbers, %.3g to %.3g", network.outputs(), low, high);
        Map<String, Double> figures = Check.figures("least", low, "most", high);
        String fault = network.name() + ": the output is the same for every pair; check the network's input";
        checks.add(Check.of(answers.size() < 2 || !same, Check.Outcome.DOUBTFUL, name, measured, fault, figures));
    }

    private void poseRange(List<PairAnswer> answers) {
        Map<String, Double> figures = new LinkedHashMap<>();
        int constant = 0;
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < pair.pose().step().counted(); k++) {
            int output = k;
            var range = answers.stream()
                    .mapToDouble(answer -> answer.pose()[output])
                    .summaryStatistics();
            figures.put("output" + k + "Least", range.getMin());
            figures.put("output" + k + "Most", range.getMax());
            constant += range.getMin() == range.getMax() ? 1 : 0;
            low = Math.min(low, range.getMin());
            high = Math.max(high, range.getMax());
        }
        String measured = String.format(
                Locale.ROOT,
                "%d outputs count, %.3g to %.3g",
                pair.pose().step().counted(),
                low,
                high);
        String fault = "pose: " + constant + " of " + pair.pose().step().counted()
                + " outputs are the same for every pair; check the network's input";
        checks.add(Check.of(
                answers.size() < 2 || constant == 0, Check.Outcome.DOUBTFUL, "pose: range", measured, fault, figures));
    }
}
