package org.fovea.app.score;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.fovea.app.Versions;
import org.fovea.app.score.CachedScoring.Scored;
import org.fovea.codec.io.Sha256;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.cache.GroundTruthCache;
import org.fovea.evaluate.score.MeteredBytes;
import org.fovea.evaluate.score.Provenance;
import org.fovea.evaluate.score.Provenance.Input;
import org.fovea.evaluate.score.ScoreOptions;
import org.fovea.evaluate.score.ScoreResult;
import org.fovea.evaluate.torch.TorchRuntime;
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
     * Scores.
     *
     * @param clip the original
     * @param bytes what is charged
     */
    public ScoreResult run(Clip clip, Candidate candidate, MeteredBytes bytes, ScoreOptions options)
            throws IOException, InterruptedException {
        int end = (int) Math.min(options.endPair(), clip.frameCount() / 2);
        Work work = hash -> {
            try (FrameSource frames = candidate.frames(clip.size(), options.firstPair(), end)) {
                return new CachedScoring(networks, cache, note).run(clip, hash, computes(), frames, options);
            }
        };
        return run(clip, clip.path().toString(), candidate, bytes, options, work);
    }

    /**
     * Scores an archive of some pairs of a clip against these pairs, as if the clip had no others.
     *
     * @param firstPair of the clip, which is the archive's pair 0
     * @param pairs of the archive
     * @param bytes what is charged, and against what; the clip's own size would be that of more pairs
     */
    public ScoreResult runPart(
            Clip clip, int firstPair, int pairs, Candidate candidate, MeteredBytes bytes, ScoreOptions options)
            throws IOException, InterruptedException {
        Work work = hash -> {
            try (FrameSource frames = candidate.frames(clip.size(), 0, pairs)) {
                return new CachedScoring(networks, cache, note)
                        .runPart(clip, hash, computes(), firstPair, pairs, frames, options);
            }
        };
        String name = clip.path() + ", pairs " + firstPair + ".." + (firstPair + pairs - 1);
        return run(clip, name, candidate, bytes, options, work);
    }

    @FunctionalInterface
    private interface Work {
        Scored run(String clipHash) throws IOException, InterruptedException;
    }

    private static String computes() {
        return TorchRuntime.version() + ", " + Machine.describe();
    }

    private ScoreResult run(
            Clip clip, String name, Candidate candidate, MeteredBytes bytes, ScoreOptions options, Work work)
            throws IOException, InterruptedException {
        String hash = Sha256.of(clip.path());
        String candidateHash = Sha256.of(candidate.file());
        long start = System.nanoTime();
        Scored scored = work.run(hash);
        double seconds = (System.nanoTime() - start) / 1e9;
        Map<String, String> versions = new LinkedHashMap<>(Versions.all());
        versions.put("code", CodeVersion.hash());
        versions.put("LibTorch", TorchRuntime.version());
        Provenance from = new Provenance(
                new Input(
                        name,
                        "clip, " + clip.facts().codec(),
                        hash,
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
        return new ScoreResult(scored.table(), bytes, from);
    }
}
