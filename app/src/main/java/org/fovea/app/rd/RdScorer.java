package org.fovea.app.rd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.fovea.app.open.OutsideFiles;
import org.fovea.app.score.Candidate;
import org.fovea.app.score.CandidateChecks;
import org.fovea.app.score.Candidates;
import org.fovea.app.score.ScoreRun;
import org.fovea.codec.FrameSize;
import org.fovea.codec.archive.ArchiveFile;
import org.fovea.codec.video.OutsidePayload;
import org.fovea.evaluate.cache.GroundTruthCache;
import org.fovea.evaluate.score.Distortion;
import org.fovea.evaluate.score.OriginalFiles;
import org.fovea.evaluate.score.ScoreException;
import org.fovea.evaluate.score.ScoreOptions;
import org.fovea.video.FrameSource;
import org.fovea.video.clip.Clip;

/** Makes points: encodes where a rival is asked for, and scores, archives and rivals by the same code. */
public final class RdScorer {
    private final RdTask task;
    private final Optional<GroundTruthCache> cache;
    private final Consumer<String> note;

    /**
     * For a task.
     *
     * @param cache of what the networks say about originals
     * @param note told why the cache could not help
     */
    public RdScorer(RdTask task, Optional<GroundTruthCache> cache, Consumer<String> note) {
        this.task = task;
        this.cache = cache;
        this.note = note;
    }

    /** Is told how far a point is. */
    @FunctionalInterface
    public interface Steps {
        /** {@code done} of {@code total} frames are encoded and pairs scored. */
        void at(long done, long total);
    }

    /**
     * Scores an archive. One that lists files outside it is an exploit: its point has the bytes of the archive alone, as the challenge's program
     * counts, and says in its label what it scores with these files.
     *
     * @param payload files that archives need and do not hold
     * @throws ScoreException where it has other frames than the task
     */
    public RdPoint archive(Path file, List<Path> payload, Steps steps) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Candidate candidate = Candidates.open(file, payload, task.threads(), note);
        FrameSize size = task.clip().size();
        if (candidate.archive().isEmpty()) {
            throw new ScoreException(file + ": is no archive; a comparison needs bytes");
        }
        verifyFrames(file, candidate);
        long bytes = Files.size(candidate.archive().get());
        Distortion means = score(candidate, bytes, done -> steps.at(done, task.pairs()));
        List<OutsidePayload> outside = OutsideFiles.listed(candidate.archive().get());
        String name = file.getFileName().toString();
        boolean exploit = !outside.isEmpty();
        return new RdPoint(
                exploit ? RdPoint.EXPLOIT : series(candidate.archive().get()),
                exploit ? name + ruleFaithful(bytes, outside, means) : name,
                "",
                0,
                100,
                size.width(),
                size.height(),
                "",
                "",
                bytes,
                means.segmentation(),
                means.pose(),
                task.score(means, bytes),
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
                    "%s: %d frames of %s, the comparison is on %d frames of %s; make an archive of exactly these",
                    file,
                    frames,
                    candidate.size().orElse(size),
                    2 * task.pairs(),
                    size));
        }
    }

    private String ruleFaithful(long archive, List<OutsidePayload> outside, Distortion means) {
        long all = archive + outside.stream().mapToLong(OutsidePayload::bytes).sum();
        return String.format(Locale.ROOT, ", rule_faithful %,d bytes %.3f", all, task.score(means, all));
    }

    /** Encodes and scores a rival. */
    RdPoint rival(AnchorEncoder encoder, AnchorSettings settings, Steps steps)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        long frames = 2L * task.pairs();
        long total = frames + task.pairs();
        FrameSize coded = settings.codedSize(task.clip().size());
        try (ScratchFolder folder = ScratchFolder.in(task.folder())) {
            CodedClip made;
            try (FrameSource source = new FirstFrames(task.clip().frames(coded, settings.filter()), frames)) {
                made = encoder.encode(
                        source,
                        task.clip().facts().frameRate(),
                        settings,
                        folder.path(),
                        done -> steps.at(done, total));
            }
            Clip decoded = Clip.open(made.decodable());
            if (decoded.frameCount() != frames || !decoded.size().equals(coded)) {
                throw new IllegalStateException(encoder.version() + " made " + decoded.frameCount() + " frames of "
                        + decoded.size() + " of " + frames + " of " + coded);
            }
            UpscaledClip candidate = new UpscaledClip(decoded, task.clip().size(), settings.filter());
            Distortion means = score(candidate, made.bytes(), done -> steps.at(frames + done, total));
            return point(encoder, settings, coded, made.bytes(), means, (System.nanoTime() - start) / 1e9);
        }
    }

    private RdPoint point(
            AnchorEncoder encoder,
            AnchorSettings settings,
            FrameSize coded,
            long bytes,
            Distortion means,
            double seconds) {
        return new RdPoint(
                settings.codec().title(),
                settings.label(),
                settings.preset(),
                settings.crf(),
                settings.scale(),
                coded.width(),
                coded.height(),
                settings.filter().toString(),
                encoder.version(),
                bytes,
                means.segmentation(),
                means.pose(),
                task.score(means, bytes),
                seconds);
    }

    private Distortion score(Candidate candidate, long bytes, Consumer<Integer> done)
            throws IOException, InterruptedException {
        OriginalFiles original = OriginalFiles.of(task.clip().path());
        ScoreOptions options = ScoreOptions.all(task.threads())
                .withPairs(0, task.pairs())
                .withProgress((pairs, soFar) -> done.accept(pairs));
        return new ScoreRun(task.networks(), cache, note)
                .run(task.clip(), candidate, CandidateChecks.metered(bytes, List.of(), original), options)
                .averages();
    }
}
