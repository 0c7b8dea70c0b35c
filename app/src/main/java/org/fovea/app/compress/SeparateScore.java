package org.fovea.app.compress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.fovea.app.Reporter;
import org.fovea.app.open.Outputs;
import org.fovea.app.score.Candidate;
import org.fovea.app.score.ScoreRun;
import org.fovea.challenge.io.TemporaryFolder;
import org.fovea.challenge.judge.IsolatedInflation;
import org.fovea.codec.io.Sha256;
import org.fovea.codec.ledger.RateTerm;
import org.fovea.evaluate.score.MeteredBytes;
import org.fovea.evaluate.score.MeteredBytes.CountedFile;
import org.fovea.evaluate.score.ScoreOptions;
import org.fovea.evaluate.score.ScoreResult;
import org.fovea.evaluate.truth.TruthSource;
import org.fovea.video.FrameSize;

/**
 * The score of an archive as a judge would find it: a process that sees the archive and nothing else of this machine draws the frames, and this process
 * scores those.
 */
public final class SeparateScore {
    private static final int MAX_THREADS = 256;
    private static final long ROOM_TO_SPARE = 64L << 20;

    private final Reporter reporter;
    private final int threads;

    /** On this many threads. */
    public SeparateScore(Reporter reporter, int threads) {
        this.reporter = reporter;
        this.threads = threads;
    }

    /**
     * A score and how its frames were drawn.
     *
     * @param result the score
     * @param isolation what hid the rest of the machine, for people
     * @param seconds that drawing took
     */
    public record Scored(ScoreResult result, String isolation, double seconds) {}

    /**
     * Inflates and scores.
     *
     * @param truth what the networks say about the range; in memory where the encoder has asked them already
     * @param archive file of a Fovea archive in ZIP
     * @param original what is counted as the original's size
     * @param workplace folder for the frames, which need 3 bytes for each pixel; it is left as it was
     * @param log what the other process said
     */
    public Scored score(
            ClipRange range, TruthSource truth, Path archive, List<CountedFile> original, Path workplace, Path log)
            throws IOException, InterruptedException {
        FrameSize size = range.clip().size();
        Outputs.verifySpace(workplace.resolve("0.raw"), 2L * range.pairs() * size.rgbBytes() + ROOM_TO_SPARE);
        Files.createDirectories(workplace);
        try (TemporaryFolder folder = TemporaryFolder.create(workplace, "inflate-")) {
            SeparateInflation inflation = new SeparateInflation(folder, log);
            IsolatedInflation.Inflated inflated = inflate(inflation, archive, range.pairs());
            Candidate candidate = new DrawnFrames(archive, inflated.raw(), size, inflation.label(), List.of());
            MeteredBytes bytes = new MeteredBytes(
                    OptionalLong.of(Files.size(archive)),
                    archive.toString(),
                    Optional.of(Sha256.of(archive)),
                    List.of(),
                    original);
            return new Scored(score(range, truth, candidate, bytes), inflation.label(), inflated.seconds());
        }
    }

    private IsolatedInflation.Inflated inflate(SeparateInflation inflation, Path archive, int pairs)
            throws IOException, InterruptedException {
        String title = "inflate in " + inflation.label();
        try (Reporter.Task progress = reporter.begin(title, pairs, "pairs")) {
            return inflation.run(archive, progress::update);
        }
    }

    private ScoreResult score(ClipRange range, TruthSource truth, Candidate candidate, MeteredBytes bytes)
            throws IOException, InterruptedException {
        try (Reporter.Task progress = reporter.begin("score", range.pairs(), "pairs")) {
            double rate = RateTerm.score(bytes.archive().orElseThrow(), bytes.originalBytes());
            ScoreOptions options = ScoreOptions.all(Math.min(MAX_THREADS, threads))
                    .withProgress((done, soFar) -> progress.update(
                            done,
                            String.format(
                                    Locale.ROOT, "about %.3f", soFar.segmentationTerm() + soFar.poseTerm() + rate)));
            return ScoreRun.run(range.clip(), truth, candidate, bytes, options);
        }
    }
}
