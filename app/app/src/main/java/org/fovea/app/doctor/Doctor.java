package org.fovea.app.doctor;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.Loader;
import org.fovea.app.open.Outputs;
import org.fovea.app.text.Text;
import org.fovea.encode.train.DeviceCheck;
import org.fovea.evaluate.arithmetic.Arithmetic;
import org.fovea.evaluate.bundled.BundledEvaluators;
import org.fovea.evaluate.torch.CudaLibraries;
import org.fovea.evaluate.torch.Device;
import org.fovea.evaluate.torch.TorchRuntime;
import org.fovea.evaluate.torch.UnavailableDeviceException;
import org.fovea.evaluate.truth.GroundTruthCache;
import org.fovea.isolate.Isolation;
import org.fovea.isolate.Isolations;

/** Looks at what Fovea needs from the machine. */
public final class Doctor {
    private static final int JAVA = 25;
    private static final long INFLATE_BYTES = 4L << 30;
    private static final long INFLATE_MEMORY = 2L << 30;
    private static final long CACHE_BYTES = 1L << 30;
    private static final long UNPACKED_BYTES = 445_000_000;

    private static final String START_CACHE = "-XX:AOTCache=";

    /** Pairs in a step, and seconds for each, of the measurement of a device. */
    private static final List<Integer> SIZES = List.of(1, 2, 4, 8, 16);

    private static final double SECONDS = 2;
    private static final double LEAST_COSINE = 0.999;

    private static final String CUDA_LINE = "install CUDA 13 and cuDNN 9, or: pip install torch --index-url "
            + "https://download.pytorch.org/whl/cu130; export LD_LIBRARY_PATH=$(python3 -c 'import glob, site; "
            + "print(\":\".join(glob.glob(site.getsitepackages()[0] + \"/nvidia/*/lib\")))')";

    private final Map<String, String> environment;

    public Doctor(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    public List<Check> examine() throws IOException {
        List<Check> checks = new ArrayList<>();
        checks.add(java());
        checks.add(vectors());
        checks.add(memory());
        checks.add(disk("disk", Path.of("").toAbsolutePath(), INFLATE_BYTES, "a whole inflated clip takes 3.7 GB"));
        checks.add(disk(
                "temporary files",
                Path.of(System.getProperty("java.io.tmpdir")),
                CACHE_BYTES / 8,
                "set TMPDIR to a folder with room"));
        checks.add(ffmpeg());
        Check libTorch = libTorch();
        checks.add(libTorch);
        if (libTorch.state() == Check.State.GOOD) {
            checks.addAll(arithmetic());
        }
        checks.add(isolation());
        checks.add(startCache());
        checks.add(answerCache());
        return checks;
    }

    /**
     * Looks at a device for gradients: what LibTorch needs for it, whether its gradients are the processor's, and how
     * fast it is.
     *
     * @param asked as {@link Device#of(String)} takes it; empty looks for libraries only, where LibTorch's build for
     *     CUDA wants them
     */
    public static List<Check> device(Optional<String> asked) {
        List<Check> checks = new ArrayList<>();
        if (CudaLibraries.wanted()
                || asked.filter(name -> name.startsWith("cuda")).isPresent()) {
            List<String> missing = CudaLibraries.missing();
            checks.add(Check.needed(
                    missing.isEmpty(),
                    "CUDA libraries",
                    missing.isEmpty() ? "found" : "missing: " + String.join(" ", missing),
                    CUDA_LINE));
        }
        try {
            asked.map(Device::of).ifPresent(device -> checks.addAll(measured(device)));
        } catch (UnavailableDeviceException | LinkageError e) {
            checks.add(Check.missing(
                    "device",
                    String.valueOf(e.getMessage()),
                    "build with ./mvnw -Pcuda package; see docs/encoding.md"));
        }
        return checks;
    }

    private static List<Check> measured(Device device) {
        try (BundledEvaluators networks = BundledEvaluators.load()) {
            DeviceCheck found = DeviceCheck.of(networks, device, SECONDS, SIZES);
            String speeds = found.pairsPerSecond().entrySet().stream()
                    .map(one -> String.format(Locale.ROOT, "%d: %.1f", one.getKey(), one.getValue()))
                    .collect(Collectors.joining(", "));
            return List.of(
                    Check.needed(
                            found.cosine() >= LEAST_COSINE,
                            "gradients",
                            String.format(Locale.ROOT, "%s against cpu: cosine %.6f", device, found.cosine()),
                            "do not train on this device"),
                    Check.good("pairs a second", "by pairs in a step: " + speeds));
        }
    }

    private static Check java() {
        Runtime.Version version = Runtime.version();
        return Check.needed(
                version.feature() == JAVA,
                "Java",
                version + ", " + System.getProperty("java.vendor") + ", " + System.getProperty("java.home"),
                "install a JDK 25, for example Temurin 25, or set FOVEA_JAVA_HOME to one");
    }

    private static Check vectors() {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            return Check.note(
                    "Vector API",
                    "missing; everything works, but slowly",
                    "start through ./fovea, or pass --add-modules jdk.incubator.vector");
        }
        int bits = VectorWidth.bits();
        return Check.wanted(
                bits >= 256,
                "Vector API",
                "vectors of " + bits + " bits",
                "rendering is fast on a processor with AVX2, AVX-512 or SVE");
    }

