package org.fovea.app.score;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.fovea.app.Reporter;
import org.fovea.app.Versions;
import org.fovea.codec.ledger.RateTerm;
import org.fovea.evaluate.EvaluatorPair;
import org.fovea.evaluate.cache.GroundTruthCache;
import org.fovea.evaluate.score.Averages;
import org.fovea.evaluate.score.MeteredBytes;
import org.fovea.evaluate.score.Provenance;
import org.fovea.evaluate.score.Provenance.Input;
import org.fovea.evaluate.score.ScoreOptions;
import org.fovea.evaluate.score.ScoreResult;
import org.fovea.evaluate.torch.TorchRuntime;
import org.fovea.video.FrameSource;
import org.fovea.video.clip.Clip;

/**
 * Scores by two networks, with their provenance: hashes of what was shown, who looked, what computed. Immutable; every {@code with} gives another one.
 *
 * <pre>{@code
 * ScoreResult result = Scoring.of(networks).withReporter(reporter).score(ScoreRequest.of(original, candidate).prepare());
 * }</pre>
 */
public final class Scoring {
    private final EvaluatorPair networks;
    private final Optional<GroundTruthCache> cache;
    private final Optional<Reporter> reporter;
    private final Consumer<String> note;
    private final FileHashes hashes;

    private Scoring(
            EvaluatorPair networks,
            Optional<GroundTruthCache> cache,
            Optional<Reporter> reporter,
            Consumer<String> note,
            FileHashes hashes) {
        this.networks = networks;
        this.cache = cache;
        this.reporter = reporter;
        this.note = note;
        this.hashes = hashes;
    }

    /**
     * Without a cache, and telling nobody.
     *
     * @param networks stay open
     */
    public static Scoring of(EvaluatorPair networks) {
        return new Scoring(networks, Optional.empty(), Optional.empty(), line -> {}, new FileHashes());
    }

    /** With a cache of what the networks say about originals; without one where it is empty. */
    public Scoring withCache(Optional<GroundTruthCache> answers) {
        return new Scoring(networks, answers, reporter, note, hashes);
    }

    /** Shown while it scores, and told why the cache could not help. */
    public Scoring withReporter(Reporter shown) {
        return new Scoring(networks, cache, Optional.of(shown), shown::note, hashes);
    }

    /** Not shown, but told why the cache could not help. */
    public Scoring withNotes(Consumer<String> listener) {
        return new Scoring(networks, cache, Optional.empty(), listener, hashes);
    }

    /** With hashes of files that are known already. */
    public Scoring withHashes(FileHashes known) {
        return new Scoring(networks, cache, reporter, note, known);
    }

    /** Scores what was asked for and checked. */
    public ScoreResult score(ScoreRequest.Ready ready) throws IOException, InterruptedException {
        return withHashes(ready.hashes()).score(ready.clip(), ready.candidate(), ready.bytes(), ready.options());
    }

    /**
     * Scores.
     *
     * @param clip the original
     * @param bytes what is charged
     */
    public ScoreResult score(Clip clip, Candidate candidate, MeteredBytes bytes, ScoreOptions options)
            throws IOException, InterruptedException {
        int all = Math.toIntExact(clip.frameCount() / 2);
        int end = Math.min(options.endPair(), all);
        boolean whole = options.firstPair() == 0 && end == all;
        return score(
                new Shown(clip, clip.path().toString(), candidate, end - options.firstPair(), whole),
                bytes,
                options,
                (hash, told) -> {
                    try (FrameSource frames = candidate.frames(clip.size(), options.firstPair(), end)) {
                        return new CachedScoring(networks, cache, note).run(clip, hash, computes(), frames, told);
                    }
                });
    }

    /**
     * Scores an archive of some pairs of a clip against these pairs, as if the clip had no others.
     *
     * @param firstPair of the clip, which is the archive's pair 0
     * @param pairs of the archive
     * @param bytes what is charged, and against what; the clip's own size would be that of more pairs
     */
    public ScoreResult scorePart(
            Clip clip, int firstPair, int pairs, Candidate candidate, MeteredBytes bytes, ScoreOptions options)
            throws IOException, InterruptedException {
        String name = clip.path() + ", pairs " + firstPair + ".." + (firstPair + pairs - 1);
        return score(new Shown(clip, name, candidate, pairs, true), bytes, options, (hash, told) -> {
            try (FrameSource frames = candidate.frames(clip.size(), 0, pairs)) {
                return new CachedScoring(networks, cache, note)
                        .runPart(clip, hash, computes(), firstPair, pairs, frames, told);
            }
        });
    }

    /**
     * What is compared.
     *
     * @param name of the original, for people
     * @param pairs that are looked at
     * @param complete whether these are all, so that a score comes of them
     */
    private record Shown(Clip clip, String name, Candidate candidate, int pairs, boolean complete) {}

    @FunctionalInterface
    private interface Work {
        CachedScoring.Scored run(String clipHash, ScoreOptions options) throws IOException, InterruptedException;
    }

    private static String computes() {
        return TorchRuntime.version() + ", " + Machine.describe();
    }

    private ScoreResult score(Shown shown, MeteredBytes bytes, ScoreOptions options, Work work)
            throws IOException, InterruptedException {
        Clip clip = shown.clip();
        Candidate candidate = shown.candidate();
        String hash = hashes.of(clip.path());
        String candidateHash = hashes.of(candidate.file());
        long start = System.nanoTime();
        CachedScoring.Scored scored;
        try (Reporter.Task progress = reporter.orElse(Reporter.SILENT).begin("score", shown.pairs(), "pairs")) {
            scored = work.run(hash, options.withProgress((done, soFar) -> {
                options.progress().scored(done, soFar);
                progress.update(done, shown.complete() ? estimate(soFar, bytes) : "");
            }));
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Map<String, String> versions = new LinkedHashMap<>(Versions.all());
        versions.put("code", CodeVersion.hash());
        versions.put("LibTorch", TorchRuntime.version());
        Provenance from = new Provenance(
                new Input(
                        shown.name(),
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

    /** What the score would be if the rest were like the pairs so far. */
    private static String estimate(Averages soFar, MeteredBytes bytes) {
        double points = soFar.segmentationTerm() + soFar.poseTerm();
        return bytes.archive().isPresent()
                ? String.format(
                        Locale.ROOT,
                        "about %.3f",
                        points + RateTerm.score(bytes.archive().getAsLong(), bytes.originalBytes()))
                : String.format(Locale.ROOT, "about %.3f without rate", points);
    }
}
