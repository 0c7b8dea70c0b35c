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
import org.fovea.codec.FrameSize;
import org.fovea.codec.io.Sha256;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.cache.GroundTruthCache;
import org.fovea.evaluate.score.MeteredBytes;
import org.fovea.evaluate.score.MeteredBytes.CountedFile;
import org.fovea.evaluate.score.ScoreFormula;
import org.fovea.evaluate.score.ScoreOptions;
import org.fovea.evaluate.score.ScoreResult;

/**
 * The score of an archive as a judge would find it: a process that sees the archive and nothing else of this machine draws the frames, and this process
 * scores those.
 */
public final class SeparateScore {
    private static final int MAX_THREADS = 256;
    private static final long ROOM_TO_SPARE = 64L << 20;

    private final Reporter reporter;
    private final int threads;
    private final EvaluatorPair networks;
    private final Optional<GroundTruthCache> cache;

    /** With these networks and, perhaps, a cache of what they say about originals. */
    public SeparateScore(Reporter reporter, int threads, EvaluatorPair networks, Optional<GroundTruthCache> cache) {
        this.reporter = reporter;
        this.threads = threads;
        this.networks = networks;
        this.cache = cache;
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
     * @param archive file of a Fovea archive in ZIP
     * @param original what is counted as the original's size
     * @param workplace folder for the frames, which need 3 bytes for each pixel; it is left as it was
     * @param log what the other process said
     */
    public Scored score(ClipRange range, Path archive, List<CountedFile> original, Path workplace, Path log)
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
            return new Scored(score(range, candidate, bytes), inflation.label(), inflated.seconds());
        }
    }

    private IsolatedInflation.Inflated inflate(SeparateInflation inflation, Path archive, int pairs)
            throws IOException, InterruptedException {
        String title = "inflate in " + inflation.label();
        try (Reporter.Task progress = reporter.begin(title, pairs, "pairs")) {
            return inflation.run(archive, progress::update);
        }
    }

    private ScoreResult score(ClipRange range, Candidate candidate, MeteredBytes bytes)
            throws IOException, InterruptedException {
        try (Reporter.Task progress = reporter.begin("score", range.pairs(), "pairs")) {
            ScoreFormula formula = ScoreFormula.COMMA;
            double rate = formula.rateTerm(bytes.archive().orElseThrow(), bytes.originalBytes());
            ScoreOptions options = ScoreOptions.all(Math.min(MAX_THREADS, threads))
                    .withProgress((done, soFar) -> progress.update(
                            done,
                            String.format(
                                    Locale.ROOT,
                                    "about %.3f",
                                    formula.score(soFar, rate).total())));
            ScoreRun run = new ScoreRun(networks, cache, reporter::note);
            return range.whole()
                    ? run.run(range.clip(), candidate, bytes, options)
                    : run.runPart(range.clip(), range.firstPair(), range.pairs(), candidate, bytes, options);
        }
    }
}
