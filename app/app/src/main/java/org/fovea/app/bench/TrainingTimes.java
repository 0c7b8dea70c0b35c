package org.fovea.app.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.family.CompactFamily;
import org.fovea.codec.family.TensorSpec;
import org.fovea.codec.mask.MaskShape;
import org.fovea.codec.mask.MaskTensor;
import org.fovea.codec.weights.Initialisation;
import org.fovea.encode.train.Exactness;
import org.fovea.encode.train.NetworkLoss;
import org.fovea.encode.train.Objective;
import org.fovea.encode.train.TrainableRenderer;
import org.fovea.encode.train.TrainingPair;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.PairAnswer;
import org.fovea.evaluate.score.ScoreFormula;
import org.fovea.evaluate.selection.EvaluatorSelection;
import org.fovea.evaluate.torch.Bfloat16;
import org.fovea.evaluate.torch.Tensors;
import org.fovea.evaluate.torch.TorchRuntime;

/** Where the time of a training step goes. */
public final class TrainingTimes {
    private static final FrameSize SIZE = new FrameSize(960, 540);
    private static final List<Integer> LAYOUT = List.of(20, 3, 4, 4, 12, 16, 2);
    private static final int WARM_UP = 3;

    private final EvaluatorPair networks;
    private final TrainableRenderer trainable;
    private final Objective objective;
    private final float[][] weights;
    private final TrainingPair pair;

    private TrainingTimes(EvaluatorPair networks) {
        this.networks = networks;
        var segmentation = networks.segmentation();
        MaskShape shape = new MaskShape(1, segmentation.rows(), segmentation.columns(), segmentation.classes());
        ArchiveHeader header = new ArchiveHeader(SIZE.width(), SIZE.height(), shape, CompactFamily.ID, LAYOUT);
        trainable = TrainableRenderer.of(header).orElseThrow();
        List<TensorSpec> specs = trainable.tensors();
        weights = new float[specs.size()][];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Initialisation.values(specs.get(i), i, 1);
        }
        byte[] mask = new byte[shape.pixels()];
        for (int i = 0; i < mask.length; i++) {
            // Nothing changes in the upper half, as above a horizon.
            mask[i] = (byte) (i < mask.length / 2 ? 0 : i / 97 % shape.classes());
        }
        NetworkLoss loss = new NetworkLoss(networks, ScoreFormula.COMMA, new MaskTensor(shape, mask));
        objective = new Objective(trainable, loss, SIZE);
        pair = new TrainingPair(
                mask, new PairAnswer(mask, new float[networks.pose().outputs()]), new float[CompactFamily.POSE]);
    }

    /**
     * The measurement.
     *
     * @param evaluators as {@code --evaluators} takes them
     * @param threads gradients at the same time in the last line
     * @param steps of each part after warming up
     */
    public static void run(String evaluators, int threads, int steps, PrintStream out) throws IOException {
        try (EvaluatorPair networks = EvaluatorSelection.open(evaluators);
                ExecutorService pool = TorchRuntime.scoringThreads(threads)) {
            TrainingTimes bench = new TrainingTimes(networks);
            out.println(networks.identity().name() + ", " + TorchRuntime.version() + "; renderer compact " + LAYOUT
                    + " drawing " + SIZE);
            double drawn = get(pool.submit(() -> cpu(bench::draw, steps)));
            double seen = get(pool.submit(() -> cpu(bench::see, steps)));
            double painted = get(pool.submit(() -> cpu(bench::paint, steps)));
            double whole = get(pool.submit(() -> cpu(() -> bench.judge(Exactness.EXACT, false), steps)));
            double direct = get(pool.submit(() -> cpu(() -> bench.judge(Exactness.DIRECT, false), steps)));
            double rough = get(pool.submit(() -> cpu(() -> bench.judge(Exactness.ROUGH, false), steps)));
            double band = get(pool.submit(() -> cpu(() -> bench.judge(Exactness.ROUGH, true), steps)));
            line(out, "render, upscale, round", drawn);
            line(out, "forward: the segmentation network", seen - drawn);
            line(out, "backward through network and renderer, the rest", whole - seen);
            line(out, "a step with the task loss", whole);
            line(out, "the same, without the way over the clip's size", direct);
            line(out, "the same, rough" + (Bfloat16.pays() ? " (bfloat16)" : ""), rough);
            line(out, "the same, looking at the changing rows alone", band);
            line(out, "a step with the pixel loss", painted);
            out.println(together(bench, pool, threads, steps));
        }
    }

    private static void line(PrintStream out, String name, double milliseconds) {
        out.printf(Locale.ROOT, "%-46s %8.1f ms CPU%n", name, milliseconds);
    }

    private static String together(TrainingTimes bench, ExecutorService pool, int threads, int steps) {
        int count = Math.multiplyExact(threads, steps);
        long start = System.nanoTime();
        List<Future<?>> futures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            futures.add(pool.submit(() -> bench.judge(Exactness.EXACT, false)));
        }
        futures.forEach(TrainingTimes::get);
        double seconds = (System.nanoTime() - start) * 1e-9;
        return String.format(
                Locale.ROOT, "%-46s %8.2f steps/s, %d at a time", "judged steps", count / seconds, threads);
    }

    /** Milliseconds of processor time of a task. */
    private static double cpu(Runnable task, int steps) {
        long cpu = 0;
        for (int i = -WARM_UP; i < steps; i++) {
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            task.run();
            if (i >= 0) {
                cpu += ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
            }
        }
        return cpu * 1e-6 / steps;
    }

    private void judge(Exactness exactness, boolean band) {
        objective.taskLoss(weights, pair, new NetworkLoss.Sharpness(0.4, 1, exactness, band), 1);
    }

    private void paint() {
        FrameSize small = new FrameSize(
                networks.segmentation().columns(), networks.segmentation().rows());
        objective.pixelLoss(weights, pair, new byte[small.rgbBytes()], small);
    }

    private void draw() {
        try (PointerScope scope = new PointerScope()) {
            frame();
        }
    }

    private void see() {
        try (PointerScope scope = new PointerScope()) {
            networks.segmentation().logits(networks.segmentation().prepare(frame()));
        }
    }

    private Tensor frame() {
        List<Tensor> leaves = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            long[] shape = trainable.tensors().get(i).shape().stream()
                    .mapToLong(Integer::longValue)
                    .toArray();
            leaves.add(Tensors.of(weights[i], shape).set_requires_grad(true));
        }
        Tensor pose = Tensors.of(pair.pose(), 1, pair.pose().length);
        Tensor drawn = trainable
                .draw(leaves, trainable.input(pair.mask()), pose)
                .second()
                .orElseThrow();
        Tensor large = torch.upsample_bilinear2d(drawn, new long[] {SIZE.height(), SIZE.width()}, false);
        return large.add(large.detach().round().sub(large.detach()));
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
