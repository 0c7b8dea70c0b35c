package org.fovea.challenge.judge;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fovea.challenge.submission.SubmissionFiles;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.ZipMember;
import org.fovea.codec.archive.ZipReader;
import org.fovea.isolate.Isolation;
import org.fovea.isolate.Isolations;
import org.fovea.isolate.ProcessUse;
import org.fovea.isolate.TemporaryFolder;

/**
 * Calls the {@code inflate.sh} of a submission as the challenge's {@code evaluate.sh} does, in a copy, in a folder
 * where nothing else is, with an empty environment.
 *
 * @param java home of the Java that the judge has installed, without symbolic links; empty where the submission brings
 *     one
 * @param folder receives the copy and the frames, for which it has room
 * @param log what {@code inflate.sh} printed, written in any case
 */
public record IsolatedInflation(Isolation isolation, Optional<Path> java, TemporaryFolder folder, Path log) {
    static final String RAW = "0.raw";

    private static final String VIDEO = "0.mkv";
    private static final String NAMES = "public_test_video_names.txt";
    /** As in the challenge's own repository; relative, as its users pass it. */
    private static final String SUBMISSION = "submissions/fovea";

    private static final int LOOK_MILLISECONDS = 50;
    private static final int MAX_HOURS = 3;
    private static final long MAX_LOG = 256L << 20;

    /** Folders that the judge makes himself: what an earlier run left in them would pass for this one's. */
    static final Set<String> MADE_BY_JUDGE = Set.of("archive", "inflated");

    /** Bytes of the log's end that are looked at for its last lines. */
    private static final int LAST_WORDS = 4096;

    /** Lines of it that an error shows: the last one alone may be that of a command that only ended after another. */
    private static final int SHOWN = 3;

    private static final int MAX_SHOWN = 200;

    /**
     * The frames that were written.
     *
     * @param raw the file, as large as it should be; gone when the folder is closed
     */
    public record Frames(Path raw, double seconds, ProcessUse use) {}

    /**
     * Inflates a submission of any kind.
     *
     * @param pairs that are expected
     * @param progress called with the number of finished pairs
     * @throws JudgeFailure where it fails, or leaves another number of bytes than these frames have
     */
    public Frames frames(Path submission, int pairs, FrameSize size, IntConsumer progress)
            throws IOException, InterruptedException, JudgeFailure {
        Path stage = Files.createDirectory(folder.path().resolve("stage"));
        Files.createDirectory(folder.path().resolve("root"));
        Path copy = stage.resolve(SUBMISSION);
        copy(submission, copy);
        Files.writeString(stage.resolve(NAMES), VIDEO + "\n");
        unpack(Files.readAllBytes(copy.resolve(SubmissionFiles.ARCHIVE)), copy.resolve("archive"));
        Path raw = copy.resolve("inflated").resolve(RAW);
        long start = System.nanoTime();
        ProcessUse use = inflate(stage, 2L * size.rgbBytes(), raw.getParent(), progress);
        double seconds = (System.nanoTime() - start) / 1e9;
        verify(pairs, size, raw);
        return new Frames(raw, seconds, use);
    }

    private static void verify(int pairs, FrameSize size, Path raw) throws IOException, JudgeFailure {
        if (!Files.isRegularFile(raw)) {
            throw new JudgeFailure("inflate.sh succeeded but wrote no " + RAW);
        }
        long expected = 2L * pairs * size.rgbBytes();
        if (Files.size(raw) != expected) {
            throw new JudgeFailure(String.format(
                    Locale.ROOT,
                    "%s has %,d bytes, %,d frames of %s have %,d",
                    RAW,
                    Files.size(raw),
                    2L * pairs,
                    size,
                    expected));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        try (Stream<Path> files = Files.walk(from, FileVisitOption.FOLLOW_LINKS)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path name = from.relativize(file);
                if (MADE_BY_JUDGE.contains(name.getName(0).toString())) {
                    continue;
                }
                Path target = to.resolve(name.toString());
                Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    /** As {@code unzip} would; the reader has checked that no name leads out of the folder. */
    private static void unpack(byte[] archive, Path folder) throws IOException {
        ZipReader zip = ZipReader.open(archive);
        for (ZipMember member : zip.members()) {
            Path file = folder.resolve(member.name());
            Files.createDirectories(file.getParent());
            Files.write(file, zip.content(member));
        }
    }

    private ProcessUse inflate(Path stage, long pairBytes, Path inflated, IntConsumer progress)
            throws IOException, InterruptedException, JudgeFailure {
        List<String> inner = List.of(
                "bash",
                "./" + SUBMISSION + "/inflate.sh",
                "./" + SUBMISSION + "/archive",
                "./" + SUBMISSION + "/inflated",
                "./" + NAMES);
        ProcessBuilder builder = new ProcessBuilder(
                        isolation.command(stage, java.stream().toList(), inner))
                .directory(stage.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        Isolations.setEnvironment(builder, java);
        Process process = folder.start(builder);
        ProcessUse use = new ProcessUse(process);
        long deadline = System.nanoTime() + TimeUnit.HOURS.toNanos(MAX_HOURS);
        while (!process.waitFor(LOOK_MILLISECONDS, TimeUnit.MILLISECONDS)) {
            use.look();
            progress.accept((int) (size(inflated) / pairBytes));
            if (System.nanoTime() > deadline) {
                throw new JudgeFailure("inflate.sh did not end within " + MAX_HOURS + " hours");
            }
            if (Files.size(log) > MAX_LOG) {
                throw new JudgeFailure("inflate.sh printed more than " + (MAX_LOG >> 20) + " MB");
            }
        }
        if (process.exitValue() != 0) {
            throw new JudgeFailure("inflate.sh ended with exit code " + process.exitValue() + lastWords());
        }
        return use;
    }

    private static long size(Path folder) {
        File[] files = folder.toFile().listFiles();
        return files == null ? 0 : Stream.of(files).mapToLong(File::length).sum();
    }

    private String lastWords() throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(log)) {
            in.skipNBytes(Math.max(0, Files.size(log) - LAST_WORDS));
            bytes = in.readNBytes(LAST_WORDS);
        }
        String text = new String(bytes, StandardCharsets.UTF_8).strip();
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        String last = lines.subList(Math.max(0, lines.size() - SHOWN), lines.size()).stream()
                .map(String::strip)
                .map(line -> line.substring(0, Math.min(MAX_SHOWN, line.length())))
                .collect(Collectors.joining(" / "));
        return last.isEmpty() ? "" : ": " + last;
    }
}
