package org.fovea.evaluate.torch;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.openblas.presets.openblas_nolapack;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The one place where LibTorch is loaded and configured. Everything that touches a tensor goes through {@link #load()}
 * first; the other methods do so themselves.
 *
 * <p>LibTorch's sums depend on how many threads share them, and the number of threads is a setting of each thread whose
 * start value is whatever any thread asked for last. So that an answer has the same digits whatever runs beside it, an
 * answer is computed by {@link #scoring}: one sample, one thread. Several samples at once are several threads of Java.
 */
public final class TorchRuntime {
    private static final Pattern VERSION = Pattern.compile("TORCH_VERSION=([0-9.]+)");
    private static final Pattern ONE_DNN = Pattern.compile("(?<=v)[0-9.]+");
    private static final Pattern ONE_DNN_VERSION = Pattern.compile("oneDNN [0-9.?]+");
    private static final AtomicInteger THREAD_NUMBER = new AtomicInteger();

    /** Whether this thread flushes denormals to zero. */
    private static final ThreadLocal<Boolean> FLUSHING = ThreadLocal.withInitial(() -> false);

    /** Loading happens with the first use, once for the process. */
    private static final class Loaded {
        private static final String VERSIONS = configure();

        private static String configure() {
            unpack();
            CLibrary.keepFreedMemory();
            // OpenBLAS has threads of its own, which LibTorch's setting does not reach.
            openblas_nolapack.blas_set_num_threads(1);
            try (PointerScope scope = new PointerScope()) {
                var context = torch.globalContext();
                CLibrary.skipDestructors();
                context.setDeterministicAlgorithms(true, false);
                // The same switch would otherwise write every new tensor twice.
                context.setDeterministicFillUninitializedMemory(false);
                context.setDeterministicMkldnn(true);
                // Where it does not know a processor, it says so at each convolution on standard error.
                context.setUserEnabledNNPACK(false);
                return versions(
                        torch.show_config().getString(),
                        torch.get_mkldnn_version().getString(),
                        torch.get_cpu_capability().getString());
            }
        }
    }

    /**
     * Unpacks the large libraries before any other. JavaCPP unpacks and loads {@code libtorch} first, which loads these
     * by itself from the same folder: where another process is unpacking them, half of a file, and the process crashes.
     */
    private static void unpack() {
        try {
            for (String library : List.of("torch_cpu", "torch_cuda")) {
                for (String build : List.of("", "-gpu")) {
                    Loader.cacheResource(
                            Tensor.class,
                            "/org/bytedeco/pytorch/" + Loader.getPlatform() + build + "/"
                                    + System.mapLibraryName(library));
                }
            }
        } catch (IOException e) {
            // Loading them fails for the same reason and says so.
        }
    }

    private TorchRuntime() {}

    /**
     * Loads LibTorch and sets it up; later calls do nothing.
     *
     * @throws UnsatisfiedLinkError where there is no LibTorch for this machine
     */
    public static void load() {
        library();
    }

    /**
     * What computes, for the provenance of a score, as in "LibTorch 2.13.0, oneDNN 3.12.0, AVX512"; where oneDNN
     * computes wrong, it says so: "oneDNN off". Answers of machines that differ in this line may differ in their last
     * digits.
     */
    public static String version() {
        return usesOneDnn() ? library() : ONE_DNN_VERSION.matcher(library()).replaceFirst("oneDNN off");
    }

    /** The same, whatever is switched off. */
    public static String library() {
        try {
            return Loaded.VERSIONS;
        } catch (ExceptionInInitializerError | NoClassDefFoundError e) {
            throw unavailable(e);
        }
    }

    /** Whether oneDNN computes. This is its only switch: nothing calls its kernels by name. */
    public static boolean usesOneDnn() {
        load();
        return torch.globalContext().userEnabledMkldnn();
    }

    /** Computes without oneDNN from now on, in all threads, and says so in {@link #version()}. */
    public static void refuseOneDnn() {
        load();
        torch.globalContext().setUserEnabledMkldnn(false);
    }

    /** Computes {@code work} without oneDNN; other threads do the same meanwhile. */
    public static <T> T withoutOneDnn(Supplier<T> work) {
        boolean before = usesOneDnn();
        torch.globalContext().setUserEnabledMkldnn(false);
        try {
            return work.get();
        } finally {
            torch.globalContext().setUserEnabledMkldnn(before);
        }
    }

    /**
     * Computes an answer: on the CPU, on the calling thread alone, without gradients, and with every tensor that
     * {@code work} made freed afterwards. May be nested.
     *
     * @param work must not return a tensor or another native object
     */
    public static <T> T scoring(Supplier<T> work) {
        load();
        int before = torch.get_num_threads();
        if (before != 1) {
            torch.set_num_threads(1);
        }
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            return Device.CPU.run(() -> flushingDenormals(work));
        } finally {
            if (before != 1) {
                torch.set_num_threads(before);
            }
        }
    }

    /**
     * Runs {@code work} in a new platform thread in which LibTorch's operations use {@code threads} threads, with
     * gradients as by default. This is where to train: LibTorch runs faster in a thread that began after
     * {@link #load()}, and no other thread changes its number of threads.
     *
     * @param threads 1 or more; results depend on it
     * @return what {@code work} returned; what it threw is thrown here
     */
    public static <T> T inNewThread(int threads, Supplier<T> work) {
        if (threads < 1) {
            throw new IllegalArgumentException(threads + " threads");
        }
        load();
        return inNewThread(0L, () -> {
            useThreads(threads);
            return work.get();
        });
    }

    /** Runs {@code work} in a new thread with a stack of so many bytes, for what LibTorch does recursively. */
    public static <T> T onStack(long bytes, Supplier<T> work) {
        return inNewThread(bytes, work::get);
    }

    private static <T> T inNewThread(long stack, Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = newThread(task, stack);
        thread.start();
        joinWithoutGivingUp(thread);
        if (task.state() == Future.State.SUCCESS) {
            return task.resultNow();
        }
        switch (task.exceptionNow()) {
            case RuntimeException thrown -> throw thrown;
            case Error thrown -> throw thrown;
            case Throwable thrown -> throw new IllegalStateException(thrown);
        }
    }

    /**
     * Flushes denormals: computes with numbers below 10⁻³⁸ taken as zero, on the calling thread. Some processors take
     * thirty times as long where such numbers turn up, which they do in branches that training has switched off. They
     * are far below the last digit of anything that a network answers: answers have the same bits
     * ({@code TorchRuntimeTest}). Java's own arithmetic on this thread is not what Java promises meanwhile, so
     * {@code work} does none with such numbers. May be nested.
     */
    public static <T> T flushingDenormals(Supplier<T> work) {
        load();
        if (FLUSHING.get()) {
            return work.get();
        }
        var context = torch.globalContext();
        // Where the processor cannot, nothing is set, and nothing need be set back.
        boolean set = context.setFlushDenormal(true);
        FLUSHING.set(set);
        try {
            return work.get();
        } finally {
            FLUSHING.set(false);
            if (set) {
                context.setFlushDenormal(false);
            }
        }
    }

    /**
     * Platform threads for several samples at once, which do not keep the process alive.
     *
     * @param threads 1 or more; results of {@link #scoring} do not depend on it
     */
    public static ExecutorService scoringThreads(int threads) {
        load();
        return Executors.newFixedThreadPool(
                threads,
                work -> newThread(
                        () -> {
                            useThreads(1);
                            work.run();
                        },
                        0));
    }

    private static void useThreads(int threads) {
        // Asking first: a thread that has never asked takes the process's number over when it first computes, after
        // what is set here.
        if (torch.get_num_threads() != threads) {
            torch.set_num_threads(threads);
        }
    }

    private static Thread newThread(Runnable work, long stack) {
        Thread thread = new Thread(null, work, "torch-" + THREAD_NUMBER.incrementAndGet(), stack);
        thread.setDaemon(true);
        return thread;
    }

    private static void joinWithoutGivingUp(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    static String versions(String config, String oneDnn, String capability) {
        Matcher version = VERSION.matcher(config);
        Matcher one = ONE_DNN.matcher(oneDnn);
        return "LibTorch " + (version.find() ? version.group(1) : "?") + ", oneDNN " + (one.find() ? one.group() : "?")
                + ", " + capability;
    }

    private static UnsatisfiedLinkError unavailable(LinkageError e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        UnsatisfiedLinkError error = new UnsatisfiedLinkError("LibTorch: "
                + String.valueOf(cause.getMessage()).lines().findFirst().orElse(""));
        error.initCause(cause);
        return error;
    }
}
