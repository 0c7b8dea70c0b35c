package org.fovea.lab.record;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * What a recipe effectively sets, by the paths that overrides of profiles have: {@code renderer.channels},
 * {@code seed}, {@code masks.minimumRegion} in all stages of that name, {@code masks[2].minimumRegion} in the second of
 * them.
 */
public final class Settings {
    /** A decimal number. */
    public static final String NUMBER = "[+-]?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?";

    private static final Pattern NUMBER_PATTERN = Pattern.compile(NUMBER);
    private static final Pattern BLANKS = Pattern.compile("[\\s\"']");
    private static final Pattern BRACKETS = Pattern.compile("(?<=[\\[\\],{}:])|(?=[\\[\\],{}:])");
    private static final String STAGES = "stages";
    private static final String INIT = "archive to begin with";

    private final JsonNode root;
    private final Optional<String> init;

    public Settings(Recipe recipe) {
        this(recipe.settings(), Optional.empty());
    }

    private Settings(JsonNode root, Optional<String> init) {
        this.root = root;
        this.init = init;
    }

    /** Everything that a candidate sets, the archive that it begins with among it. */
    public static Settings of(Candidate candidate) {
        return new Settings(candidate.recipe().settings(), candidate.recipe().init());
    }

    /**
     * The values at a path, one for each stage that it means; lists in brackets without spaces. Empty where nothing is
     * set there.
     *
     * @param path as in overrides
     */
    public List<String> values(String path) {
        int dot = path.indexOf('.');
        String first = dot < 0 ? path : path.substring(0, dot);
        String stage = first.replaceFirst("\\[.*", "");
        int number = first.equals(stage) ? 0 : Integer.parseInt(first.replaceAll("\\D", ""));
        List<JsonNode> within = new ArrayList<>();
        if (dot >= 0 && root.path(STAGES).isArray()) {
            int found = 0;
            for (JsonNode node : root.path(STAGES)) {
                if (node.has(stage)) {
                    found++;
                    if (number == 0 || number == found) {
                        within.add(at(node.path(stage), path.substring(dot + 1)));
                    }
                }
            }
        }
        if (within.isEmpty()) {
            // Keys may have dots themselves.
            within.add(root.has(path) ? root.path(path) : at(root, path));
        }
        return within.stream()
                .filter(node -> !node.isMissingNode())
                .map(Settings::text)
                .toList();
    }

    private static JsonNode at(JsonNode node, String keys) {
        JsonNode found = node;
        for (String key : keys.split("\\.", -1)) {
            found = found.path(key);
        }
        return found;
    }

    private static String text(JsonNode node) {
        return node.isContainer() ? node.toString() : node.asString();
    }

    /** Whether two recipes set the same at a path. */
    public boolean agrees(Settings other, String path) {
        return allMatch(values(path), other.values(path), Settings::same);
    }

    /**
     * Whether two values mean the same: numbers by their size, lists element by element, everything else letter by
     * letter.
     */
    public static boolean same(String one, String other) {
        return one.equals(other) || allMatch(parts(one), parts(other), Settings::sameWord);
    }

    private static boolean allMatch(List<String> some, List<String> others, BiPredicate<String, String> same) {
        return some.size() == others.size()
                && IntStream.range(0, some.size()).allMatch(i -> same.test(some.get(i), others.get(i)));
    }

    private static boolean sameWord(String one, String other) {
        return isNumber(one) && isNumber(other)
                ? Double.parseDouble(one) == Double.parseDouble(other)
                : one.equals(other);
    }

    public static boolean isNumber(String value) {
        return NUMBER_PATTERN.matcher(value).matches();
    }

    /** A value's words, and the brackets and commas between them; spaces and quotes mean nothing. */
    private static List<String> parts(String text) {
        return List.of(BRACKETS.split(BLANKS.matcher(text).replaceAll(""), -1));
    }

    /** All settings, by path; stages are numbered: {@code masks[1].minimumRegion}. */
    public Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        root.properties().forEach(entry -> {
            if (isStages(entry.getKey(), entry.getValue())) {
                forEachStage((stage, settings) -> collect(stage, settings, all));
            } else {
                collect(entry.getKey(), entry.getValue(), all);
            }
        });
        init.ifPresent(hash -> all.put(INIT, hash));
        return all;
    }

    /** The stages in their order, numbered: {@code masks[1]}. */
    public List<String> stages() {
        List<String> stages = new ArrayList<>();
        forEachStage((stage, _) -> stages.add(stage));
        return stages;
    }

    private void forEachStage(BiConsumer<String, JsonNode> action) {
        if (!isStages(STAGES, root.path(STAGES))) {
            return;
        }
        Map<String, Integer> numbers = new HashMap<>();
        for (JsonNode node : root.path(STAGES)) {
            node.properties()
                    .forEach(stage -> action.accept(
                            stage.getKey() + "[" + numbers.merge(stage.getKey(), 1, Integer::sum) + "]",
                            stage.getValue()));
        }
    }

    private static boolean isStages(String key, JsonNode value) {
        return key.equals(STAGES) && value.isArray();
    }

    private static void collect(String path, JsonNode node, Map<String, String> into) {
        if (node.isObject()) {
            node.properties().forEach(entry -> collect(path + "." + entry.getKey(), entry.getValue(), into));
        } else {
            into.put(path, text(node));
        }
    }
}
