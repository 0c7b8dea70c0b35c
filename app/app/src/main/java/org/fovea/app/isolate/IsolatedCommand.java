package org.fovea.app.isolate;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.fovea.app.AppException;
import org.fovea.app.open.Outputs;
import org.fovea.app.score.Machine;
import org.fovea.evaluate.truth.GroundTruthCache;
import org.fovea.isolate.Confinement;
import org.fovea.isolate.Limits;
import org.fovea.isolate.TemporaryFolder;

/**
 * A command of this program once more, in a process that can do little else: for networks and files of strangers.
 *
 * @param name of the command, for messages
 * @param arguments of it, without the one that asked for this
 */
public record IsolatedCommand(String name, String main, List<String> arguments) {
    /** Of a machine that does not say what it has. */
    private static final long USUAL_MEMORY = 16L << 30;

    /** Address space beyond this machine's memory, which a JVM reserves and does not use. */
    private static final long RESERVED = 32L << 30;

    /** Folder in the cache directory that isolated runs write to, {@code docs/security.md}. */
    private static final String CACHE = "isolated";

    private static final long LARGEST_FILE = 64L << 30;
    private static final Duration PROCESSOR = Duration.ofDays(14);
    private static final Duration TIME = Duration.ofDays(7);

    /** What says where the program finds things, how it writes, and what it is asked to do; the rest may be secrets. */
    private static final Set<String> KEPT =
            Set.of("PATH", "HOME", "LANG", "LANGUAGE", "TZ", "TERM", "COLUMNS", "NO_COLOR", "JAVA_HOME");

    /**
     * Language, our own, and what chooses how the networks' libraries compute: without these the last digits of a score
     * would be others.
     */
    private static final List<String> KEPT_BEGINNINGS =
            List.of("LC_", "FOVEA_", "OMP_", "OPENBLAS_", "MKL_", "DNNL_", "ONEDNN_", "ATEN_", "TORCH_");

    public IsolatedCommand {
        arguments = List.copyOf(arguments);
    }

    /**
     * Runs it to its end.
     *
     * @param outputs files and folders that it makes
     * @throws AppException where nothing isolates on this machine
     */
    public int run(List<Path> outputs) throws IOException, InterruptedException {
        Confinement confinement = Confinement.find(System.getenv().getOrDefault("PATH", ""))
                .orElseThrow(() -> AppException.environment(name
                        + ": --isolate: neither bubblewrap nor unshare isolates a program here;"
                        + " install bubblewrap, or omit --isolate where you trust the files"));
        Path cache = Files.createDirectories(GroundTruthCache.directory().resolve(CACHE));
        try (TemporaryFolder folder =
                TemporaryFolder.create(Path.of(System.getProperty("java.io.tmpdir")), "fovea-isolate-")) {
            Set<Path> writable = new LinkedHashSet<>(List.of(folder.path(), cache.toRealPath()));
            for (Path output : outputs) {
                writable.add(folderOf(output));
            }
            Limits limits = new Limits(Machine.memory().orElse(USUAL_MEMORY) + RESERVED, LARGEST_FILE, PROCESSOR, TIME);
            ProcessBuilder builder = new ProcessBuilder(
                            confinement.command(List.copyOf(writable), limits.command(program(folder.path(), cache))))
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.INHERIT);
            environment(builder.environment(), folder.path(), cache);
            Process process = folder.start(builder);
            if (!process.waitFor(TIME.toSeconds(), TimeUnit.SECONDS)) {
                throw AppException.environment(name + ": --isolate: not done after " + TIME.toDays() + " days");
            }
            return process.exitValue();
        }
    }

    private Path folderOf(Path output) throws IOException {
        Path real = Outputs.existingFolder(output.toAbsolutePath().normalize()).toRealPath();
        if (real.getParent() == null) {
            throw AppException.usage(name + ": --isolate: " + output
                    + " would need all of this machine to be writable; name a folder for it");
        }
        return real;
    }

    private List<String> program(Path temporary, Path cache) {
        List<String> program = new ArrayList<>();
        program.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            // A descriptor that the other process does not have.
            if (!flag.startsWith("-Dfovea.stderr=")) {
                program.add(flag);
            }
        }
        // The other process is another user to the system, and finds no home by itself.
        program.add("-Duser.home=" + System.getProperty("user.home"));
        program.add("-Djava.io.tmpdir=" + temporary);
        program.add("-Dorg.bytedeco.javacpp.cachedir=" + cache.resolve("libraries"));
        program.add("-XX:-UsePerfData");
        program.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        program.addAll(arguments);
        return program;
    }

    private static void environment(Map<String, String> environment, Path temporary, Path cache) {
        environment
                .keySet()
                .removeIf(
                        name -> !KEPT.contains(name) && KEPT_BEGINNINGS.stream().noneMatch(name::startsWith));
        environment.put("TMPDIR", temporary.toString());
        environment.put("FOVEA_CACHE", cache.toString());
    }
}
