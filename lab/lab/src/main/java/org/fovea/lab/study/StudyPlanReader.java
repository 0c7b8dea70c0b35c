package org.fovea.lab.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.fovea.config.YamlMap;
import org.fovea.config.YamlNode;
import org.fovea.encode.profile.ProfileOverride;
import org.fovea.lab.folder.LabConfig;
import org.fovea.lab.record.Run.Built;
import org.fovea.lab.record.Subset;
import org.fovea.lab.round.Strata;
import org.fovea.lab.study.StudyPlan.Budget;
import org.fovea.lab.study.StudyPlan.Drawn;
import org.fovea.lab.study.StudyPlan.SamplerKind;

final class StudyPlanReader {
    private static final String[] GRADIENTS = {"checked", "unchecked", "unused"};

    private final YamlNode root;
    private final YamlMap map;

    private StudyPlanReader(YamlNode root) {
        this.root = root;
        this.map = new YamlMap(root);
    }

    static StudyPlan read(YamlNode root) {
        return new StudyPlanReader(root).plan();
    }

    private StudyPlan plan() {
        SearchSpace space = space(map.required("space"));
        List<Rung> rungs = rungs(map.required("rungs"));
        SamplerKind sampler = map.optional("sampler")
                .map(node -> YamlMap.choice(node, SamplerKind.values(), StudyPlanReader::word))
                .orElse(SamplerKind.GRID);
        boolean star = map.optional("one_at_a_time").map(StudyPlanReader::truth).orElse(false);
        OptionalInt candidates = number("candidates", 1, 1_000_000);
        checkCountable(space, sampler, star, candidates.isPresent());
        ErrorRates errors = errors();
        StudyPlan plan = located(
                root,
                () -> new StudyPlan(
                        map.required("name").text("a name"),
                        map.required("benchmark").text("the name of a benchmark"),
                        map.required("profile").text("the name of a profile"),
                        map.optional("set").map(StudyPlanReader::settings).orElse(Map.of()),
                        map.optional("init").map(node -> hash(node, "the SHA-256 of an archive")),
                        map.optional("despite").map(node -> node.text("a reason")),
                        map.optional("gradients")
                                .map(node -> YamlMap.choice(node, GRADIENTS, String::toString))
                                .orElse("unchecked"),
                        map.optional("families").map(StudyPlanReader::families).orElse(Map.of()),
                        space,
                        sampler,
                        star,
                        candidates,
                        map.optional("budget").map(StudyPlanReader::budget).orElse(Budget.UNLIMITED),
                        rungs,
                        number("seeds", 1, LabConfig.MAX_SEEDS),
                        map.optional("bar")
                                .map(node -> OptionalDouble.of(YamlMap.number(node)))
                                .orElse(OptionalDouble.empty()),
                        errors.kill(),
                        errors.promote(),
                        number("eta", 1, 1000).orElse(3),
                        number("strata", 1, 1000).orElse(4),
                        map.optional("seed")
                                .map(node -> whole(node, 0, Long.MAX_VALUE))
                                .orElse(1L),
                        number("priority", -1000, 1000).orElse(0),
                        number("parallel", 1, 1000).orElse(2),
                        map.optional("drawn").map(node -> drawn(node, rungs))));
        map.finish();
        return plan;
    }

    private void checkCountable(SearchSpace space, SamplerKind sampler, boolean star, boolean limited) {
        if (star && sampler == SamplerKind.TPE) {
            throw map.required("one_at_a_time")
                    .wrong("tpe combines settings", "use sampler grid or random, or leave this out");
        }
        List<String> uncountable = space.uncountable();
        boolean listed = star || sampler == SamplerKind.GRID;
        if (listed && !uncountable.isEmpty()) {
            throw map.required("space")
                    .wrong(
                            "a grid needs countable values of " + String.join(", ", uncountable),
                            "give values or a step, or use sampler random or tpe");
        }
        if (!star && listed && space.grid().isEmpty()) {
            throw map.required("space").wrong("more than 100,000 combinations", "use sampler random or tpe");
        }
        if (!listed && !limited && space.grid().isEmpty()) {
            throw map.node().wrong("the key 'candidates' is missing, and the space has no end", "add it");
        }
    }

    private record ErrorRates(double kill, double promote) {}

