package org.fovea.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.bytedeco.pytorch.global.torch;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.family.QzsFamily;
import org.fovea.codec.mask.MaskReader;
import org.fovea.interop.Submissions;
import org.fovea.render.FrameEdits;
import org.fovea.render.KernelChoice;
import org.fovea.render.PairRenderer;
import org.fovea.render.RendererWeights;
import org.fovea.render.Renderers;

/**
 * Draws the same pairs with Fovea's renderer and with LibTorch, by turns, on the same threads, and compares times and frames.
 *
 * <p>{@code java … org.fovea.bench.RendererBench SUBMISSION [THREADS [PAIRS]]}
 */
public final class RendererBench {
    private static final int WARM_UP = 3;

    /** Times of one contestant, in milliseconds per pair. */
    private record Times(String name, List<Double> wall, List<Double> cpu) {
        Times(String name) {
            this(name, new ArrayList<>(), new ArrayList<>());
        }

        void measure(Runnable work) {
            long cpuStart = processCpu();
            long start = System.nanoTime();
            work.run();
            wall.add((System.nanoTime() - start) * 1e-6);
            cpu.add((processCpu() - cpuStart) * 1e-6);
        }

        static double median(List<Double> values) {
            double[] sorted =
                    values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            return sorted[sorted.length / 2];
        }
    }

    private RendererBench() {}

    /** See the class comment. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 1 || arguments.length > 3) {
            System.err.println("usage: RendererBench SUBMISSION [THREADS [PAIRS]]");
            System.exit(2);
        }
        int threads = arguments.length > 1 ? Bench.count(arguments[1]) : 1;
        int pairs = arguments.length > 2 ? Bench.count(arguments[2]) : 8;
        Path file = Path.of(arguments[0]);
        RendererContent content = Submissions.open(Files.readAllBytes(file), file.toString())
                .content()
                .orElseThrow(() -> new IllegalArgumentException(file + " holds masks only"));
        run(content, threads, pairs, System.out);
    }

    /**
     * The comparison.
     *
     * @param content of family qzs3, at the resolution of its masks
     * @param threads for both
     * @param pairs how many pairs each draws after warming up
     */
    public static void run(RendererContent content, int threads, int pairs, PrintStream out) {
        keepFreedMemory();
        // LibTorch keeps allocations of its first thread apart; work in a thread that begins after the settings above.
        inThread(() -> compare(content, threads, pairs, out));
    }

