package org.fovea.app.compress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.fovea.app.AppException;
import org.fovea.app.open.Bases;
import org.fovea.app.open.Opened;
import org.fovea.app.open.OwnArchive;
import org.fovea.challenge.judge.IsolatedInflation;
import org.fovea.challenge.judge.JudgeFailure;
import org.fovea.challenge.submission.SubmissionFiles;
import org.fovea.codec.archive.ArchiveHeader;
import org.fovea.isolate.Isolation;
import org.fovea.isolate.Isolations;
import org.fovea.isolate.TemporaryFolder;

/** Draws an archive in a process that sees the archive and nothing else of this machine. */
public final class SeparateInflation {
    private final Isolation isolation;
    private final TemporaryFolder folder;
    private final Path log;

    public SeparateInflation(TemporaryFolder folder, Path log) throws IOException, InterruptedException {
        this.isolation = Isolations.best(System.getenv().getOrDefault("PATH", ""));
        this.folder = folder;
        this.log = log;
    }

    public String label() {
        return isolation.label();
    }

    /**
     * Draws. To be called once.
     *
     * @param archive file of a Fovea archive in ZIP
     * @param bases that its weights may need; the other process is given all weights
     * @param progress told how many pairs are there
     * @return the frames, gone when the folder is closed
     */
    public IsolatedInflation.Frames run(Path archive, Bases bases, IntConsumer progress)
            throws IOException, InterruptedException {
        Path submission = Files.createDirectory(folder.path().resolve("submission"));
        OwnArchive own = (OwnArchive) Opened.open(archive, bases);
        byte[] bytes = own.zipped();
        boolean video = own.header().isVideo();
        SubmissionFiles.write(submission, bytes, video ? VideoLibraries.ofThisProgram() : List.of());
        Optional<Path> java =
                Optional.of(Path.of(System.getProperty("java.home")).toRealPath());
        try {
            ArchiveHeader header = own.header();
            return new IsolatedInflation(isolation, java, folder, log)
                    .frames(submission, header.pairs(), header.frameSize(), progress);
        } catch (JudgeFailure e) {
            throw AppException.notHeld("inflating in " + isolation.label() + ": " + e.getMessage()
                    + "; the output of the other process is in " + log);
        }
    }
}