    private ErrorRates errors() {
        Optional<YamlNode> level = map.optional("level");
        Optional<YamlNode> errors = map.optional("errors");
        if (level.isPresent() && errors.isPresent()) {
            throw level.get().wrong("'level' and 'errors' say the same thing", "keep one");
        }
        if (errors.isEmpty()) {
            double each = level.map(node -> (1 - share(node, 0, 1)) / 2).orElse(0.05);
            return new ErrorRates(each, each);
        }
        YamlMap rates = new YamlMap(errors.get());
        ErrorRates read = new ErrorRates(
                rates.optional("kill").map(node -> share(node, 0, 0.5)).orElse(0.05),
                rates.optional("promote").map(node -> share(node, 0, 0.5)).orElse(0.05));
        rates.finish();
        return read;
    }

    private static double share(YamlNode node, double least, double most) {
        double value = YamlMap.number(node);
        if (!(value > least && value < most)) {
            throw node.wrong(value + " is not between " + least + " and " + most, "correct it");
        }
        return value;
    }

    private static Map<String, String> settings(YamlNode node) {
        Map<String, String> settings = new LinkedHashMap<>();
        node.map("a map from settings to values").forEach((path, value) -> {
            checkPath(value, path);
            settings.put(path, value(value));
        });
        return settings;
    }

    private static void checkPath(YamlNode node, String path) {
        located(node, () -> ProfileOverride.of(path + "=1"));
    }

    /** A scalar, or a list in brackets. */
    private static String value(YamlNode node) {
        if (node.isText()) {
            return node.text("a value");
        }
        if (node.value() instanceof List<?>) {
            return node.list().stream().map(StudyPlanReader::value).collect(Collectors.joining(", ", "[", "]"));
        }
        throw node.wrong("a map where a value belongs", "write the setting's whole path, joined by dots");
    }

    private static Map<String, String> families(YamlNode node) {
        Map<String, String> families = new LinkedHashMap<>();
        node.map("a map from settings to families").forEach((path, value) -> {
            String family = value.text("the name of a family");
            if (family.contains("+")) {
                throw value.wrong("'+' joins families", "leave it out of the name");
            }
            families.put(path, family);
        });
        return families;
    }

    private static SearchSpace space(YamlNode node) {
        Map<String, Dimension> dimensions = new LinkedHashMap<>();
        node.map("a map from settings to their values").forEach((path, value) -> {
            checkPath(value, path);
            if (SearchSpace.clashes(dimensions.keySet(), path)) {
                throw value.wrong(SearchSpace.CLASH, "keep one");
            }
            dimensions.put(path, dimension(value));
        });
        return located(node, () -> new SearchSpace(dimensions));
    }

    private static Dimension dimension(YamlNode node) {
        if (!(node.value() instanceof Map)) {
            return located(node, () -> new Dimension.Choice(values(node)));
        }
        YamlMap map = new YamlMap(node);
        Optional<YamlNode> values = map.optional("values");
        if (values.isPresent()) {
            map.finish();
            return located(node, () -> new Dimension.Choice(values(values.get())));
        }
        double from = YamlMap.number(map.required("from"));
        double to = YamlMap.number(map.required("to"));
        Optional<Double> step = map.optional("step").map(YamlMap::number);
        boolean log = map.optional("log").map(StudyPlanReader::truth).orElse(false);
        boolean integer = map.optional("integer").map(StudyPlanReader::truth).orElse(false);
        map.finish();
        return located(node, () -> new Dimension.Range(from, to, step, log, integer));
    }

    private static List<String> values(YamlNode node) {
        return node.list().stream().map(StudyPlanReader::value).toList();
    }

    private static Budget budget(YamlNode node) {
        YamlMap map = new YamlMap(node);
        Budget budget = new Budget(
                map.optional("runs")
                        .map(value -> OptionalInt.of((int) whole(value, 1, Integer.MAX_VALUE)))
                        .orElse(OptionalInt.empty()),
                map.optional("hours")
                        .map(value -> OptionalDouble.of(share(value, 0, 1e9)))
                        .orElse(OptionalDouble.empty()),
                map.optional("bytes")
                        .map(value -> OptionalLong.of(whole(value, 1, Long.MAX_VALUE)))
                        .orElse(OptionalLong.empty()));
        map.finish();
        return budget;
    }

