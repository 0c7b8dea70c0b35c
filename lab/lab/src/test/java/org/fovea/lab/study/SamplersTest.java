package org.fovea.lab.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.fovea.config.CanonicalJson;
import org.fovea.lab.round.Draws;
import org.junit.jupiter.api.Test;

final class SamplersTest {
    private static final Dimension REGION = new Dimension.Choice(List.of("2", "4", "8", "16"));
    private static final Dimension CHANNELS = new Dimension.Range(4, 12, Optional.of(4.0), false, true);

    private static SearchSpace small() {
        Map<String, Dimension> dimensions = new LinkedHashMap<>();
        dimensions.put("masks.minimumRegion", REGION);
        dimensions.put("renderer.channels", CHANNELS);
        return new SearchSpace(dimensions);
    }

    private static SearchSpace mixed() {
        Map<String, Dimension> dimensions = new LinkedHashMap<>();
        dimensions.put("rate", new Dimension.Range(1e-4, 1e-1, Optional.empty(), true, false));
        dimensions.put("width", new Dimension.Range(1, 64, Optional.empty(), false, true));
        dimensions.put("share", new Dimension.Range(-1, 1, Optional.empty(), false, false));
        dimensions.put("kind", new Dimension.Choice(List.of("a", "b", "c", "d", "e")));
        return new SearchSpace(dimensions);
    }

    /** Best at rate 0.003, width 40, share 0.3, kind c: 0. */
    private static double gain(Map<String, String> point) {
        double rate = Math.log10(Double.parseDouble(point.get("rate")) / 0.003);
        double width = (Double.parseDouble(point.get("width")) - 40) / 32;
        double share = Double.parseDouble(point.get("share")) - 0.3;
        double kind = point.get("kind").equals("c") ? 0 : 0.4;
        return -(rate * rate + width * width + share * share + kind);
    }

