package org.fovea.app.compress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.fovea.app.Reporter;
import org.fovea.app.labels.Labels;
import org.fovea.app.open.Bases;
import org.fovea.app.open.Outputs;
import org.fovea.app.score.Candidate;
import org.fovea.app.score.FileHashes;
import org.fovea.app.score.Scoring;
import org.fovea.challenge.judge.IsolatedInflation;
import org.fovea.codec.FrameSize;
import org.fovea.codec.weights.WeightBase;
import org.fovea.encode.run.RunState;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.score.MeteredBytes;
import org.fovea.evaluate.score.MeteredBytes.CountedFile;
import org.fovea.evaluate.score.ScoreOptions;
import org.fovea.evaluate.score.ScoreResult;
import org.fovea.evaluate.truth.TruthSource;
import org.fovea.isolate.TemporaryFolder;

/**
 * The score of an archive as a judge would find it: a process that sees the archive and nothing else of this machine
 * draws the frames, and this process scores those.
 */
public record SeparateScore(EvaluatorPair networks, Reporter reporter, int threads, FileHashes hashes) {
    private static final long ROOM_TO_SPARE = 64L << 20;

    /**
     * Inflates and scores.
     *
     * @param truth ground truth of the range; in memory where the encoder has computed it
     * @param archive file of a Fovea archive in ZIP
     * @param base that its weights may need, charged beside it
     * @param original what is counted as the original's size
     * @param workplace folder for the frames, which need 3 bytes for each pixel; it is left as it was
     * @param log what the other process said
     */
    public RunState.Scored score(
            ClipRange range,
            TruthSource truth,
            Path archive,
            Optional<Bases.Shared> base,
            List<CountedFile> original,
            Path workplace,
            Path log)
            throws IOException, InterruptedException {
        FrameSize size = range.clip().size();
        verifyRoom(range, workplace);
        Files.createDirectories(workplace);
        try (TemporaryFolder folder = TemporaryFolder.create(workplace, "inflate-")) {
            SeparateInflation inflation = new SeparateInflation(folder, log);
            IsolatedInflation.Frames inflated = inflate(inflation, archive, base, range.pairs());
            Candidate candidate = new DrawnFrames(
                    archive, inflated.raw(), size, "a process of its own (" + inflation.label() + ")", List.of());
            Optional<WeightBase.Reference> needed = Bases.needed(archive);
            MeteredBytes bytes = new MeteredBytes(
                    OptionalLong.of(Files.size(archive)),
                    archive.toString(),
                    Optional.of(hashes.of(archive)),
                    needed.map(Bases::counted).stream().toList(),
                    original,
                    needed.map(known -> new MeteredBytes.BaseShare(
                            known.bytes(), base.map(Bases.Shared::clips).orElse(1))));
            ScoreResult result = new Scoring(networks, Optional.empty(), reporter, hashes, false, Labels.NONE)
                    .score(range.clip(), truth, candidate, bytes, ScoreOptions.all(threads));
            return new RunState.Scored(result, inflation.label(), inflated.seconds());
        }
    }

    /**
     * Refuses a disk without room for the frames. Asked before an encode of hours, and once more before the frames are
     * drawn.
     *
     * @param workplace folder for the frames, which need not be there
     */
    static void verifyRoom(ClipRange range, Path workplace) throws IOException {
        Outputs.verifySpace(
                workplace.resolve("0.raw"),
                2L * range.pairs() * range.clip().size().rgbBytes() + ROOM_TO_SPARE);
    }

    private IsolatedInflation.Frames inflate(
            SeparateInflation inflation, Path archive, Optional<Bases.Shared> base, int pairs)
            throws IOException, InterruptedException {
        String title = "inflate in " + inflation.label();
        try (Reporter.Task progress = reporter.begin(title, pairs, "pairs")) {
            return inflation.run(archive, base.map(Bases.Shared::bases).orElseGet(Bases::usual), progress::update);
        }
    }
}
