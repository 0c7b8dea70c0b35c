package org.fovea.app.workshop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.fovea.testkit.Thrown.assertThrown;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.fovea.config.Json;
import org.fovea.lab.record.Author;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.PairDistortion;
import org.fovea.lab.record.Recipe;
import org.fovea.lab.record.RecordException;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Subset;
import org.fovea.lab.record.Track;
import org.fovea.lab.round.RunDiff;
import org.fovea.lab.store.LabDatabase;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.Numbered;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class RunDiffTest {
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
    private static final Author ADA = Author.person("Ada");

    @TempDir
    Path folder;

    private static Candidate candidate(Map<String, String> settings) {
        var recipe = JsonMapper.shared().createObjectNode();
        settings.forEach(recipe::put);
        return Candidate.builder()
                .recipe(new Recipe(Recipe.Kind.PROFILE, recipe, Optional.empty()))
                .profile("quick")
                .overrides(settings)
                .track(Track.MASKS)
                .family("masks")
                .by(ADA)
                .time(NOON)
                .build();
    }

    private static Benchmark benchmark(Ledger ledger) {
        return ledger.add(new Benchmark(
                        "white",
                        "white.mp4",
                        Optional.of("ab".repeat(32)),
                        3,
                        2_641_803,
                        "bundled",
                        Optional.of("cd".repeat(32)),
                        false,
                        Optional.empty(),
                        NOON))
                .record();
    }

    private static Run run(
            Benchmark benchmark, Candidate candidate, String code, Map<String, Long> sections, double lost) {
        List<PairDistortion> pairs = List.of(
                new PairDistortion(0, lost / 100, lost / 7),
                new PairDistortion(1, 0, Math.nextUp(lost)),
                new PairDistortion(2, lost / 1e6, 1e-17));
        return Run.builder()
                .benchmark(benchmark.key())
                .candidate(candidate.key())
                .subset(Subset.all(3))
                .built(Run.Built.CLIP)
                .track(candidate.track())
                .family(candidate.family())
                .seeds(List.of(1L))
                .device("cpu")
                .machine("amd64")
                .threads(2)
                .codeVersion(code)
                .started(NOON.minusSeconds(60))
                .ended(NOON)
                .bytes(new Run.Bytes(
                        sections.values().stream().mapToLong(Long::longValue).sum(),
                        Optional.of(0L),
                        benchmark.originalBytes()))
                .sections(sections)
                .segmentation(pairs.stream()
                        .mapToDouble(PairDistortion::segmentation)
                        .average()
                        .orElseThrow())
                .pose(pairs.stream().mapToDouble(PairDistortion::pose).average().orElseThrow())
                .pairs(pairs)
                .frames(Optional.empty())
                .build();
    }

    @Test
    void a_document_is_the_same_to_the_letter() throws Exception {
        try (LabDatabase database = LabDatabase.open(folder.resolve("lab.db"));
                var expected = Objects.requireNonNull(RunDiffTest.class.getResourceAsStream("diff.json"))) {
            Ledger ledger = database.ledger();
            Benchmark benchmark = benchmark(ledger);
            Candidate one = ledger.add(candidate(Map.of("masks.minimumRegion", "4", "seed", "1")))
                    .record();
            Candidate other = ledger.add(candidate(Map.of("masks.minimumRegion", "6", "poses.bits", "5")))
                    .record();
            Numbered<Run> a = ledger.add(run(benchmark, one, "abc", Map.of("masks", 4900L, "old", 100L), 1.0 / 3));
            Numbered<Run> b = ledger.add(
                    run(benchmark, other, "def", Map.of("masks", 4900L, "poses", 70L, "container", 5L), 0.1 + 0.2));
            assertThat(Json.of(new RunDiff(ledger, a, b).document()) + "\n")
                    .isEqualTo(new String(expected.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static Run onPairs(Run run, int... numbers) {
        List<PairDistortion> pairs = run.pairs().stream()
                .filter(pair -> Arrays.stream(numbers).anyMatch(number -> number == pair.pair()))
                .toList();
        return run.toBuilder()
                .subset(new Subset(3, Arrays.stream(numbers).boxed().toList()))
                .pairs(pairs)
                .build();
    }

    @Test
    void runs_of_different_pairs_are_compared_on_those_in_common() throws Exception {
        try (LabDatabase database = LabDatabase.open(folder.resolve("lab.db"))) {
            Ledger ledger = database.ledger();
            Benchmark benchmark = benchmark(ledger);
            Candidate candidate = ledger.add(candidate(Map.of("seed", "1"))).record();
            Map<String, Long> sections = Map.of("masks", 4900L);
            Run whole = run(benchmark, candidate, "abc", sections, 0.25);
            Numbered<Run> a = ledger.add(whole);
            Numbered<Run> b = ledger.add(onPairs(run(benchmark, candidate, "abc", sections, 0.5), 0, 1));
            Numbered<Run> c = ledger.add(onPairs(whole, 2));
            String text = DiffText.of(new RunDiff(ledger, a, b));
            assertThat(text)
                    .contains("3 and 2 pairs: bytes cannot be compared; terms are of the 2 pairs in common")
                    .doesNotContain("rate term", "score of");
            RunDiff.Document document = new RunDiff(ledger, a, b).document();
            assertThat(document.score()).isEmpty();
            assertThat(document.segmentation()).isCloseTo(0.25 / 100 / 2, offset(1e-12));
            assertThrown(RecordException.class, () -> new RunDiff(ledger, b, c), "no pair in common");
        }
    }
}
