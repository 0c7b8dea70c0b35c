package org.fovea.video.program;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.fovea.isolate.Isolations;
import org.fovea.isolate.Limits;
import org.fovea.isolate.TemporaryFolder;

/**
 * An {@code ffmpeg} of this machine, for encoders that Fovea's own FFmpeg, an LGPL build, does not have.
 *
 * @param path of the program
 * @param version what it says of itself
 * @param encoders FFmpeg's names of those that it has
 */
public record FfmpegProgram(Path path, String version, Set<String> encoders) {
    private static final Pattern VERSION = Pattern.compile("^ffmpeg version (\\S+)");
    private static final Pattern ENCODER = Pattern.compile("^ [A-Z.]{6} ([\\w-]+) ");
    private static final long QUESTION_SECONDS = 30;
    private static final String STAGE = "stage";

    /** Bytes of a stream, which is read into memory; more than any archive holds. */
    private static final long MAX_OUTPUT = 1L << 30;

    /** Of 16 GiB, as an encoder of large pictures may need them. A shell may allow twice the stated bytes of a file. */
    private static final Limits LIMITS = new Limits(16L << 30, MAX_OUTPUT, Duration.ofHours(48), Duration.ofHours(24));

    private static final int MAX_ANSWER = 1 << 20;

    private static final int MAX_COMPLAINT = 300;

    @FunctionalInterface
    public interface Feed {
        /** Writes all that the program shall read. */
        void to(OutputStream in) throws IOException;
    }

    public FfmpegProgram {
        encoders = Set.copyOf(encoders);
    }

    /**
     * The first {@code ffmpeg} of the folders of {@code search}, which is written like the variable PATH, that answers.
     */
    public static Optional<FfmpegProgram> find(String search) throws IOException, InterruptedException {
        for (String folder : search.split(File.pathSeparator, -1)) {
            Path program = Path.of(folder.isEmpty() ? "." : folder).resolve("ffmpeg");
            if (Files.isExecutable(program) && !Files.isDirectory(program)) {
                Optional<FfmpegProgram> found = ask(program.toAbsolutePath());
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<FfmpegProgram> ask(Path program) throws IOException, InterruptedException {
        Matcher version = VERSION.matcher(answer(program, "-version"));
        if (!version.find()) {
            return Optional.empty();
        }
        Set<String> encoders = new TreeSet<>();
        for (String line : answer(program, "-hide_banner", "-encoders").split("\n", -1)) {
            Matcher encoder = ENCODER.matcher(line);
            if (encoder.find()) {
                encoders.add(encoder.group(1));
            }
        }
        return Optional.of(new FfmpegProgram(program, version.group(1), encoders));
    }

    private static String answer(Path program, String... arguments) throws IOException, InterruptedException {
        try (TemporaryFolder folder = folder()) {
            Path out = folder.path().resolve("answer");
            ProcessBuilder builder = builder(program, List.of(arguments), folder.path())
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectOutput(out.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD);
            Process process = folder.start(builder);
            if (!process.waitFor(QUESTION_SECONDS, TimeUnit.SECONDS)) {
                return "";
            }
            return beginning(out, MAX_ANSWER);
        }
    }

    private static String beginning(Path file, int bytes) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(bytes), StandardCharsets.UTF_8);
        }
    }

    /** A folder with one that the program may write to and one that isolation needs. */
    private static TemporaryFolder folder() throws IOException {
        TemporaryFolder folder = TemporaryFolder.create(Path.of(System.getProperty("java.io.tmpdir")), "fovea-ffmpeg-");
        Files.createDirectory(folder.path().resolve(STAGE));
        Files.createDirectory(folder.path().resolve("root"));
        return folder;
    }

    /**
     * The program in isolation: it sees the system's programs, its own folder and that of its libraries, and writes to
     * the stage alone.
     */
    private static ProcessBuilder builder(Path program, List<String> arguments, Path folder)
            throws IOException, InterruptedException {
        Path real = program.toRealPath();
        Path home = real.getParent();
        if (home == null) {
            throw new IOException(program + " is in no folder");
        }
        List<Path> shown = Stream.of(home, home.resolveSibling("lib"))
                .filter(Files::isDirectory)
                .toList();
        List<String> command = new ArrayList<>(List.of(real.toString()));
        command.addAll(arguments);
        Path stage = folder.resolve(STAGE);
        ProcessBuilder builder = new ProcessBuilder(Isolations.usual().command(stage, shown, LIMITS.command(command)))
                .directory(stage.toFile());
        Isolations.setEnvironment(builder, Optional.empty());
        return builder;
    }

    /**
     * Runs it to its end, in isolation: without network, and where it can write to its output alone
     * ({@link Isolations}).
     *
     * @param arguments as for a program whose working folder is where it writes
     * @param output name of the file that it writes there
     * @param feed what it reads
     * @return the file
     * @throws ProgramFailure where it fails, or writes no such file
     */
    public byte[] run(List<String> arguments, String output, Feed feed) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("-hide_banner", "-v", "error", "-y"));
        all.addAll(arguments);
        try (TemporaryFolder folder = folder()) {
            Path log = folder.path().resolve("log");
            run(
                    builder(path, all, folder.path()).redirectErrorStream(true).redirectOutput(log.toFile()),
                    folder,
                    log,
                    feed);
            Path file = folder.path().resolve(STAGE).resolve(output);
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new ProgramFailure(path + ": wrote nothing", null);
            }
            if (Files.size(file) > MAX_OUTPUT) {
                throw new ProgramFailure(path + ": wrote more than " + (MAX_OUTPUT >> 20) + " MB", null);
            }
            return Files.readAllBytes(file);
        }
    }

    private void run(ProcessBuilder builder, TemporaryFolder folder, Path log, Feed feed)
            throws IOException, InterruptedException {
        Process process = folder.start(builder);
        IOException broken = null;
        // A program that neither reads nor ends would block the thread that feeds it.
        CompletableFuture<Void> late = CompletableFuture.runAsync(
                process::destroyForcibly,
                CompletableFuture.delayedExecutor(LIMITS.time().toSeconds(), TimeUnit.SECONDS));
        try (OutputStream in = process.getOutputStream()) {
            feed.to(in);
        } catch (IOException e) {
            broken = e; // most often because the program has ended; its complaint says why
        }
        try {
            process.waitFor();
        } finally {
            process.destroyForcibly();
        }
        if (!late.cancel(false)) {
            throw new ProgramFailure(
                    path + ": has not ended after " + LIMITS.time().toHours() + " hours", null);
        }
        if (process.exitValue() != 0 || broken != null) {
            String said = beginning(log, 4 * MAX_COMPLAINT).strip();
            throw new ProgramFailure(
                    path + ": "
                            + (said.isEmpty() ? "failed" : said.substring(0, Math.min(said.length(), MAX_COMPLAINT))),
                    broken);
        }
    }
}
