package org.fovea.app.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.fovea.app.Reporter;
import org.fovea.app.compress.ClipRange;
import org.fovea.app.compress.Previews;
import org.fovea.app.compress.RunDisplay;
import org.fovea.app.compress.SeparateScore;
import org.fovea.app.score.Originals;
import org.fovea.codec.io.AtomicFile;
import org.fovea.codec.io.Sha256;
import org.fovea.encode.profile.Profile;
import org.fovea.encode.run.EncodeRun;
import org.fovea.encode.run.FinishedStage;
import org.fovea.encode.run.RunDirectory;
import org.fovea.encode.run.RunIdentity;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.score.MeteredBytes.CountedFile;
import org.fovea.evaluate.score.ScoreResult;
import org.fovea.evaluate.truth.TruthSource;
import org.fovea.video.clip.Clip;

/** Encodes the demo's drive as {@code fovea compress} would, and scores what another process inflates. */
public final class DemoEncode {
    private static final int MAX_THREADS = 256;

    private final Reporter reporter;
    private final int threads;
    private final EvaluatorPair networks;
    private final Clip clip;

    /** Of a clip for two networks, which stay open. */
    public DemoEncode(Reporter reporter, int threads, EvaluatorPair networks, Clip clip) {
        this.reporter = reporter;
        this.threads = threads;
        this.networks = networks;
        this.clip = clip;
    }

    /**
     * What came of it.
     *
     * @param result the score of the frames that another process has drawn
     * @param isolation what hid the rest of the machine from that process, for people
     * @param inflateSeconds that drawing took
     * @param stages of the encoder
     */
    public record Encoded(ScoreResult result, String isolation, double inflateSeconds, List<FinishedStage> stages) {}

    /**
     * Encodes and scores.
     *
     * @param run directory of the run
     * @param anew whether a run that is there already is removed
     */
    public Encoded run(Profile profile, Path run, Path archive, boolean anew) throws IOException, InterruptedException {
        ClipRange range = ClipRange.all(clip);
        long original = clip.facts().bytes();
        List<CountedFile> counted = List.of(new CountedFile(clip.path().toString(), original));
        String hash = Sha256.of(clip.path());
        RunIdentity identity = new RunIdentity(
                hash, 0, range.pairs(), original, networks.identity().hash(), profile.hash(), "none");
        RunDirectory.Start start = anew ? RunDirectory.Start.ANEW : RunDirectory.Start.NEW;
        try (RunDirectory directory = RunDirectory.open(run, identity, start)) {
            Path packed;
            TruthSource truth;
            Previews previews = new Previews(directory, range.part(), networks);
            try (RunDisplay display = new RunDisplay(reporter, Optional.of(previews), false)) {
                EncodeRun.Inputs inputs = new EncodeRun.Inputs(
                        Originals.of(networks, clip, hash, Optional.empty(), reporter::note),
                        original,
                        Math.min(MAX_THREADS, threads),
                        Optional.empty());
                EncodeRun encode = new EncodeRun(directory, profile, inputs, display);
                packed = encode.run();
                truth = encode.original();
            }
            AtomicFile.write(archive, Files.readAllBytes(packed), anew);
            SeparateScore.Scored scored = new SeparateScore(reporter, threads)
                    .score(range, truth, archive, counted, run.resolve("inflated"), run.resolve("inflate.log"));
            return new Encoded(scored.result(), scored.isolation(), scored.seconds(), directory.finished());
        }
    }
}
