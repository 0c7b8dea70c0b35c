package org.fovea.lab.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.fovea.lab.Records;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Recipe;
import org.fovea.lab.record.Round;
import org.fovea.lab.record.Run;
import org.fovea.lab.record.Study;
import org.fovea.lab.record.Subset;
import org.fovea.lab.store.Dialect;
import org.fovea.lab.store.Ledger;
import org.fovea.lab.store.Numbered;
import org.fovea.lab.store.RunRow;
import org.fovea.lab.store.TestLab;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Importance of settings, where what each of them does is known. */
final class ImportanceTest {
    @TempDir
    private Path folder;

    private static List<Map<String, Integer>> grid(int... sizes) {
        List<Map<String, Integer>> points = new ArrayList<>(List.of(Map.of()));
        for (int i = 0; i < sizes.length; i++) {
            List<Map<String, Integer>> longer = new ArrayList<>();
            for (Map<String, Integer> point : points) {
                for (int value = 0; value < sizes[i]; value++) {
                    Map<String, Integer> more = new TreeMap<>(point);
                    more.put(Character.toString('a' + i), value);
                    longer.add(more);
                }
            }
            points = longer;
        }
        return points;
    }

    private static Importance of(List<Map<String, Integer>> points, Function<Map<String, Integer>, Double> score) {
        return Importance.of(results(points, score)).orElseThrow();
    }

    private static StudyResults results(
            List<Map<String, Integer>> points, Function<Map<String, Integer>, Double> score) {
        List<String> settings = List.copyOf(points.getFirst().keySet());
        Candidate candidate = Records.candidate("a", "0");
        return new StudyResults(
                new Numbered<>(1, Records.hash("s"), new Study("s", Records.hash("b"), "x", Records.ADA, Records.NOON)),
                settings,
                false,
                0,
                List.of(),
                Optional.empty(),
                false,
                points.stream()
                        .map(point -> new StudyResults.Point(
                                new Numbered<>(1, candidate.key(), candidate),
                                settings.stream()
                                        .map(name -> point.get(name).toString())
                                        .toList(),
                                row(),
                                score.apply(point),
                                Round.Decision.CONTINUE))
                        .toList());
    }

