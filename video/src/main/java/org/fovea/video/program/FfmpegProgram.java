package org.fovea.video.program;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
    private static final long END_MINUTES = 60;
    private static final int MAX_COMPLAINT = 300;

    /** Feeds a program's standard input. */
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
        Path out = Files.createTempFile("fovea-ffmpeg", ".txt");
        try {
            List<String> command = new ArrayList<>(List.of(program.toString()));
            command.addAll(List.of(arguments));
            Process process = new ProcessBuilder(command)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectOutput(out.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(QUESTION_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return "";
            }
            return new String(Files.readAllBytes(out), StandardCharsets.UTF_8);
        } finally {
            Files.delete(out);
        }
    }

    /**
     * Runs it to its end.
     *
     * @param log file for what it complains about
     * @param feed what it reads
     * @throws ProgramFailure where it fails
     */
    public void run(List<String> arguments, Path log, Feed feed) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(path.toString(), "-hide_banner", "-v", "error", "-y"));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        IOException broken = null;
        try {
            try (OutputStream in = process.getOutputStream()) {
                feed.to(in);
            } catch (IOException e) {
                broken = e; // most often because the program has ended; its complaint says why
            }
            if (!process.waitFor(END_MINUTES, TimeUnit.MINUTES)) {
                throw new ProgramFailure(path + ": has not ended after an hour", null);
            }
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0 || broken != null) {
            String said = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).strip();
            throw new ProgramFailure(
                    path + ": "
                            + (said.isEmpty() ? "failed" : said.substring(0, Math.min(said.length(), MAX_COMPLAINT))),
                    broken);
        }
    }
}
