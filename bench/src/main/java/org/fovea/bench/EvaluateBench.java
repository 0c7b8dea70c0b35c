package org.fovea.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.FramePair;
import org.fovea.evaluate.official.OfficialEvaluators;
import org.fovea.evaluate.official.OfficialPose;
import org.fovea.evaluate.official.OfficialSegmentation;
import org.fovea.evaluate.torch.TorchRuntime;

/** How long the challenge's two networks take for a pair of frames of the challenge's size, part by part, and how many pairs several threads answer. */
final class EvaluateBench {
    /** In place of a folder: the networks with reproducible weights, which take just as long. */
    static final String PSEUDO = "pseudo";

    private static final FrameSize SIZE = new FrameSize(1164, 874);
    private static final int DIFFERENT_PAIRS = 4;
    private static final int WARM_UP = 3;

    private record Part(String name, Consumer<FramePair> work) {}

    private EvaluateBench() {}

    /**
     * The measurement.
     *
     * @param evaluators a folder with the two files of weights, or {@link #PSEUDO}
     * @param threads how many samples are computed at once in the last line
     * @param pairs how many pairs each part sees after warming up
     */
    static void run(String evaluators, int threads, int pairs, PrintStream out) throws IOException {
        try (OfficialEvaluators networks = evaluators.equals(PSEUDO)
                ? OfficialEvaluators.pseudoRandom()
                : OfficialEvaluators.open(Path.of(evaluators))) {
            out.println(networks.identity().name() + ", " + TorchRuntime.version());
            List<FramePair> frames = frames();
            List<Part> parts = List.of(
                    new Part("segmentation: resize", OfficialSegmentation::prepared),
                    new Part("segmentation: resize, network, classes", networks.segmentation()::classMaps),
                    new Part("pose: resize, colour planes", OfficialPose::prepared),
                    new Part("pose: resize, colour planes, network", networks.pose()::pose),
                    new Part("both answers", networks::answer));
            try (ExecutorService one = TorchRuntime.scoringThreads(1)) {
                for (Part part : parts) {
                    out.println(get(one.submit(() -> measured(part, frames, pairs))));
                }
            }
            out.println(together(networks, frames, threads, pairs));
        }
    }

    private static String measured(Part part, List<FramePair> frames, int pairs) {
        long cpu = 0;
        long wall = 0;
        for (int i = -WARM_UP; i < pairs; i++) {
            FramePair pair = frames.get(Math.floorMod(i, frames.size()));
            long cpuStart = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            long start = System.nanoTime();
            part.work().accept(pair);
            if (i >= 0) {
                wall += System.nanoTime() - start;
                cpu += ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpuStart;
            }
        }
        return String.format(
                Locale.ROOT,
                "%-42s %8.1f ms CPU %8.1f ms wall per pair %7.2f pairs/s, 1 thread",
                part.name(),
                cpu * 1e-6 / pairs,
                wall * 1e-6 / pairs,
                pairs * 1e9 / wall);
    }

    private static String together(OfficialEvaluators networks, List<FramePair> frames, int threads, int pairs) {
        try (ExecutorService pool = TorchRuntime.scoringThreads(threads)) {
            answer(networks, frames, threads, pool);
            int count = Math.multiplyExact(threads, pairs);
            long start = System.nanoTime();
            answer(networks, frames, count, pool);
            double seconds = (System.nanoTime() - start) * 1e-9;
            return String.format(
                    Locale.ROOT,
                    "%-42s %33.1f ms per pair %7.2f pairs/s, %d thread%s",
                    "both answers",
                    seconds * 1e3 / count,
                    count / seconds,
                    threads,
                    threads == 1 ? "" : "s");
        }
    }

    private static void answer(OfficialEvaluators networks, List<FramePair> frames, int count, ExecutorService pool) {
        List<Future<?>> futures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            FramePair pair = frames.get(i % frames.size());
            futures.add(pool.submit(() -> networks.answer(pair)));
        }
        futures.forEach(EvaluateBench::get);
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

    /** Smooth pictures that move: the time does not depend on what is in them. */
    private static List<FramePair> frames() {
        List<FramePair> pairs = new ArrayList<>();
        for (int i = 0; i < DIFFERENT_PAIRS; i++) {
            pairs.add(new FramePair(SIZE, frame(2 * i), frame(2 * i + 1)));
        }
        return pairs;
    }

    private static byte[] frame(int time) {
        byte[] rgb = new byte[SIZE.rgbBytes()];
        for (int i = 0; i < rgb.length; i++) {
            int pixel = i / 3;
            double wave = Math.sin((pixel % SIZE.width() + 3.0 * time) / 37)
                    + Math.cos((pixel / SIZE.width() - time) / (23.0 + i % 3));
            rgb[i] = (byte) (127 + 60 * wave);
        }
        return rgb;
    }
}