    private static Check memory() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long total = system.getTotalMemorySize();
        return Check.wanted(
                total >= INFLATE_MEMORY,
                "memory",
                Text.size(total) + ", " + Text.size(system.getFreeMemorySize()) + " free; Java heap up to "
                        + Text.size(Runtime.getRuntime().maxMemory()),
                "inflating needs 2 GB (less with efforts fast and best); set FOVEA_HEAP to what is available");
    }

    private static Check disk(String name, Path folder, long wanted, String why) {
        long free = Outputs.freeSpace(folder);
        return Check.wanted(
                free >= wanted && Files.isWritable(folder), name, Text.size(free) + " free in " + folder, why);
    }

    private static Check ffmpeg() throws IOException {
        try {
            Loader.load(avcodec.class);
            return Check.good("FFmpeg", avutil.av_version_info().getString());
        } catch (LinkageError e) {
            return Check.missing(
                    "FFmpeg",
                    "cannot be loaded: " + e.getMessage(),
                    "clips and submissions with AV1 masks cannot be read; clear " + Loader.getCacheDir()
                            + " and retry");
        }
    }

    private static Check libTorch() throws IOException {
        Path unpacked = existing(Loader.getCacheDir().toPath());
        long free = Outputs.freeSpace(unpacked);
        try {
            return Check.good("LibTorch", TorchRuntime.version());
        } catch (LinkageError e) {
            return Check.missing(
                    "LibTorch",
                    "cannot be loaded: " + e.getMessage(),
                    "clips cannot be scored; it unpacks " + Text.size(UNPACKED_BYTES) + " and " + Text.size(free)
                            + " are free in " + unpacked
                            + "; make room, clear that folder, and retry");
        }
    }

    /** A row for each kind of operation: LibTorch's kernels against the same in double. */
    private static List<Check> arithmetic() {
        List<Check> checks = new ArrayList<>();
        List<Arithmetic.Row> rows = Arithmetic.ofProcess(line -> checks.add(
                        Check.note("arithmetic", line, "nothing is wrong with scores; training takes longer")))
                .table();
        for (Arithmetic.Row row : rows) {
            checks.add(Check.needed(
                    row.wrong().isEmpty(),
                    "arithmetic",
                    String.format(
                            Locale.ROOT,
                            "%s: %d of %d shapes right, error at most %.1e",
                            row.kind(),
                            row.shapes() - row.wrong().size(),
                            row.shapes(),
                            row.error()),
                    "wrong: " + String.join("; ", row.wrong())
                            + "; the next command that opens networks uses slower kernels, or ends where "
                            + "none is right"));
        }
        return checks;
    }

    /** A folder, or the nearest one above it that is there; a root always is. */
    private static Path existing(Path folder) {
        Path existing = folder.toAbsolutePath();
        while (!Files.exists(existing)) {
            existing = Objects.requireNonNull(existing.getParent());
        }
        return existing;
    }

    private Check isolation() throws IOException {
        String label;
        boolean hides;
        try {
            Isolation best = Isolations.best(environment.getOrDefault("PATH", ""));
            label = best.label();
            hides = best.hides();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Check.note("isolation", "interrupted", "start again");
        }
        return Check.wanted(
                hides,
                "isolation",
                hides ? label : "neither bubblewrap nor unshare works",
                "fovea package can only test in a clean folder, where inflate.sh could read other files: apt-get "
                        + "install bubblewrap");
    }

    private static Check startCache() throws IOException {
        for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (flag.startsWith(START_CACHE)) {
                Path file = Path.of(flag.substring(START_CACHE.length()));
                return Check.good("start cache", file + ", " + Text.size(Files.size(file)));
            }
        }
        return Check.note(
                "start cache",
                "none; starts are slower",
                "start again; if that does not help, the folder of the program, or ~/.cache where it is installed, "
                        + "cannot be written");
    }

    private Check answerCache() throws IOException {
        Path directory = GroundTruthCache.directory(environment, Path.of(System.getProperty("user.home")));
        Path existing = existing(directory);
        return Check.wanted(
                Files.isDirectory(existing) && Files.isWritable(existing),
                "cache",
                directory + "; may be removed at any time",
                "not writable, so every score recomputes the ground truth; set FOVEA_CACHE to a folder of yours");
    }
}