    private static List<Rung> rungs(YamlNode node) {
        List<Rung> rungs = new ArrayList<>();
        for (YamlNode element : node.list()) {
            Rung rung = rung(element);
            Optional<Rung> before = rungs.isEmpty() ? Optional.empty() : Optional.of(rungs.getLast());
            boolean rises = before.map(rung::risesAbove).orElse(true);
            if (!rises) {
                throw element.wrong("no more pairs than the rung before", "put the rungs in rising order");
            }
            rungs.add(rung);
        }
        if (rungs.isEmpty() || rungs.size() > StudyPlan.MAX_RUNGS) {
            throw node.wrong(
                    rungs.size() + " rungs",
                    "give 1 to " + StudyPlan.MAX_RUNGS + ", for example [{pairs: 8}, {pairs: all}]");
        }
        return rungs;
    }

    private static Rung rung(YamlNode node) {
        YamlMap map = new YamlMap(node);
        YamlNode pairs = map.required("pairs");
        boolean all = pairs.isText() && pairs.value().equals("all");
        OptionalInt size =
                all ? OptionalInt.empty() : OptionalInt.of((int) whole(pairs, Rung.MIN_PAIRS, Rung.MAX_PAIRS));
        Map<String, String> set =
                map.optional("set").map(StudyPlanReader::settings).orElse(Map.of());
        Built built = map.optional("built")
                .map(value -> YamlMap.choice(value, Built.values(), StudyPlanReader::word))
                .orElse(Built.SUBSET);
        map.finish();
        if (all && !set.isEmpty()) {
            throw node.wrong("a run of all pairs has the candidate's own settings", "leave out 'set'");
        }
        return new Rung(size, set, all ? Built.CLIP : built);
    }

    private static Drawn drawn(YamlNode node, List<Rung> rungs) {
        YamlMap map = new YamlMap(node);
        String base = hash(map.required("base"), "the key of a candidate");
        Strata.Basis basis = YamlMap.choice(map.required("strata"), Strata.Basis.values(), StudyPlanReader::word);
        YamlNode list = map.required("subsets");
        List<Subset> subsets = new ArrayList<>();
        for (YamlNode subset : list.list()) {
            subsets.add(located(subset, () -> Subset.of(subset.text("a subset"))));
        }
        map.finish();
        if (subsets.size() != rungs.size()) {
            throw list.wrong(subsets.size() + " subsets of " + rungs.size() + " rungs", "give each one");
        }
        for (int i = 0; i < subsets.size(); i++) {
            Subset subset = subsets.get(i);
            if (rungs.get(i).whole()
                    ? !subset.whole()
                    : subset.size() != rungs.get(i).pairs().getAsInt()) {
                throw list.wrong("subset " + subset + " is not what rung " + (i + 1) + " asks for", "correct it");
            }
        }
        return new Drawn(base, basis, subsets);
    }

    private OptionalInt number(String key, int least, int most) {
        Optional<YamlNode> node = map.optional(key);
        return node.isPresent() ? OptionalInt.of((int) whole(node.get(), least, most)) : OptionalInt.empty();
    }

    private static long whole(YamlNode node, long least, long most) {
        String text = node.text("a whole number").replace("_", "");
        if (text.matches("[+-]?\\d{1,18}")) {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        }
        throw node.wrong(
                "'" + YamlNode.shortened(text) + "' is not a whole number in " + least + ".." + most, "correct it");
    }

    private static boolean truth(YamlNode node) {
        return YamlMap.choice(node, new Boolean[] {true, false}, String::valueOf);
    }

    private static String hash(YamlNode node, String what) {
        String text = node.text(what);
        if (!text.matches("[0-9a-f]{64}")) {
            throw node.wrong(
                    "'" + YamlNode.shortened(text) + "' is not " + what + ", 64 digits 0..9 and a..f", "correct it");
        }
        return text;
    }

    private static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    /** Reports what a constructor refuses, with the line. */
    private static <T> T located(YamlNode node, Supplier<T> make) {
        try {
            return make.get();
        } catch (IllegalArgumentException e) {
            throw node.wrong(e.getMessage(), "correct it");
        }
    }
}
