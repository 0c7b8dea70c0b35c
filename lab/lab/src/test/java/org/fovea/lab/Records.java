package org.fovea.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.fovea.codec.io.Sha256;
import org.fovea.config.CanonicalJson;
import org.fovea.lab.record.Artifact;
import org.fovea.lab.record.Author;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.DeadEnd;
import org.fovea.lab.record.Hypothesis;
import org.fovea.lab.record.Judgement;
import org.fovea.lab.record.PairDistortion;
import org.fovea.lab.record.Recipe;
import org.fovea.lab.record.RecordKind;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Subset;
import org.fovea.lab.record.Track;
import tools.jackson.databind.json.JsonMapper;

/** Records to test with. */
public final class Records {
    /** A moment. */
    public static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    /** Somebody. */
    public static final Author ADA = Author.person("Ada");

    private Records() {}

    /** A hash of a word. */
    public static String hash(String word) {
        return CanonicalJson.hash(word);
    }

    /** A benchmark of 110 pairs. */
    public static Benchmark benchmark() {
        return benchmark("white", 110);
    }

    /** A benchmark of 110 pairs whose frames are a sequence. */
    public static Benchmark sequence() {
        Benchmark pairs = benchmark("borders", 110);
        return new Benchmark(
                pairs.name(),
                pairs.clip(),
                pairs.clipSha256(),
                pairs.pairs(),
                pairs.originalBytes(),
                pairs.evaluators(),
                pairs.evaluatorsSha256(),
                pairs.official(),
                Optional.of(Benchmark.SEQUENCE),
                pairs.time());
    }

    /** A benchmark. */
    public static Benchmark benchmark(String name, int pairs) {
        return new Benchmark(
                name,
                name + ".mp4",
                Optional.of(hash(name)),
                pairs,
                2_641_803,
                "roadseg + egomotion",
                Optional.of(hash("roadseg")),
                false,
                Optional.empty(),
                NOON);
    }

    /** A hypothesis. */
    public static Hypothesis hypothesis() {
        return new Hypothesis(
                "specks of the masks cost more than they bring",
                "fewer, larger regions",
                "masks",
                new Hypothesis.Expected(Optional.of(-300L), Optional.empty(), Optional.empty()),
                ADA,
                NOON);
    }

    /** A candidate with one setting. */
    public static Candidate candidate(String key, String value) {
        Recipe recipe = new Recipe(
                Recipe.Kind.PROFILE, JsonMapper.shared().createObjectNode().put(key, value), Optional.empty());
        return Candidate.builder()
                .recipe(recipe)
                .profile("quick")
                .overrides(Map.of(key, value))
                .track(Track.MASKS)
                .family("masks")
                .by(ADA)
                .time(NOON)
                .build();
    }

    /** A judgement for a reason, without evidence. */
    public static Judgement.Builder judgement(
            Judgement.Verdict verdict, RecordKind about, String subject, String benchmark) {
        return Judgement.builder()
                .verdict(verdict)
                .about(about)
                .subject(subject)
                .benchmark(benchmark)
                .by(ADA)
                .reason("because")
                .time(NOON);
    }

    /** A dead end of one run. */
    public static DeadEnd.Builder deadEnd(String benchmark, String family, String run) {
        return DeadEnd.builder()
                .benchmark(benchmark)
                .family(family)
                .mechanism("specks that are merged cost segmentation on every pair")
                .preconditions(Map.of("code", "abc"))
                .evidence(List.of(run))
                .numbers("gain -0.012 (-0.02..-0.004)")
                .reopens("another coder of masks")
                .by(ADA)
                .time(NOON);
    }

    /** A run whose pairs are drawn by lot around the given means. */
    public static Run run(Benchmark benchmark, Candidate candidate, Subset subset, long bytes, double loss, long seed) {
        Random random = new Random(seed);
        List<PairDistortion> pairs = new ArrayList<>();
        for (int pair : subset.pairs()) {
            pairs.add(new PairDistortion(
                    pair,
                    loss * (0.5 + random.nextDouble()) * (1 + pair % 7) / 1000,
                    loss * (0.5 + random.nextDouble()) * (1 + pair % 5) / 1000));
        }
        return run(benchmark, candidate, subset, bytes, pairs);
    }

    /** A run with these pairs. */
    public static Run run(
            Benchmark benchmark, Candidate candidate, Subset subset, long bytes, List<PairDistortion> pairs) {
        double share = (double) subset.size() / subset.clipPairs();
        return Run.builder()
                .benchmark(benchmark.key())
                .candidate(candidate.key())
                .subset(subset)
                .built(subset.whole() ? Run.Built.CLIP : Run.Built.SUBSET)
                .track(candidate.track())
                .family(candidate.family())
                .seeds(List.of(1L))
                .device("cpu")
                .machine("amd64")
                .threads(2)
                .codeVersion("0123456789abcdef")
                .started(NOON.minusSeconds(60))
                .ended(NOON)
                .bytes(new Run.Bytes(bytes, Optional.of(0L), benchmark.originalBytes() * share))
                .sections(Map.of("masks", bytes - 100, "container", 100L))
                .segmentation(pairs.stream()
                        .mapToDouble(PairDistortion::segmentation)
                        .average()
                        .orElseThrow())
                .pose(pairs.stream().mapToDouble(PairDistortion::pose).average().orElseThrow())
                .pairs(pairs)
                .frames(Optional.of(hash("frames" + bytes)))
                .build();
    }

    /** What a run whose archive holds the whole clip measured on some of its pairs. */
    public static Run on(Subset subset, Run whole) {
        return whole.toBuilder()
                .subset(subset)
                .pairs(subset.pairs().stream().map(whole.pairs()::get).toList())
                .build();
    }

    /**
     * A run whose archive the lab has kept; what it draws are its own bytes.
     *
     * @param lab folder of the lab
     * @param word content of the archive, and its name
     */
    public static Run kept(Run run, String track, Path lab, String word) throws IOException {
        byte[] archive = word.getBytes(StandardCharsets.UTF_8);
        String name = "artifacts/" + word.replace(' ', '-') + ".zip";
        Files.createDirectories(lab.resolve("artifacts"));
        Files.write(lab.resolve(name), archive);
        String sha256 = Sha256.of(archive);
        return run.toBuilder()
                .track(track)
                .frames(Optional.of(sha256))
                .artifacts(List.of(new Artifact(Artifact.ARCHIVE, sha256, archive.length, name)))
                .build();
    }
}
