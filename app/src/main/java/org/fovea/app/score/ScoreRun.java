package org.fovea.app.score;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.fovea.app.Versions;
import org.fovea.codec.io.Sha256;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.score.CachedScoring;
import org.fovea.evaluate.score.CachedScoring.Scored;
import org.fovea.evaluate.score.MeteredBytes;
import org.fovea.evaluate.score.Provenance;
import org.fovea.evaluate.score.Provenance.Input;
import org.fovea.evaluate.score.ScoreOptions;
import org.fovea.evaluate.score.ScoreResult;
import org.fovea.evaluate.torch.TorchRuntime;
import org.fovea.evaluate.truth.GroundTruthCache;
import org.fovea.evaluate.truth.TruthSource;
import org.fovea.video.FrameSource;
import org.fovea.video.clip.Clip;

/** A score with its provenance: hashes of what was shown, who looked, what computed. */
public final class ScoreRun {
    private final EvaluatorPair networks;
    private final Optional<GroundTruthCache> cache;
    private final Consumer<String> note;

    /**
     * Without a cache where it is empty.
     *
     * @param networks stay open
     * @param note told why the cache could not help
     */
    public ScoreRun(EvaluatorPair networks, Optional<GroundTruthCache> cache, Consumer<String> note) {
        this.networks = networks;
        this.cache = cache;
        this.note = note;
    }

    /**
     * Scores against all pairs of a clip, or those of the options.
     *
     * @param clip the original
     * @param bytes what is charged
     */
    public ScoreResult run(Clip clip, Candidate candidate, MeteredBytes bytes, ScoreOptions options)
            throws IOException, InterruptedException {
        return run(clip, Originals.of(networks, clip, Sha256.of(clip.path()), cache, note), candidate, bytes, options);
    }

    /**
     * Scores against what is known of an original. Where that is some pairs of a clip, the candidate has these and no others, and it is as if the clip had
     * no others.
     *
     * @param clip all of the original
     * @param original its pairs, through the eyes of these networks
     * @param bytes what is charged, and against what
     */
    public static ScoreResult run(
            Clip clip, TruthSource original, Candidate candidate, MeteredBytes bytes, ScoreOptions options)
            throws IOException, InterruptedException {
        int last = original.firstPair() + original.pairs() - 1;
        String name = original.whole()
                ? clip.path().toString()
                : clip.path() + ", pairs " + original.firstPair() + ".." + last;
        String candidateHash = Sha256.of(candidate.file());
        long start = System.nanoTime();
        Scored scored;
        int end = Math.min(options.endPair(), original.pairs());
        try (FrameSource frames = candidate.frames(clip.size(), options.firstPair(), end)) {
            scored = new CachedScoring(original).run(frames, options);
        }
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
                original.networks().identity(),
                clip.decoder(),
                "cpu",
                options.threads(),
                Machine.describe(),
                versions,
                scored.cachedOriginal(),
                seconds);
        return new ScoreResult(scored.table(), bytes, from);
    }
}
