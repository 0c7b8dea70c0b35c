package org.fovea.app.rd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.fovea.app.AppException;
import org.fovea.app.Reporter;
import org.fovea.app.anchor.AnchorSettings;
import org.fovea.app.anchor.AnchorTrial;
import org.fovea.app.score.Candidate;
import org.fovea.app.score.CandidateChecks;
import org.fovea.app.score.FileHashes;
import org.fovea.app.score.Originals;
import org.fovea.app.score.Scoring;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.evaluate.score.OriginalFiles;
import org.fovea.evaluate.score.ScoreException;
import org.fovea.evaluate.score.ScoreOptions;
import org.fovea.evaluate.score.ScoreResult;
import org.fovea.evaluate.truth.GroundTruthCache;
import org.fovea.evaluate.truth.TruthSource;
import org.fovea.video.program.ProgramFailure;
import org.fovea.video.stream.EncodedStream;
import org.fovea.video.stream.StreamEncoder;

/** Makes points: encodes where an anchor codec is asked for, and scores, archives and anchors by the same code. */
record RdScorer(RdTask task, Optional<GroundTruthCache> cache, Reporter notes) {
    long archiveSteps() {
        return task.pairs();
    }

    long anchorSteps() {
        return 3L * task.pairs();
    }

    /**
     * Scores an archive.
     *
     * @throws ScoreException where it has other frames than the task
     */
    RdPoint archive(Path file, Reporter.Task steps) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Candidate candidate = Candidate.open(file, List.of(), task.threads(), notes::note);
        FrameSize size = task.clip().size();
        if (candidate.archive().isEmpty()) {
            throw new ScoreException(file + ": is not an archive; a comparison needs bytes");
        }
        verifyFrames(file, candidate);
        long bytes = Files.size(candidate.archive().get());
        ScoreResult found = score(candidate, bytes, steps::update);
        return RdPoint.archive(
                series(candidate.archive().get()),
                file.getFileName().toString(),
                size,
                bytes,
                found,
                task.originalBytes(),
                (System.nanoTime() - start) / 1e9);
    }

    private static String series(Path archive) throws IOException {
        byte[] bytes = Files.readAllBytes(archive);
        boolean video = ArchiveFile.find(bytes)
                .map(file -> file.archive().header().isVideo())
                .orElse(false);
        return video ? RdPoint.ROBUST : RdPoint.FOVEA;
    }

    private void verifyFrames(Path file, Candidate candidate) throws IOException {
        FrameSize size = task.clip().size();
        long frames = candidate.frameCount(size);
        if (frames / 2 != task.pairs() || !candidate.size().orElse(size).equals(size)) {
            throw new ScoreException(String.format(
                    Locale.ROOT,
                    "%s: %d frames of %s, the comparison is on %d frames of %s; make an archive of exactly those",
                    file,
                    frames,
                    candidate.size().orElse(size),
                    2 * task.pairs(),
                    size));
        }
    }

    RdPoint anchor(StreamEncoder encoder, AnchorSettings settings, Reporter.Task steps)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        TruthSource truth = Originals.of(task.networks(), task.clip(), task.clipHash(), cache, notes::note);
        AnchorTrial trial = new AnchorTrial(
                task.clip(),
                task.isWhole() ? truth : truth.part(0, task.pairs()),
                task.threads(),
                task.folder(),
                hashes(),
                notes);
        try {
            EncodedStream stream = trial.encode(encoder, settings, steps::update);
            ScoreResult found =
                    trial.score(stream, settings, task.labels(), done -> steps.update(2L * task.pairs() + done));
            return RdPoint.anchor(task, encoder, settings, stream.streamBytes(), found, start);
        } catch (ProgramFailure e) {
            throw AppException.environment(e.getMessage() + "; exclude its codec with --codecs", e);
        }
    }

    private FileHashes hashes() {
        return new FileHashes().with(task.clip().path(), task.clipHash());
    }

    private ScoreResult score(Candidate candidate, long bytes, Consumer<Integer> done)
            throws IOException, InterruptedException {
        OriginalFiles original = OriginalFiles.of(task.clip().path());
        ScoreOptions options = ScoreOptions.all(task.threads())
                .withPairs(0, task.pairs())
                .withProgress((pairs, soFar) -> done.accept(pairs));
        return new Scoring(task.networks(), cache, notes, hashes(), false, task.labels())
                .score(task.clip(), candidate, CandidateChecks.metered(bytes, original), options);
    }
}
