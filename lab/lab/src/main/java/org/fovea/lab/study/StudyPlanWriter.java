package org.fovea.lab.study;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.fovea.config.CanonicalJson;
import org.fovea.lab.record.Run.Built;
import org.fovea.lab.record.Subset;

/** Writes study files that {@link StudyPlanReader} reads back as the same plans. */
final class StudyPlanWriter {
    private final Map<String, Object> keys = new LinkedHashMap<>();

    private StudyPlanWriter() {}

    static String write(StudyPlan plan) {
        StudyPlanWriter writer = new StudyPlanWriter();
        writer.plan(plan);
        return CanonicalJson.write(writer.keys);
    }

    private void plan(StudyPlan plan) {
        StudyPlan usual = StudyPlan.of(plan.name(), plan.benchmark(), plan.profile(), plan.space(), plan.rungs())
                .build();
        keys.put("name", plan.name());
        keys.put("benchmark", plan.benchmark());
        keys.put("profile", plan.profile());
        keys.put("space", space(plan.space()));
        keys.put("rungs", plan.rungs().stream().map(StudyPlanWriter::rung).toList());
        keys.put("sampler", word(plan.sampler()));
        plan.bar().ifPresent(bar -> keys.put("bar", bar));
        plan.seeds().ifPresent(seeds -> keys.put("seeds", seeds));
        unless("set", plan.set(), usual.set());
        plan.init().ifPresent(hash -> keys.put("init", hash));
        plan.despite().ifPresent(reason -> keys.put("despite", reason));
        unless("gradients", plan.gradients(), usual.gradients());
        unless("families", plan.families(), usual.families());
        unless("one_at_a_time", plan.oneAtATime(), usual.oneAtATime());
        plan.candidates().ifPresent(most -> keys.put("candidates", most));
        unless("budget", budget(plan.budget()), Map.of());
        if (plan.killError() != usual.killError() || plan.promoteError() != usual.promoteError()) {
            keys.put("errors", Map.of("kill", plan.killError(), "promote", plan.promoteError()));
        }
        unless("eta", plan.eta(), usual.eta());
        unless("strata", plan.strata(), usual.strata());
        unless("seed", plan.seed(), usual.seed());
        unless("priority", plan.priority(), usual.priority());
        unless("parallel", plan.parallel(), usual.parallel());
        plan.drawn().ifPresent(drawn -> keys.put("drawn", drawn(drawn)));
    }

    private void unless(String key, Object value, Object usual) {
        if (!Objects.equals(value, usual)) {
            keys.put(key, value);
        }
    }

    private static Map<String, Object> space(SearchSpace space) {
        Map<String, Object> paths = new LinkedHashMap<>();
        space.dimensions().forEach((path, dimension) -> paths.put(path, dimension(dimension)));
        return paths;
    }

    private static Map<String, Object> dimension(Dimension dimension) {
        return switch (dimension) {
            case Dimension.Choice choice -> Map.of("values", choice.all());
            case Dimension.Range range -> {
                Map<String, Object> keys = new LinkedHashMap<>();
                keys.put("from", range.from());
                keys.put("to", range.to());
                range.step().ifPresent(step -> keys.put("step", step));
                if (range.log()) {
                    keys.put("log", true);
                }
                if (range.integer()) {
                    keys.put("integer", true);
                }
                yield keys;
            }
        };
    }

    private static Map<String, Object> budget(StudyPlan.Budget budget) {
        Map<String, Object> limits = new LinkedHashMap<>();
        budget.runs().ifPresent(runs -> limits.put("runs", runs));
        budget.hours().ifPresent(hours -> limits.put("hours", hours));
        budget.bytes().ifPresent(bytes -> limits.put("bytes", bytes));
        return limits;
    }

    private static Map<String, Object> rung(Rung rung) {
        Map<String, Object> keys = new LinkedHashMap<>();
        keys.put("pairs", rung.whole() ? "all" : rung.pairs().getAsInt());
        if (!rung.set().isEmpty()) {
            keys.put("set", rung.set());
        }
        if (!rung.whole() && rung.built() != Built.SUBSET) {
            keys.put("built", word(rung.built()));
        }
        return keys;
    }

    private static Map<String, Object> drawn(StudyPlan.Drawn drawn) {
        return Map.of(
                "base",
                drawn.base(),
                "strata",
                word(drawn.strata()),
                "subsets",
                drawn.subsets().stream().map(Subset::text).toList());
    }

    private static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }
}
