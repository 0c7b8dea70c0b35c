package org.fovea.app.score;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.fovea.app.Reporter;
import org.fovea.app.Versions;
import org.fovea.app.labels.Labels;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.score.Borders;
import org.fovea.evaluate.score.CachedScoring;
import org.fovea.evaluate.score.Distortion;
import org.fovea.evaluate.score.MeteredBytes;
import org.fovea.evaluate.score.Provenance;
import org.fovea.evaluate.score.Provenance.Input;
import org.fovea.evaluate.score.ScoreFormula;
import org.fovea.evaluate.score.ScoreObjective;
import org.fovea.evaluate.score.ScoreOptions;
import org.fovea.evaluate.score.ScoreResult;
import org.fovea.evaluate.torch.TorchRuntime;
import org.fovea.evaluate.truth.GroundTruthCache;
import org.fovea.evaluate.truth.TruthSource;
import org.fovea.video.FrameSource;
import org.fovea.video.clip.Clip;

/**
 * Scores by two networks, with their provenance: hashes of the inputs, the networks, the machine.
 *
 * <pre>{@code
 * ScoreResult result = Scoring.of(networks, reporter).score(ScoreRequest.of(original, candidate).prepare());
 * }</pre>
 *
 * @param networks stay open
 * @param cache of ground truth; none where it is empty
 * @param reporter shows progress, and why the cache could not help
 * @param hashes of files that are known already
 * @param borders whether the steps from one pair to the next are scored as well, which are no part of a score: every
 *     two consecutive frames are then compared
 * @param labels what is on the original's frames, which the networks' answers are also compared with
 */
public record Scoring(
        EvaluatorPair networks,
        Optional<GroundTruthCache> cache,
        Reporter reporter,
        FileHashes hashes,
        boolean borders,
        Labels labels) {
    public static Scoring of(EvaluatorPair networks, Reporter reporter) {
        return new Scoring(networks, Optional.empty(), reporter, new FileHashes(), false, Labels.NONE);
    }

    public ScoreResult score(ScoreRequest.Ready ready) throws IOException, InterruptedException {
        Scoring known = new Scoring(networks, cache, reporter, ready.hashes(), borders, labels);
        TruthSource all = known.original(ready.clip());
        TruthSource shown = ready.whole() ? all : all.part(ready.firstPair(), ready.pairs());
        return known.score(ready.clip(), shown, ready.candidate(), ready.bytes(), ready.options());
    }

    /** Scores against all pairs of a clip, or those of the options. */
    public ScoreResult score(Clip clip, Candidate candidate, MeteredBytes bytes, ScoreOptions options)
            throws IOException, InterruptedException {
        return score(clip, original(clip), candidate, bytes, options);
    }

    private TruthSource original(Clip clip) throws IOException {
        return Originals.of(networks, clip, hashes.of(clip.path()), cache, reporter::note);
    }

    /**
     * Scores against what is known of an original. Where that is some pairs of a clip, the candidate has these and no
     * others, and it is as if the clip had no others.
     *
     * @param original its pairs, as these networks answer on them
     * @param shown in its place; clips in the colours that the networks want, whatever was chosen before
     * @param bytes what is charged, and against what
     */
    public ScoreResult score(Clip file, TruthSource original, Candidate shown, MeteredBytes bytes, ScoreOptions options)
            throws IOException, InterruptedException {
        Clip clip = file.withColours(networks.colours());
        Candidate candidate = shown.withColours(networks.colours());
        int last = original.firstPair() + original.pairs() - 1;
        String name = original.whole()
                ? clip.path().toString()
                : clip.path() + ", pairs " + original.firstPair() + ".." + last;
        int end = Math.min(options.endPair(), original.pairs());
        boolean complete = options.firstPair() == 0 && end == original.pairs();
        TaskMeasures tasks = new TaskMeasures(
                networks, labels, clip.size(), original.firstPair() + options.firstPair(), end - options.firstPair());
        String candidateHash = hashes.of(candidate.file());
        long start = System.nanoTime();
        CachedScoring.Scored scored;
        try (Reporter.Task progress = reporter.begin("score", end - options.firstPair(), "pairs");
                FrameSource frames = candidate.frames(clip.size(), options.firstPair(), end)) {
            ScoreOptions watched = options.withAnswers(tasks).withProgress((done, soFar) -> {
                options.progress().accept(done, soFar);
                progress.update(done, complete ? estimate(soFar, bytes) : "");
            });
            scored = new CachedScoring(original).run(frames, watched);
        }
        Optional<Borders> between = borders && complete && original.pairs() > 1
                ? Optional.of(between(clip, original, candidate, options))
                : Optional.empty();
        double seconds = (System.nanoTime() - start) / 1e9;
        Map<String, String> versions = new LinkedHashMap<>(Versions.all());
        versions.put("code", CodeVersion.hash());
        versions.put("LibTorch", TorchRuntime.version());
        Provenance from = new Provenance(
                new Input(
                        name,
                        "clip, " + clip.facts().codec(),
                        original.key().clipHash(),
                        clip.facts().bytes()),
                new Input(candidate.file().toString(), candidate.kind(), candidateHash, Files.size(candidate.file())),
                networks.identity(),
                clip.decoder(),
                "cpu",
                options.threads(),
                Machine.describe(),
                versions,
                scored.cachedOriginal(),
                seconds);
        return new ScoreResult(scored.table(), bytes, from, ScoreObjective.of(networks), between, tasks.tasks());
    }

    private Borders between(Clip clip, TruthSource original, Candidate candidate, ScoreOptions options)
            throws IOException, InterruptedException {
        int steps = original.pairs() - 1;
        try (Reporter.Task progress = reporter.begin("between pairs", steps, "steps");
                FrameSource wanted = original.clip().open();
                FrameSource shown = candidate.frames(clip.size(), 0, original.pairs())) {
            return Borders.of(
                    networks,
                    wanted,
                    shown,
                    original.pairs(),
                    options.withProgress((done, soFar) -> progress.update(done, "")));
        }
    }

    /** What the score would be if the rest were like the pairs so far. */
    private String estimate(Distortion soFar, MeteredBytes bytes) {
        ScoreFormula formula = ScoreFormula.of(networks);
        return bytes.archive().isPresent()
                ? String.format(
                        Locale.ROOT,
                        "about %.3f",
                        formula.score(soFar, formula.rateTerm(bytes.archive().getAsLong(), bytes.originalBytes()))
                                .total())
                : String.format(
                        Locale.ROOT,
                        "about %.3f without rate",
                        formula.score(soFar, 0).total());
    }
}