    /** Does {@code work} in a new thread and waits for it; what is thrown there is thrown here. */
    static void inThread(Runnable work) {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread worker = new Thread(null, work, "bench");
        worker.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
        worker.start();
        boolean interrupted = false;
        while (worker.isAlive()) {
            try {
                worker.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        switch (failure.get()) {
            case null -> {}
            case RuntimeException thrown -> throw thrown;
            case Error thrown -> throw thrown;
            case Throwable thrown -> throw new IllegalStateException(thrown);
        }
    }

    private static void compare(RendererContent content, int threads, int pairs, PrintStream out) {
        ArchiveHeader header = content.header();
        if (header.family() != QzsFamily.ID
                || QzsFamily.Widths.of(header.parameters()).reduction() != 1) {
            throw new IllegalArgumentException(
                    "only networks of family qzs3 at the resolution of the masks are compared");
        }
        RendererWeights weights = RendererWeights.of(content.weights());
        FrameSize size = header.frameSize();
        torch.set_num_threads(threads);
        List<byte[]> masks = masks(content, Math.max(pairs, WARM_UP));
        byte[][] ours = {new byte[size.rgbBytes()], new byte[size.rgbBytes()]};
        byte[][] theirs = {new byte[size.rgbBytes()], new byte[size.rgbBytes()]};
        double peak = PeakFlops.measure();
        Difference difference = new Difference();
        try (PairRenderer renderer = Renderers.open(header, weights, threads, KernelChoice.AUTO);
                TorchNetwork plain = new TorchNetwork(
                        header.tensors(), weights, header.masks(), size, torch.MemoryFormat.Contiguous);
                TorchNetwork last = new TorchNetwork(
                        header.tensors(), weights, header.masks(), size, torch.MemoryFormat.ChannelsLast)) {
            Times fovea = new Times("fovea (" + renderer.description() + ")");
            Times torchPlain = new Times("LibTorch, default layout");
            Times torchLast = new Times("LibTorch, channels last");
            for (int i = -WARM_UP; i < pairs; i++) {
                int pair = Math.floorMod(i, masks.size());
                byte[] mask = masks.get(pair);
                float[] pose = content.poses().pose(pair);
                Runnable draw = () -> renderer.render(mask, pose, FrameEdits.NONE, ours[0], ours[1]);
                Runnable drawPlain = () -> plain.render(mask, pose, theirs[0], theirs[1]);
                Runnable drawLast = () -> last.render(mask, pose, theirs[0], theirs[1]);
                if (i < 0) {
                    // The compiler needs a few pairs more than LibTorch.
                    for (int k = 0; k < 4; k++) {
                        draw.run();
                    }
                    drawPlain.run();
                    drawLast.run();
                    continue;
                }
                fovea.measure(draw);
                torchPlain.measure(drawPlain);
                torchLast.measure(drawLast);
                difference.add(ours, theirs);
            }
            double operations = operations(QzsFamily.Widths.of(header.parameters()), header);
            report(out, List.of(fovea, torchPlain, torchLast), operations, peak, threads);
            out.println(difference);
        }
    }

    private static void report(PrintStream out, List<Times> all, double operations, double peak, int threads) {
        out.printf(
                Locale.ROOT,
                "%.2f GFLOP per pair (convolutions only); peak of one core %.0f GFLOP/s; %d thread%s%n",
                operations * 1e-9,
                peak * 1e-9,
                threads,
                threads == 1 ? "" : "s");
        double reference = Times.median(all.getFirst().cpu());
        for (Times times : all) {
            double wall = Times.median(times.wall());
            double cpu = Times.median(times.cpu());
            out.printf(
                    Locale.ROOT,
                    "%-44s %8.1f ms wall %8.1f ms CPU per pair %7.1f GFLOP/s per core %5.1f %% of peak %6.2f × our CPU time%n",
                    times.name(),
                    wall,
                    cpu,
                    operations / cpu * 1e-6,
                    operations / cpu * 1e5 / peak,
                    cpu / reference);
        }
    }

    private static List<byte[]> masks(RendererContent content, int count) {
        List<byte[]> masks = new ArrayList<>();
        byte[] mask = new byte[content.header().masks().pixels()];
        try (MaskReader reader = content.masks().open()) {
            while (masks.size() < count && reader.next(mask)) {
                masks.add(mask.clone());
            }
        }
        return masks;
    }

    /** Multiplications and additions of all convolutions of a pair. */
    static double operations(QzsFamily.Widths widths, ArchiveHeader header) {
        double full = header.masks().pixels();
        double half = full / 4;
        double c1 = widths.c1();
        double c2 = widths.c2();
        double block1 = 2 * (9 * c1 + c1 * c1);
        double block2 = 2 * (9 * c2 + c2 * c2);
        double head = 2 * block1 + 9 * c1 + c1 * widths.hidden() + 3.0 * widths.hidden();
        double inputs = QzsFamily.EMBEDDING + QzsFamily.COORDINATES;
        double atFull =
                9 * inputs + inputs * c1 + block1 + 9 * c2 + c2 * c1 + 18 * c1 + 2 * c1 * c1 + block1 + 2 * head;
        double atHalf = 9 * c1 + c1 * c2 + block2;
        return 2 * (full * atFull + half * atHalf);
    }

    /** How far the frames of the two are apart. */
    private static final class Difference {
        private long samples;
        private long differing;
        private int largest;

        void add(byte[][] ours, byte[][] theirs) {
            for (int frame = 0; frame < ours.length; frame++) {
                samples += ours[frame].length;
                for (int i = 0; i < ours[frame].length; i++) {
                    int distance = Math.abs((ours[frame][i] & 0xff) - (theirs[frame][i] & 0xff));
                    differing += distance == 0 ? 0 : 1;
                    largest = Math.max(largest, distance);
                }
            }
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%,d of %,d samples differ from LibTorch's (%.5f %% equal), by at most %d",
                    differing,
                    samples,
                    100 - 100.0 * differing / samples,
                    largest);
        }
    }

    private static long processCpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    /**
     * Tells the C library to keep what LibTorch frees instead of giving it back and faulting it in again, which makes LibTorch 1.3 to 2 times
     * faster. (glibc: one arena, no mmap, no trimming, large steps.)
     */
    private static void keepFreedMemory() {
        int[][] settings = {{-8, 1}, {-4, 0}, {-1, Integer.MAX_VALUE}, {-2, 256 << 20}};
        Linker linker = Linker.nativeLinker();
        linker.defaultLookup().find("mallopt").ifPresent(address -> {
            MethodHandle mallopt = linker.downcallHandle(
                    address, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
            try {
                for (int[] setting : settings) {
                    int accepted = (int) mallopt.invokeExact(setting[0], setting[1]);
                    if (accepted == 0) {
                        System.err.println("mallopt refuses " + Arrays.toString(setting));
                    }
                }
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
