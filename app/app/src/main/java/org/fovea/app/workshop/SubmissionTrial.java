package org.fovea.app.workshop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.fovea.app.AppException;
import org.fovea.app.compress.SeparateInflation;
import org.fovea.challenge.judge.Judge;
import org.fovea.challenge.judge.JudgeFailure;
import org.fovea.challenge.submission.SubmissionFiles;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.io.ProgressListener;
import org.fovea.codec.io.Sha256;
import org.fovea.isolate.Isolations;
import org.fovea.isolate.TemporaryFolder;

/** Makes a submission directory and has it judged, as {@code fovea package} would. */
final class SubmissionTrial {
    private final int threads;

    SubmissionTrial(int threads) {
        this.threads = threads;
    }

    /**
     * Tries an archive.
     *
     * @param work folder with room for the frames
     * @return SHA-256 of the frames that the submission draws
     * @throws AppException where it fails
     */
    String run(Path archive, Path work, ProgressListener watcher) throws IOException, InterruptedException {
        Files.createDirectories(work);
        byte[] bytes = Files.readAllBytes(archive);
        Path log = work.resolve("judge.log");
        int pairs = ArchiveFile.open(bytes).archive().header().pairs();
        try (TemporaryFolder folder = TemporaryFolder.create(work, ".package-")) {
            if (ArchiveFile.open(bytes).archive().header().isVideo()) {
                // fovea package has no place for FFmpeg's libraries yet; the same directory with them is judged.
                SeparateInflation inflation = new SeparateInflation(folder, log);
                return Sha256.of(inflation
                        .run(archive, done -> watcher.update("package", done, pairs))
                        .raw());
            }
            Path submission = Files.createDirectory(folder.path().resolve("made"));
            SubmissionFiles.write(submission, bytes);
            Optional<Path> java =
                    Optional.of(Path.of(System.getProperty("java.home")).toRealPath());
            Judge judge = new Judge(
                    Isolations.best(System.getenv().getOrDefault("PATH", "")), java, folder.path(), log, threads);
            return judge.judge(
                            submission,
                            (task, done, _) ->
                                    watcher.update(task.equals(Judge.INFLATE) ? "package" : task, done, pairs))
                    .sha256();
        } catch (JudgeFailure e) {
            throw AppException.notHeld("the submission failed: " + e.getMessage() + "; what it printed is in " + log);
        }
    }
}
