package org.fovea.app.anchor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.fovea.app.Reporter;
import org.fovea.app.labels.Labels;
import org.fovea.app.score.CandidateChecks;
import org.fovea.app.score.FileHashes;
import org.fovea.app.score.Scoring;
import org.fovea.codec.FrameSize;
import org.fovea.evaluate.ClipPart;
import org.fovea.evaluate.score.OriginalFiles;
import org.fovea.evaluate.score.ScoreOptions;
import org.fovea.evaluate.score.ScoreResult;
import org.fovea.evaluate.truth.TruthSource;
import org.fovea.video.FrameSource;
import org.fovea.video.clip.Clip;
import org.fovea.video.stream.EncodedStream;
import org.fovea.video.stream.PlaneSource;
import org.fovea.video.stream.StreamEncoder;

/**
 * Codes pairs of a clip with an anchor codec, and scores what its stream decodes to.
 *
 * @param clip the original, in the colours that the networks want
 * @param truth of the pairs; its networks judge the frames
 * @param folder for the stream while it is scored
 * @param notes shows why a cache could not help
 */
public record AnchorTrial(Clip clip, TruthSource truth, int threads, Path folder, FileHashes hashes, Reporter notes) {
    private int frames() {
        return 2 * truth.pairs();
    }

    public EncodedStream encode(StreamEncoder encoder, AnchorSettings settings, LongConsumer progress)
            throws IOException, InterruptedException {
        FrameSize coded = settings.codedSize(clip.size());
        ClipPart part = new ClipPart(() -> clip.frames(coded, settings.filter()), truth.firstPair(), truth.pairs());
        try (FrameSource source = part.open()) {
            EncodedStream stream = encoder.encode(
                    PlaneSource.of(source, frames()), coded, clip.facts().frameRate(), settings.stream(), progress);
            if (stream.frames() != frames()) {
                throw new IllegalStateException(
                        encoder.version() + " made " + stream.frames() + " frames of " + frames() + " of " + coded);
            }
            return stream;
        }
    }

    /** What a stream decodes to that is stored in a file. */
    public AnchorClip decoded(Path file, EncodedStream stream, AnchorSettings settings) {
        return new AnchorClip(
                file,
                stream,
                settings.announced(settings.codedSize(clip.size()), frames()),
                clip.size(),
                settings.filter(),
                threads);
    }

    public ScoreResult score(EncodedStream stream, AnchorSettings settings, Labels labels, LongConsumer progress)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path file = Files.createTempFile(folder, ".anchor", "");
        file.toFile().deleteOnExit(); // for Ctrl-C
        try {
            Files.write(file, stream.stored());
            AnchorClip candidate = decoded(file, stream, settings);
            return new Scoring(truth.networks(), Optional.empty(), notes, hashes, false, labels)
                    .score(
                            clip,
                            truth,
                            candidate,
                            CandidateChecks.metered(stream.streamBytes(), OriginalFiles.of(clip.path())),
                            ScoreOptions.all(threads).withProgress((pairs, soFar) -> progress.accept(pairs)));
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
