package org.fovea.app.submission;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.fovea.app.AppException;
import org.fovea.app.Reporter;
import org.fovea.app.TaskProgress;
import org.fovea.app.Versions;
import org.fovea.app.open.Bases;
import org.fovea.app.open.Opened;
import org.fovea.app.open.Outputs;
import org.fovea.app.open.OwnArchive;
import org.fovea.challenge.judge.Judge;
import org.fovea.challenge.judge.JudgeFailure;
import org.fovea.challenge.judge.JudgeResult;
import org.fovea.challenge.submission.JavaRuntime;
import org.fovea.challenge.submission.SubmissionFiles;
import org.fovea.challenge.submission.SubmissionReadme;
import org.fovea.codec.FormatException;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.codec.io.Sha256;
import org.fovea.isolate.Isolation;
import org.fovea.isolate.Isolations;
import org.fovea.isolate.TemporaryFolder;

/**
 * Makes a submission directory of an archive. It appears when the frames that its {@code inflate.sh} draws are right.
 *
 * @param input a Fovea archive with a renderer
 * @param output the directory to make
 * @param withRuntime whether it gets a Java runtime, where this Java can make one
 * @param judged whether {@code inflate.sh} is run and its frames are compared
 * @param force whether a submission directory that is there is replaced; other folders never are
 * @param bases that the archive may need: its weights go into the submission
 * @param threads to draw the frames with that it is compared with
 */
public record Packaging(
        Path input,
        Path output,
        boolean withRuntime,
        boolean judged,
        boolean force,
        Bases bases,
        int threads,
        Reporter reporter) {
    private static final long ROOM_TO_SPARE = 256L << 20;

    private static final int OFFICIAL_PAIRS = 600;

    private static final FrameSize OFFICIAL_SIZE = new FrameSize(1164, 874);

    /**
     * Makes it.
     *
     * @return what its README says
     * @throws AppException where the archive draws nothing, the output may not be replaced, or the judge refuses it
     */
    public SubmissionReadme run() throws IOException, InterruptedException {
        verifyOutput();
        Opened file = Opened.open(input, bases);
        if (!(file instanceof OwnArchive own)) {
            throw AppException.badInput(input + ": " + file.format()
                    + ", not a Fovea archive; make one first: fovea repack " + input + " -o archive.zip");
        }
        byte[] archive = own.zipped();
        file.renderer(); // refuses archives that draw nothing, and damage that shows without drawing
        noteOtherClip(file.header());
        Path parent = Objects.requireNonNull(output.toAbsolutePath().normalize().getParent(), "the output's folder");
        Files.createDirectories(parent);
        try (TemporaryFolder work = TemporaryFolder.create(parent, "." + output.getFileName() + ".part-")) {
            Path made = Files.createDirectory(work.path().resolve("submission"));
            SubmissionFiles.write(made, archive);
            boolean runtime = withRuntime && JavaRuntime.isPossible();
            if (runtime) {
                linkRuntime(made.resolve(SubmissionFiles.RUNTIME));
            } else if (withRuntime) {
                reporter.note(
                        "no Java runtime is added, for which a JDK 25 is needed; the judge's machine needs a Java 25");
            }
            Optional<JudgeResult> result = judged ? Optional.of(judge(work, made, file, runtime)) : Optional.empty();
            SubmissionReadme readme = new SubmissionReadme(
                    Versions.fovea(),
                    file.header(),
                    ArchiveFile.open(archive).ledger(),
                    Sha256.of(archive),
                    Files.size(made.resolve(SubmissionFiles.INFLATER)),
                    runtime ? JavaRuntime.bytes(made.resolve(SubmissionFiles.RUNTIME)) : 0,
                    result);
            Files.writeString(made.resolve(SubmissionFiles.README), readme.text());
            moveIntoPlace(work, made);
            return readme;
        }
    }

    private void verifyOutput() throws IOException {
        if (!Files.exists(output, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.isDirectory(output, LinkOption.NOFOLLOW_LINKS)) {
            throw AppException.usage(output + ": is a file; name a folder to create");
        }
        try (var inside = Files.list(output)) {
            if (inside.findAny().isEmpty()) {
                return;
            }
        }
        if (!force) {
            throw AppException.usage(output + ": exists already; add --force to replace it");
        }
        if (!SubmissionFiles.isSubmission(output)) {
            throw AppException.usage(
                    output + ": is not a submission directory, or holds other files too; name another folder");
        }
    }

    private void noteOtherClip(ArchiveHeader header) {
        if (header.pairs() != OFFICIAL_PAIRS || !header.frameSize().equals(OFFICIAL_SIZE)) {
            reporter.note(String.format(
                    Locale.ROOT,
                    "note: %,d pairs of %s; the challenge's clip has %d of %s, so its program would refuse these "
                            + "frames",
                    header.pairs(),
                    header.frameSize(),
                    OFFICIAL_PAIRS,
                    OFFICIAL_SIZE));
        }
    }

    private static void linkRuntime(Path folder) {
        try {
            JavaRuntime.link(folder);
        } catch (IOException e) {
            throw AppException.environment(String.valueOf(e.getMessage()), e);
        }
    }

    private JudgeResult judge(TemporaryFolder work, Path submission, Opened file, boolean runtime)
            throws IOException, InterruptedException {
        Isolation isolation = Isolations.best(System.getenv().getOrDefault("PATH", ""));
        Optional<Path> java = runtime
                ? Optional.empty()
                : Optional.of(Path.of(System.getProperty("java.home")).toRealPath());
        Path log = work.path().resolve("inflate.log");
        int pairs = file.header().pairs();
        Judge judge = new Judge(isolation, java, workplace(work, file.header()), log, threads);
        String inflating = "inflate.sh in " + isolation.label();
        try (TaskProgress progress = new TaskProgress(reporter, "pairs")) {
            progress.update(inflating, 0, pairs);
            return judge.judge(
                    submission,
                    (task, done, _) -> progress.update(task.equals(Judge.COMPARE) ? task : inflating, done, pairs));
        } catch (JudgeFailure e) {
            throw AppException.notHeld("inflate.sh in " + isolation.label() + ": " + e.getMessage() + "; " + output
                    + " was not made; the output of inflate.sh is in " + keep(log));
        } catch (FormatException e) {
            throw e.inFile(file.name());
        }
    }

    /** The folder for temporary files, or that of the output where the former has no room for the frames. */
    private Path workplace(TemporaryFolder work, ArchiveHeader header) throws IOException {
        long raw = 2L * header.pairs() * header.frameSize().rgbBytes();
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        if (Outputs.freeSpace(temporary) > raw + ROOM_TO_SPARE) {
            return temporary;
        }
        Outputs.verifySpace(output, raw + ROOM_TO_SPARE);
        return work.path();
    }

    /** Puts a log beside the output under a name that is free. */
    private Path keep(Path log) throws IOException {
        for (int number = 1; ; number++) {
            Path kept = output.resolveSibling(output.getFileName() + (number == 1 ? "" : "-" + number) + ".log");
            try {
                return Files.copy(log, kept);
            } catch (FileAlreadyExistsException e) {
                continue;
            }
        }
    }

    private void moveIntoPlace(TemporaryFolder work, Path made) throws IOException {
        verifyOutput(); // something may have appeared there meanwhile
        if (Files.exists(output)) {
            work.release(output, work.path().resolve("replaced"));
        }
        work.release(made, output);
    }
}