    private static RunRow row() {
        return new RunRow(
                1,
                Records.hash("run"),
                Records.hash("benchmark"),
                Records.hash("candidate"),
                "x",
                Optional.empty(),
                0,
                "masks",
                "masks",
                8,
                false,
                0,
                Optional.empty(),
                0,
                0,
                0,
                Optional.empty(),
                "x",
                Records.NOON,
                Records.NOON,
                "x",
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Map<String, Double> shares(Importance importance) {
        return importance.rows().stream().collect(Collectors.toMap(Importance.Row::setting, Importance.Row::share));
    }

    @Test
    void shares_are_those_of_the_analysis_of_variance() {
        // Over 0..3, 2a has the variance 5, b has 1.25, and c none: shares of 0.8 and 0.2.
        Importance found = of(grid(4, 4, 3), point -> 2.0 * point.get("a") + point.get("b"));
        assertThat(found.method()).isEqualTo(Importance.Method.FOREST);
        assertThat(shares(found).get("a")).isCloseTo(0.8, within(0.06));
        assertThat(shares(found).get("b")).isCloseTo(0.2, within(0.06));
        assertThat(shares(found).get("c")).isLessThan(0.01);
        assertThat(found.rows().getFirst().best()).isEqualTo("0");
        assertThat(found.rows().getFirst().range()).isCloseTo(6, within(1e-9));
        assertThat(found.predicts().getAsDouble()).isGreaterThan(0.9);
        assertThat(found.together().getAsDouble()).isLessThan(0.08);
    }

    @Test
    void what_two_settings_do_together_is_neither_ones_own() {
        Importance found =
                of(grid(2, 2, 8), point -> point.get("a").equals(point.get("b")) ? 1.0 : 0.0); // an exclusive or
        assertThat(found.together().getAsDouble()).isGreaterThan(0.7);
        assertThat(shares(found).values()).allMatch(share -> share < 0.2);
    }

    @Test
    void pure_noise_stays_below_what_chance_explains_and_foretells_nothing() {
        int beyond = 0;
        int all = 0;
        for (int seed = 0; seed < 8; seed++) {
            Random random = new Random(1000 + seed);
            Importance found = of(grid(3, 3, 3), _ -> random.nextGaussian());
            assertThat(found.predicts().getAsDouble()).isLessThan(0.35);
            for (Importance.Row row : found.rows()) {
                all++;
                beyond += row.share() > row.chance().getAsDouble() ? 1 : 0;
            }
        }
        assertThat(all).isEqualTo(24);
        assertThat(beyond).isLessThanOrEqualTo(5); // 1.2 are expected; more than 5 happen twice in a thousand times
    }

    @Test
    void a_failed_candidate_is_not_all_there_is_to_explain() {
        Importance found = of(
                grid(4, 4),
                point -> point.get("a") == 3 && point.get("b") == 3
                        ? 1e6
                        : point.get("a").doubleValue());
        assertThat(found.rows().getFirst().setting()).isEqualTo("a");
        assertThat(found.rows().getFirst().share()).isGreaterThan(0.3);
    }

    @Test
    void too_few_candidates_or_settings_say_nothing() {
        assertThat(Importance.of(results(grid(7, 1), point -> 1.0 * point.get("a"))))
                .isEmpty();
        assertThat(Importance.of(results(grid(3, 2), point -> 1.0 * point.get("a"))))
                .isEmpty();
        assertThat(Importance.of(results(grid(4, 4), _ -> 1.0))).isEmpty();
    }

    @Test
    void a_study_is_read_from_the_ledger_by_its_most_measured_round() {
        try (SimulatedLab lab = new SimulatedLab(folder, 24, (candidate, _, _) -> {
            String channels = candidate.overrides().getOrDefault("renderer.channels", "12");
            return 1 + Integer.parseInt(channels) / 100.0;
        })) {
            Numbered<Study> study = lab.start("""
                    name: star
                    benchmark: white
                    profile: fast/masks
                    one_at_a_time: true
                    space:
                      renderer.channels: {values: [8, 16, 24]}
                      masks.minimumRegion: {values: [3, 5]}
                    rungs: [{pairs: 8}, {pairs: all}]
                    """);
            lab.work();
            StudyResults results = StudyResults.of(lab.ledger, study);
            assertThat(results.oneAtATime()).isTrue();
            assertThat(results.rung()).isZero();
            assertThat(results.settings()).containsExactly("renderer.channels", "masks.minimumRegion");
            assertThat(results.points()).hasSizeBetween(4, 5).allSatisfy(point -> {
                assertThat(point.run().pairs()).isEqualTo(8);
                assertThat(results.onlyChange(point)).isPresent();
            });
            Importance found = Importance.of(results).orElseThrow();
            assertThat(found.method()).isEqualTo(Importance.Method.SPREAD);
            assertThat(found.rows().getFirst().setting()).isEqualTo("renderer.channels");
            assertThat(found.rows().getFirst().best()).isEqualTo("8");
            assertThat(found.rows().getFirst().share()).isGreaterThan(0.95);
        }
    }

    @Test
    void a_study_without_a_readable_plan_is_told_by_what_its_candidates_vary() throws Exception {
        try (TestLab lab = new TestLab(Dialect.SQLITE, folder)) {
            Ledger ledger = lab.ledger();
            Benchmark benchmark = Records.benchmark("white", 4);
            ledger.add(benchmark);
            Numbered<Study> study =
                    ledger.add(new Study("foreign", benchmark.key(), "name: [x", Records.ADA, Records.NOON));
            for (int i = 0; i < 3; i++) {
                ObjectNode node = JsonMapper.shared()
                        .createObjectNode()
                        .put("masks[].odd", i)
                        .put("same", 1);
                Candidate candidate = Records.candidate("a", "0").toBuilder()
                        .recipe(new Recipe(Recipe.Kind.PROFILE, node, Optional.empty()))
                        .build();
                Numbered<Candidate> added = ledger.add(candidate);
                Numbered<Run> run = ledger.add(Records.run(benchmark, candidate, Subset.all(4), 100 + i, 1, i));
                ledger.add(Round.builder()
                        .benchmark(benchmark.key())
                        .study(Optional.of(study.key()))
                        .candidate(added.key())
                        .floorRun(run.key())
                        .candidateRun(run.key())
                        .gain(0)
                        .low(0)
                        .high(0)
                        .level(0.9)
                        .bar(0)
                        .decision(Round.Decision.KILL)
                        .by(Records.ADA)
                        .time(Records.NOON)
                        .build());
            }
            StudyResults results = StudyResults.of(ledger, study);
            assertThat(results.settings()).containsExactly("masks[].odd");
            assertThat(results.points())
                    .extracting(point -> point.values().getFirst())
                    .containsExactly("0", "1", "2");
        }
    }
}
