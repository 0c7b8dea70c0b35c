package org.fovea.bench;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.fovea.codec.family.FilterFamily;
import org.fovea.codec.family.FilterFamily.Layout;
import org.fovea.codec.family.TensorSpec;
import org.fovea.render.KernelChoice;
import org.fovea.render.RendererWeights;
import org.fovea.render.restore.PostFilter;

/** Filters random frames with random filters of several sizes, with vectors and without, by one thread and by two. */
final class FilterBench {
    private static final int HEIGHT = 874;
    private static final int WIDTH = 1164;

    /** Scalars take seconds per frame; a strip says as much. */
    private static final int STRIP = 38;

    private static final int CLIP = 1200;
    private static final int WARM_UP = 3;

    private FilterBench() {}

    /** Prints a table; each thread filters {@code frames} frames after warming up. */
    static void run(int frames, PrintStream out) {
        out.printf(
                Locale.ROOT,
                "frames of %d by %d, three layers of dilation 1; peak of one core %.0f GMAC/s%n",
                WIDTH,
                HEIGHT,
                PeakFlops.measure() / 2 * 1e-9);
        for (KernelChoice choice : List.of(KernelChoice.AUTO, KernelChoice.SCALAR)) {
            for (int hidden : new int[] {16, 32, 64}) {
                for (int threads : new int[] {1, 2}) {
                    measure(new Layout(1, hidden, List.of(1, 1, 1)), choice, threads, frames, out);
                }
            }
        }
    }

    private static void measure(Layout layout, KernelChoice choice, int threads, int frames, PrintStream out) {
        int height = choice == KernelChoice.SCALAR ? STRIP : HEIGHT;
        RendererWeights weights = weights(layout);
        double[] wall = new double[frames * threads];
        double[] cpu = new double[frames * threads];
        AtomicLong memory = new AtomicLong();
        List<Thread> workers = IntStream.range(0, threads)
                .mapToObj(index -> Thread.ofPlatform().start(() -> {
                    PostFilter filter = PostFilter.open(layout, weights, height, WIDTH, choice);
                    memory.set(filter.memory());
                    filter(filter, height, index * frames, frames, wall, cpu);
                }))
                .toList();
        workers.forEach(FilterBench::join);
        double scale = (double) HEIGHT / height;
        double seconds = median(cpu) * scale;
        double elapsed = median(wall) * scale;
        if (seconds == 0) {
            throw new IllegalStateException("a thread of the measurement failed");
        }
        out.printf(
                Locale.ROOT,
                "%-10s hidden %2d %d thread%s %6.1f GMAC/s per core %7.3f s CPU %7.3f s wall per frame and thread %7.2f frames/s"
                        + " %6.1f min of two cores for %,d frames %5.1f MB%n",
                PostFilter.open(layout, weights, 1, 1, choice).description(),
                layout.hidden(),
                threads,
                threads == 1 ? " " : "s",
                layout.multiplications() * (double) HEIGHT * WIDTH / seconds * 1e-9,
                seconds,
                elapsed,
                threads / elapsed,
                seconds * CLIP / 2 / 60,
                CLIP,
                memory.get() * 1e-6);
    }

    private static void filter(PostFilter filter, int height, int first, int frames, double[] wall, double[] cpu) {
        byte[] rgb = new byte[height * WIDTH * 3];
        byte[] out = new byte[rgb.length];
        new Random(first).nextBytes(rgb);
        for (int i = -WARM_UP; i < frames; i++) {
            long cpuStart = threadCpu();
            long start = System.nanoTime();
            filter.apply(rgb, out);
            if (i >= 0) {
                wall[first + i] = (System.nanoTime() - start) * 1e-9;
                cpu[first + i] = (threadCpu() - cpuStart) * 1e-9;
            }
        }
    }

    private static void join(Thread worker) {
        try {
            worker.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static RendererWeights weights(Layout layout) {
        Random random = new Random(1);
        RendererWeights.Builder weights = RendererWeights.builder();
        for (TensorSpec spec : new FilterFamily().tensors(layout.parameters(), 0)) {
            float[] values = new float[spec.count()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) ((2 * random.nextFloat() - 1) * 2 / Math.sqrt(spec.fanIn()));
            }
            weights.add(spec.name(), spec.shape(), values);
        }
        return weights.build();
    }

    private static long threadCpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
