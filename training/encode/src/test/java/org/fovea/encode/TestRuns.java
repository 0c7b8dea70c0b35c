package org.fovea.encode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.fovea.codec.archive.RendererContent;
import org.fovea.codec.family.ColourFamily;
import org.fovea.encode.colours.ColourEncoder;
import org.fovea.encode.measure.ArchiveMeasure;
import org.fovea.encode.measure.Measurement;
import org.fovea.encode.profile.Plan;
import org.fovea.encode.profile.Profile;
import org.fovea.encode.run.EncodeRun;
import org.fovea.encode.run.RunDirectory;
import org.fovea.encode.run.RunIdentity;
import org.fovea.encode.train.TrainSettings;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.FrameOpener;
import org.fovea.evaluate.score.ScoreFormula;
import org.fovea.evaluate.truth.GroundTruth;
import org.fovea.evaluate.truth.TruthKey;
import org.fovea.evaluate.truth.TruthSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Small renderers, short trainings, and runs of clips without a file. */
public final class TestRuns {
    /** A renderer that draws from class masks, as a profile says it. */
    public static final String COMPACT = """
            renderer: {family: compact, channels: 6, blocks: 1, fold: 2, mapChannels: 1, mapRows: 2, mapColumns: 2, \
            drawnFrame: 2}
            """;

    /** A renderer that draws from latent numbers. */
    public static final String LATENT = """
            renderer: {family: latent, latentNumbers: 3, channels: 8, blocks: 1, fold: 2, mapChannels: 1, mapRows: \
            2, mapColumns: 2, planes: 2, planeRows: 3, planeColumns: 3, drawnFrame: 2}
            """;

    private TestRuns() {}

    public static Profile profile(String yaml) {
        return Profile.parse(yaml.getBytes(StandardCharsets.UTF_8), List.of());
    }

    /** A training with large steps, which a toy clip is soon learnt by. */
    public static TrainSettings training(int warmUpSteps, int steps) {
        return learning(warmUpSteps, steps).build();
    }

    /** The same to be changed. */
    public static TrainSettings.Builder learning(int warmUpSteps, int steps) {
        return TrainSettings.builder()
                .warmUpSteps(warmUpSteps)
                .steps(steps)
                .learningRate(1e-2)
                .finalLearningRate(1e-3)
                .averaging(0.9);
    }

    /** What the networks say of all pairs of an archive of so many bytes. */
    public static Measurement measured(EvaluatorPair networks, Encoding encoding, long originalBytes, long bytes)
            throws InterruptedException {
        ArchiveMeasure measure =
                new ArchiveMeasure(networks, ScoreFormula.of(networks), encoding.truth(), originalBytes, 2);
        return measure.measure(encoding.archive(), bytes, measure.allPairs(), done -> {});
    }

    /** A clip with what the networks see in it, in flat colours. */
    public static Encoding flat(FrameOpener clip, EvaluatorPair networks, ColourFamily.Grid grid, long originalBytes)
            throws Exception {
        GroundTruth truth = GroundTruth.compute(clip, networks, 2, done -> {});
        StageContext context = StageContext.of(clip, networks, originalBytes)
                .withFormula(ScoreFormula.COMMA)
                .withThreads(2);
        RendererContent content = new ColourEncoder(List.of(grid), context).encode(truth);
        return new Encoding(truth, content);
    }

    /** Runs keep what they have after each step, not once in a while. */
    public interface KeepEachStep {
        @BeforeAll
        static void keepEachStep() {
            System.setProperty("fovea.checkpoint.seconds", "0");
        }

        @AfterAll
        static void keepAsUsual() {
            System.clearProperty("fovea.checkpoint.seconds");
        }
    }

    /** Pairs of a clip as networks see them. */
    public static EncodeRun.Inputs inputs(
            EvaluatorPair networks, FrameOpener clip, int pairs, long originalBytes, int threads) {
        TruthKey key = new TruthKey("c1".repeat(32), networks.identity().hash(), "drawn", "any");
        TruthSource original = new TruthSource(networks, clip, 2L * pairs, key);
        return new EncodeRun.Inputs(original, originalBytes, threads, Optional.empty());
    }

    /** The directory of a run of these, begun or to go on. */
    public static RunDirectory open(Path folder, EncodeRun.Inputs inputs, Plan plan) throws IOException {
        String networks = inputs.original().networks().identity().hash();
        RunIdentity identity = new RunIdentity(
                "clip", 0, inputs.original().pairs(), inputs.originalBytes(), networks, plan.hash(), "none");
        return RunDirectory.open(folder, identity, RunDirectory.Start.RESUME);
    }
}
