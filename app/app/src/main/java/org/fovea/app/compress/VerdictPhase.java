package org.fovea.app.compress;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.fovea.app.Reporter;
import org.fovea.app.anchor.AnchorCodec;
import org.fovea.app.anchor.AnchorPoint;
import org.fovea.app.anchor.AnchorProbe;
import org.fovea.app.anchor.AnchorSettings;
import org.fovea.app.anchor.AnchorTrial;
import org.fovea.app.anchor.Anchors;
import org.fovea.app.labels.Labels;
import org.fovea.app.score.FileHashes;
import org.fovea.codec.io.Sha256;
import org.fovea.encode.run.RunDirectory;
import org.fovea.encode.run.RunState;
import org.fovea.evaluate.score.ScoreFormula;
import org.fovea.evaluate.score.ScoreResult;
import org.fovea.evaluate.truth.TruthSource;
import org.fovea.video.program.ProgramFailure;
import org.fovea.video.scale.ScaleFilter;
import org.fovea.video.stream.EncodedStream;
import org.fovea.video.stream.StreamEncoder;

/**
 * Compares a finished archive with AV1 and HEVC on the same pairs, for the same networks, within a budget of time. What
 * it found is {@link Verdict#FILE} of the run directory, which grows while it works.
 *
 * @param budget seconds that it may take, asked for when it begins; one encode is scored whatever they are
 * @param left seconds until the run has to end; the one encode is left out where a score takes longer
 */
