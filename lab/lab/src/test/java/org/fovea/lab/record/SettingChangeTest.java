package org.fovea.lab.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.fovea.lab.Records;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

final class SettingChangeTest {
    private static final int TIMES = 400;
    private static final List<String> NAMES = List.of("masks", "poses", "train");
    private static final List<String> KEYS = List.of("steps", "rate", "kinds");

    /**
     * Settings as a person thinks of them: those of the profile, and stages in their order. Values are numbers, words
     * or lists.
     */
    private record Plan(Map<String, Object> top, List<Map.Entry<String, Map<String, Object>>> stages) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void what_is_equal_by_value_does_not_differ_however_it_is_written(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < TIMES; i++) {
            Plan plan = plan(random);
            assertThat(SettingChange.between(candidate(plan, random), candidate(plan, random)))
                    .as("%s", plan)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void exactly_plans_that_are_not_equal_differ_and_backwards_as_forwards(long seed) {
        Random random = new Random(seed);
        int equal = 0;
        for (int i = 0; i < TIMES; i++) {
            Plan one = plan(random);
            Plan other = random.nextInt(4) == 0 ? plan(random) : varied(one, random);
            Candidate before = candidate(one, random);
            Candidate after = candidate(other, random);
            List<SettingChange> changes = SettingChange.between(before, after);
            assertThat(changes.isEmpty()).as("%s against %s", one, other).isEqualTo(one.equals(other));
            equal += one.equals(other) ? 1 : 0;
            assertThat(SettingChange.between(after, before))
                    .isEqualTo(changes.stream()
                            .map(change -> new SettingChange(change.name(), change.after(), change.before()))
                            .toList());
            assertThat(changes).extracting(SettingChange::name).isSorted().doesNotHaveDuplicates();
        }
        assertThat(equal).isBetween(TIMES / 50, TIMES / 2);
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8})
    void a_stage_that_comes_before_others_renumbers_none_of_another_name(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < TIMES; i++) {
            Plan plan = plan(random);
            Map<String, Object> settings = new TreeMap<>(Map.of("steps", number(7)));
            List<Map.Entry<String, Map<String, Object>>> longer = new ArrayList<>(plan.stages());
            longer.add(random.nextInt(longer.size() + 1), Map.entry("crop", settings));
            assertThat(SettingChange.between(candidate(plan, random), candidate(new Plan(plan.top(), longer), random)))
                    .extracting(SettingChange::name, SettingChange::before)
                    .containsExactly(tuple("crop[1].steps", Optional.empty()));
        }
    }

    @Test
    void stages_in_another_order_differ_by_their_order_alone() {
        Map<String, Object> none = Map.of("steps", number(3));
        List<Map.Entry<String, Map<String, Object>>> stages =
                List.of(Map.entry("train", none), Map.entry("masks", none));
        Random random = new Random(9);
        assertThat(SettingChange.between(
                        candidate(new Plan(Map.of(), stages), random),
                        candidate(new Plan(Map.of(), stages.reversed()), random)))
                .extracting(SettingChange::text)
                .containsExactly("stages train[1], masks[1] → masks[1], train[1]");
    }

    @Test
    void the_archive_to_begin_with_is_a_setting() {
        Recipe plain = new Recipe(Recipe.Kind.PROFILE, JsonMapper.shared().createObjectNode(), Optional.empty());
        Recipe begun = new Recipe(plain.kind(), plain.settings(), Optional.of(Records.hash("archive")));
        assertThat(SettingChange.between(candidate(plain), candidate(begun)))
                .containsExactly(new SettingChange("archive to begin with", Optional.empty(), begun.init()));
    }

    private static Candidate candidate(Recipe recipe) {
        return Candidate.builder()
                .recipe(recipe)
                .profile("quick")
                .track(Track.MASKS)
                .family("masks")
                .by(Records.ADA)
                .time(Records.NOON)
                .build();
    }

    private static Candidate candidate(Plan plan, Random random) {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        plan.top().forEach((key, value) -> put(root, key, value, random));
        if (!plan.stages().isEmpty()) {
            var stages = root.putArray("stages");
            plan.stages().forEach(stage -> {
                ObjectNode settings = stages.addObject().putObject(stage.getKey());
                stage.getValue().forEach((key, value) -> put(settings, key, value, random));
            });
        }
        return candidate(new Recipe(Recipe.Kind.PROFILE, root, Optional.empty()));
    }

    private static void put(ObjectNode into, String key, Object value, Random random) {
        if (value instanceof BigDecimal number && random.nextBoolean()) {
            into.put(key, number);
        } else if (value instanceof List<?> list && random.nextBoolean()) {
            var array = into.putArray(key);
            list.forEach(element -> array.add(spelled(element, random)));
        } else {
            into.put(key, spelled(value, random));
        }
    }

    private static String spelled(Object value, Random random) {
        return switch (value) {
            case BigDecimal number ->
                switch (random.nextInt(4)) {
                    case 0 -> number.toPlainString();
                    case 1 -> number.setScale(number.scale() + 2).toPlainString();
                    case 2 -> number.unscaledValue() + "e" + -number.scale();
                    default -> String.valueOf(number.doubleValue());
                };
            case List<?> list ->
                list.stream()
                        .map(element -> spelled(element, random))
                        .collect(Collectors.joining(random.nextBoolean() ? ", " : ",", "[", "]"));
            default -> value.toString();
        };
    }

    private static BigDecimal number(int thousandths) {
        return BigDecimal.valueOf(thousandths, 3);
    }

    private static Plan plan(Random random) {
        List<Map.Entry<String, Map<String, Object>>> stages = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            stages.add(Map.entry(NAMES.get(random.nextInt(NAMES.size())), values(random)));
        }
        return new Plan(values(random), stages);
    }

    private static Map<String, Object> values(Random random) {
        Map<String, Object> values = new TreeMap<>();
        for (String key : KEYS) {
            if (random.nextInt(3) > 0) {
                values.put(key, value(random));
            }
        }
        return values;
    }

    private static Object value(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> random.nextBoolean() ? "high" : "low";
            case 1 -> List.of(number(random.nextInt(3)), number(random.nextInt(3)));
            default -> number(random.nextInt(4));
        };
    }

    /** One thing changed: a value, a stage that comes or goes, or their order. */
    private static Plan varied(Plan plan, Random random) {
        List<Map.Entry<String, Map<String, Object>>> stages = new ArrayList<>(plan.stages());
        Map<String, Object> top = new LinkedHashMap<>(plan.top());
        switch (random.nextInt(4)) {
            case 0 -> top.put("rate", value(random));
            case 1 -> Collections.shuffle(stages, random);
            case 2 -> stages.add(random.nextInt(stages.size() + 1), Map.entry("masks", values(random)));
            default -> {
                if (!stages.isEmpty()) {
                    int index = random.nextInt(stages.size());
                    stages.set(index, Map.entry(stages.get(index).getKey(), values(random)));
                }
            }
        }
        return new Plan(new TreeMap<>(top), stages);
    }
}
