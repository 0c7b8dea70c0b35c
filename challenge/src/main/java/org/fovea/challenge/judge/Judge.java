package org.fovea.challenge.judge;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.fovea.challenge.io.TemporaryFolder;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.archive.ZipMember;
import org.fovea.codec.archive.ZipReader;
import org.fovea.render.InflateOptions;
import org.fovea.render.Inflater;

/**
 * Does with a submission what the challenge's {@code evaluate.sh} does, up to the scoring: unpacks {@code archive.zip}, calls
 * {@code inflate.sh} with its three arguments, and looks for the raw file. It happens in a copy, in a folder where nothing else is, with an
 * empty environment; the frames are compared with those that this process draws.
 */
public final class Judge {
    private static final String VIDEO = "0.mkv";
    private static final String RAW = "0.raw";
    private static final String NAMES = "public_test_video_names.txt";
    /** As in the challenge's own repository; relative, as its users pass it. */
    private static final String SUBMISSION = "submissions/fovea";

    private static final int LOOK_MILLISECONDS = 50;
    private static final int MOST_HOURS = 3;

    private final Isolation isolation;
    private final Optional<Path> java;
    private final Path workplace;
    private final Path log;
    private final int threads;

    /**
     * @param isolation how
     * @param java home of the Java that the judge has installed, without symbolic links; empty where the submission brings one
     * @param workplace a folder with room for the submission and its frames
     * @param log what {@code inflate.sh} printed, written in any case
     * @param threads for drawing here; {@code inflate.sh} takes what the machine has
     */
    public Judge(Isolation isolation, Optional<Path> java, Path workplace, Path log, int threads) {
        this.isolation = isolation;
        this.java = java;
        this.workplace = workplace;
        this.log = log;
        this.threads = threads;
    }

    /**
     * Runs and compares.
     *
     * @param submission folder with {@code archive.zip} and {@code inflate.sh}
     * @throws JudgeFailure where it fails, or gives something else than the frames of the archive
     */
    public JudgeResult judge(Path submission, JudgeWatcher watcher)
            throws IOException, InterruptedException, JudgeFailure {
        try (TemporaryFolder folder = TemporaryFolder.create(workplace, ".fovea-judge-")) {
            Path stage = Files.createDirectory(folder.path().resolve("stage"));
            Files.createDirectory(folder.path().resolve("root"));
            Path copy = stage.resolve(SUBMISSION);
            copy(submission, copy);
            byte[] archive = Files.readAllBytes(copy.resolve("archive.zip"));
            Files.writeString(stage.resolve(NAMES), VIDEO + "\n");
            unpack(archive, copy.resolve("archive"));
            RendererContent content = ArchiveFile.open(archive).content();
            Path raw = copy.resolve("inflated").resolve(RAW);

            long start = System.nanoTime();
            OptionalLong peak = inflate(folder, stage, content.header(), raw.getParent(), watcher);
            double seconds = (System.nanoTime() - start) / 1e9;
            String sha256 = check(content, raw, watcher);
            return new JudgeResult(
                    isolation.label(),
                    isolation.description(),
                    isolation.hides(),
                    seconds,
                    peak,
                    Files.size(raw),
                    sha256);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        try (Stream<Path> files = Files.walk(from, FileVisitOption.FOLLOW_LINKS)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = to.resolve(from.relativize(file).toString());
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

    private OptionalLong inflate(
            TemporaryFolder folder, Path stage, ArchiveHeader header, Path inflated, JudgeWatcher watcher)
            throws IOException, InterruptedException, JudgeFailure {
        List<String> inner = List.of(
                "bash",
                "./" + SUBMISSION + "/inflate.sh",
                "./" + SUBMISSION + "/archive",
                "./" + SUBMISSION + "/inflated",
                "./" + NAMES);
        ProcessBuilder builder = new ProcessBuilder(isolation.command(stage, java, inner))
                .directory(stage.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        Isolations.setEnvironment(builder, java);
        Process process = folder.start(builder);
        ProcessMemory memory = new ProcessMemory(process);
        long deadline = System.nanoTime() + TimeUnit.HOURS.toNanos(MOST_HOURS);
        long pairBytes = 2L * 3 * header.outputHeight() * header.outputWidth();
        while (!process.waitFor(LOOK_MILLISECONDS, TimeUnit.MILLISECONDS)) {
            memory.look();
            watcher.inflated((int) (size(inflated) / pairBytes));
            if (System.nanoTime() > deadline) {
                throw new JudgeFailure("inflate.sh did not end within " + MOST_HOURS + " hours");
            }
        }
        if (process.exitValue() != 0) {
            throw new JudgeFailure("inflate.sh ended with exit code " + process.exitValue() + lastWords());
        }
        return memory.peak();
    }

    /** Bytes in a folder that is being written to. */
    private static long size(Path folder) {
        File[] files = folder.toFile().listFiles();
        return files == null ? 0 : Stream.of(files).mapToLong(File::length).sum();
    }

    private String lastWords() throws IOException {
        byte[] bytes = Files.readAllBytes(log);
        String text = new String(bytes, StandardCharsets.UTF_8).strip();
        String last = text.substring(text.lastIndexOf('\n') + 1);
        return last.isEmpty() ? "" : ": " + last.substring(0, Math.min(200, last.length()));
    }

    private String check(RendererContent content, Path raw, JudgeWatcher watcher)
            throws IOException, InterruptedException, JudgeFailure {
        ArchiveHeader header = content.header();
        if (!Files.isRegularFile(raw)) {
            throw new JudgeFailure("inflate.sh ended well but wrote no " + RAW);
        }
        long expected = 2L * header.pairs() * header.outputHeight() * header.outputWidth() * 3;
        if (Files.size(raw) != expected) {
            throw new JudgeFailure(RAW + " has " + Files.size(raw) + " bytes, " + 2L * header.pairs() + " frames of "
                    + header.outputWidth() + "×" + header.outputHeight() + " have " + expected);
        }
        ComparingSink sink = new ComparingSink(Files.newInputStream(raw));
        new Inflater(content)
                .run(InflateOptions.all(header.pairs()).withThreads(threads).withProgress(watcher::compared), sink);
        if (sink.difference() != null) {
            throw new JudgeFailure(
                    RAW + " differs from the frames that this process draws, first at " + sink.difference());
        }
        return sink.sha256();
    }
}