    private static List<Trial> run(
            Sampler sampler,
            int times,
            ToDoubleFunction<Map<String, String>> gain,
            Predicate<Map<String, String>> allowed) {
        List<Trial> history = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            Optional<Map<String, String>> point = sampler.next(history, allowed);
            if (point.isEmpty()) {
                break;
            }
            history.add(new Trial(point.get(), 0, OptionalDouble.of(gain.applyAsDouble(point.get()))));
        }
        return history;
    }

    @Test
    void the_model_beats_chance_with_noisy_gains_and_several_at_once() {
        double model = 0;
        double chance = 0;
        int times = 40;
        for (long seed = 0; seed < times; seed++) {
            model += truthOfBest(new TpeSampler(mixed(), seed)) / times;
            chance += truthOfBest(Sampler.random(mixed(), seed)) / times;
        }
        assertThat(-model).isLessThan(-chance / 2);
    }

    /** Four are measured at the same time, each with noise; what is the chosen one worth? */
    private static double truthOfBest(Sampler sampler) {
        List<Trial> finished = new ArrayList<>();
        while (finished.size() < 60) {
            List<Trial> history = new ArrayList<>(finished);
            List<Map<String, String>> batch = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Map<String, String> point = sampler.next(history, _ -> true).orElseThrow();
                batch.add(point);
                history.add(Trial.open(point));
            }
            assertThat(new HashSet<>(batch)).hasSize(4);
            for (Map<String, String> point : batch) {
                double noise = Integer.parseInt(CanonicalJson.hash(point).substring(0, 4), 16) / 65536.0 - 0.5;
                finished.add(new Trial(point, 0, OptionalDouble.of(gain(point) + 0.2 * noise)));
            }
        }
        return finished.stream()
                .max(Comparator.comparingDouble(trial -> trial.gain().orElseThrow()))
                .map(trial -> gain(trial.values()))
                .orElseThrow();
    }

    private static List<Sampler> all(SearchSpace space, long seed) {
        List<Sampler> samplers = new ArrayList<>(List.of(Sampler.random(space, seed), new TpeSampler(space, seed)));
        space.grid().ifPresent(points -> {
            samplers.add(Sampler.inOrder(points));
            samplers.add(Sampler.shuffled(points, seed));
        });
        return samplers;
    }

    @Test
    void none_proposes_what_is_closed_or_the_same_twice() {
        for (long seed = 0; seed < 20; seed++) {
            for (Sampler sampler : all(small(), seed)) {
                Predicate<Map<String, String>> allowed =
                        point -> !point.get("masks.minimumRegion").equals("8");
                List<Trial> trials = run(sampler, 100, point -> -point.hashCode() % 7, allowed);
                Set<Map<String, String>> points = new HashSet<>();
                trials.forEach(trial -> points.add(trial.values()));
                assertThat(points).hasSize(trials.size()).hasSize(9).allMatch(allowed);
            }
            for (Sampler sampler : all(mixed(), seed)) {
                Predicate<Map<String, String>> allowed =
                        point -> !point.get("kind").equals("c");
                List<Trial> trials = run(sampler, 50, SamplersTest::gain, allowed);
                Set<Map<String, String>> points = new HashSet<>();
                trials.forEach(trial -> points.add(trial.values()));
                assertThat(points).hasSize(50).allMatch(allowed);
            }
        }
    }

    @Test
    void the_same_seed_and_history_lead_to_the_same_proposal() {
        for (int i = 0; i < 4; i++) {
            List<Trial> once = run(all(small(), 3).get(i), 12, point -> point.hashCode() % 5, _ -> true);
            List<Trial> again = run(all(small(), 3).get(i), 12, point -> point.hashCode() % 5, _ -> true);
            assertThat(again).isEqualTo(once);
        }
        assertThat(run(new TpeSampler(mixed(), 1), 40, SamplersTest::gain, _ -> true))
                .isEqualTo(run(new TpeSampler(mixed(), 1), 40, SamplersTest::gain, _ -> true))
                .isNotEqualTo(run(new TpeSampler(mixed(), 2), 40, SamplersTest::gain, _ -> true));
    }

    @Test
    void a_grid_has_every_combination_and_a_star_every_value_by_itself() {
        assertThat(small().grid().orElseThrow())
                .hasSize(12)
                .startsWith(Map.of("masks.minimumRegion", "2", "renderer.channels", "4"));
        assertThat(small().star().orElseThrow())
                .hasSize(7)
                .startsWith(Map.of("masks.minimumRegion", "2"))
                .endsWith(Map.of("renderer.channels", "12"));
        assertThat(mixed().grid()).isEmpty();
        assertThat(mixed().star()).isEmpty();
    }

    @Test
    void ranges_write_their_values_short_and_know_them_again() {
        assertThat(new Dimension.Range(0.1, 0.5, Optional.of(0.1), false, false)
                        .values()
                        .orElseThrow())
                .containsExactly("0.1", "0.2", "0.3", "0.4", "0.5");
        assertThat(new Dimension.Range(0.001, 0.008, Optional.of(2.0), true, false)
                        .values()
                        .orElseThrow())
                .containsExactly("0.001", "0.002", "0.004", "0.008");
        assertThat(new Dimension.Range(3, 6, Optional.empty(), false, true)
                        .values()
                        .orElseThrow())
                .containsExactly("3", "4", "5", "6");
        Draws draws = new Draws(1);
        for (Dimension dimension : mixed().dimensions().values()) {
            for (int i = 0; i < 500; i++) {
                String value = dimension.at(draws.uniform());
                assertThat(dimension.canonical(value)).contains(value);
                if (dimension instanceof Dimension.Range range) {
                    double number = Double.parseDouble(value);
                    assertThat(number).isBetween(range.from(), range.to());
                    assertThat(dimension.canonical(Double.toString(number))).contains(value);
                }
            }
        }
        assertThat(REGION.canonical("8.0")).contains("8");
        assertThat(REGION.canonical("9")).isEmpty();
        assertThat(CHANNELS.canonical("6")).isEmpty();
    }
}