record VerdictPhase(
        RunDirectory run,
        ClipRange range,
        DoubleSupplier budget,
        DoubleSupplier left,
        FileHashes hashes,
        Reporter reporter) {
    private static final int MOST_ENCODES = 6;

    /** Of the time that is left, for AV1; HEVC has the rest. */
    private static final double FIRST_SHARE = 0.7;

    RunState run(RunState before) throws IOException, InterruptedException {
        byte[] archive = Files.readAllBytes(before.archive().orElseThrow());
        String hash = Sha256.of(archive);
        Optional<Verdict> known = Verdict.read(run.path());
        if (known.filter(found -> found.complete() && found.archiveSha256().equals(hash))
                .isPresent()) {
            return before;
        }
        RunState.Scored scored = before.scored().orElseThrow();
        ScoreResult result = scored.result();
        double score = result.score().orElseThrow().score();
        long began = System.nanoTime();
        double most = budget.getAsDouble();
        List<Verdict.Anchor> found = new ArrayList<>();
        List<String> absent = new ArrayList<>();
        Anchors anchors = Anchors.find(
                List.of(AnchorCodec.AV1, AnchorCodec.HEVC), System.getenv().getOrDefault("PATH", ""));
        absent.addAll(anchors.absent());
        for (Map.Entry<AnchorCodec, StreamEncoder> each : anchors.encoders().entrySet()) {
            write(new Verdict(hash, archive.length, score, found, absent, List.of(), seconds(began), false));
            double gone = seconds(began);
            double share = found.isEmpty() && anchors.encoders().size() > 1 ? FIRST_SHARE : 1;
            if (found.isEmpty()
                    ? left.getAsDouble()
                            < scored.seconds() + result.provenance().seconds()
                    : most - gone < gone / found.getFirst().points().size()) {
                absent.add(each.getKey().typed() + ": no time was left; fovea bench rd compares longer");
                continue;
            }
            Work work = new Work(
                    before, each.getKey(), each.getValue(), result.bytes().originalBytes());
            try {
                found.add(work.measure(archive.length, score, gone + share * (most - gone), began));
            } catch (ProgramFailure e) {
                absent.add(each.getKey().typed() + ": " + e.getMessage());
            }
        }
        Verdict verdict = new Verdict(hash, archive.length, score, found, absent, List.of(), seconds(began), true);
        write(verdict.advised(advice(before, verdict)));
        return before;
    }

    private void write(Verdict verdict) throws IOException {
        run.document(Verdict.FILE, verdict);
    }

    /** Fast enough that scoring costs more than coding. */
    private static String preset(AnchorCodec codec) {
        return codec == AnchorCodec.AV1 ? "6" : "medium";
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    /** What to do where an anchor does better, or a class is lost. */
    private static List<String> advice(RunState made, Verdict verdict) {
        if (verdict.better().isEmpty()
                && made.scored().orElseThrow().result().table().lostClasses().isEmpty()) {
            return List.of();
        }
        List<String> advice = new ArrayList<>();
        made.time()
                .filter(time -> time.share() < 1)
                .ifPresentOrElse(
                        time -> advice.add(String.format(
                                Locale.ROOT,
                                "train longer: this run had %.0f %% of its training steps, all take about %.0f minutes"
                                        + " on this machine; raise --minutes, or leave it out",
                                100 * time.share(),
                                Math.ceil(time.wholeMinutes()))),
                        () -> advice.add(
                                "take a profile that trains longer; fovea profiles lists them with their time"));
        advice.add(
                made.profile().stream().isPresent()
                        ? "or give the video more bytes: a lower --set stream.crf"
                        : "or keep a video instead of masks: --profile standard/video");
        return advice;
    }

    private final class Work implements AnchorProbe.Trial {
        private final AnchorCodec codec;
        private final StreamEncoder encoder;
        private final AnchorTrial trial;
        private final ScoreFormula formula;
        private final long originalBytes;
        private final Map<AnchorSettings, EncodedStream> streams = new LinkedHashMap<>();
        private long ended = System.nanoTime();
        private double longest;

        Work(RunState made, AnchorCodec codec, StreamEncoder encoder, long originalBytes) {
            TruthSource truth = made.inputs().original();
            this.codec = codec;
            this.encoder = encoder;
            this.trial = new AnchorTrial(
                    range.clip(),
                    truth,
                    made.inputs().threads(),
                    run.path().resolve(Compression.FRAMES),
                    hashes,
                    reporter.only(Reporter.Part.NOTES));
            this.formula = ScoreFormula.of(truth.networks());
            this.originalBytes = originalBytes;
        }

        Verdict.Anchor measure(long bytes, double score, double until, long began)
                throws IOException, InterruptedException {
            AnchorSettings base = new AnchorSettings(codec, preset(codec), 1, 100, ScaleFilter.LANCZOS);
            AnchorProbe probe = new AnchorProbe(base, range.clip().size(), 2 * range.pairs(), this);
            List<AnchorPoint> points = probe.run(bytes, score, MOST_ENCODES, () -> seconds(began) + longest < until);
            String with = encoder.version() + ", preset " + preset(codec);
            return Verdict.Anchor.of(codec.title(), with, points, bytes, score);
        }

        @Override
        public long bytesAt(AnchorSettings settings) throws IOException, InterruptedException {
            try (Reporter.Task task = reporter.begin(title(settings) + ", encode", 2L * range.pairs(), "frames")) {
                EncodedStream stream = trial.encode(encoder, settings, task::update);
                streams.put(settings, stream);
                return stream.streamBytes();
            }
        }

        @Override
        public double scoreAt(AnchorSettings settings) throws IOException, InterruptedException {
            EncodedStream stream = Objects.requireNonNull(streams.get(settings), "it was coded before");
            double bytes = stream.streamBytes();
            try (Reporter.Task task = reporter.begin(title(settings) + ", score", range.pairs(), "pairs")) {
                return formula.score(
                                trial.score(stream, settings, Labels.NONE, task::update)
                                        .averages(),
                                formula.rateTerm(bytes, originalBytes))
                        .total();
            } finally {
                longest = Math.max(longest, seconds(ended));
                ended = System.nanoTime();
            }
        }

        private String title(AnchorSettings settings) {
            return "compare with " + codec.title() + ", " + settings.label();
        }
    }
}
