package org.fovea.lab.verdict;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fovea.lab.record.Candidate;
import org.fovea.lab.record.Settings;

/**
 * A part of the space of settings: those candidates for which all of some constraints hold. Ends of ranges belong to
 * them. Numbers are compared as numbers, so that {@code 0.10} is {@code 0.1}; everything else is compared letter by
 * letter, lists without spaces.
 *
 * @param constraints from a setting's path to what it may be
 */
public record Region(Map<String, Predicate<String>> constraints) {
    private static final String NUMBER = Settings.NUMBER;
    private static final Pattern RANGE = Pattern.compile("(" + NUMBER + ")?\\.\\.(" + NUMBER + ")?");
    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9_-]+(\\[[1-9]\\d?\\])?(\\.[A-Za-z0-9_-]+)*");

    public Region {
        constraints = Collections.unmodifiableMap(new TreeMap<>(constraints));
    }

    /**
     * Reads a region.
     *
     * @param texts from paths to {@code 6..}, {@code ..2}, {@code 1..4}, a value, or several of these with {@code |}
     *     between them
     * @throws IllegalArgumentException where one of them is impossible, with a message for users
     */
    public static Region of(Map<String, String> texts) {
        Map<String, Predicate<String>> constraints = new TreeMap<>();
        texts.forEach((path, text) -> {
            if (!PATH.matcher(path).matches()) {
                throw new IllegalArgumentException(
                        "'" + path + "' is no path of a setting; write one such as masks.minimumRegion");
            }
            constraints.put(path, constraint(path, text));
        });
        return new Region(constraints);
    }

    private static Predicate<String> constraint(String path, String text) {
        List<Predicate<String>> some = Arrays.stream(text.split("\\|", -1))
                .map(part -> one(path, part.strip()))
                .toList();
        return value -> some.stream().anyMatch(one -> one.test(value));
    }

    private static Predicate<String> one(String path, String text) {
        Matcher range = RANGE.matcher(text);
        if (range.matches() && (range.group(1) != null || range.group(2) != null)) {
            double from = range.group(1) == null ? Double.NEGATIVE_INFINITY : Double.parseDouble(range.group(1));
            double to = range.group(2) == null ? Double.POSITIVE_INFINITY : Double.parseDouble(range.group(2));
            if (from <= to) {
                return value -> Settings.isNumber(value)
                        && from <= Double.parseDouble(value)
                        && Double.parseDouble(value) <= to;
            }
        } else if (!text.isEmpty() && !text.contains("..")) {
            return value -> Settings.same(text, value);
        }
        throw new IllegalArgumentException(
                "region " + path + ": '" + text + "' is no range or value; write 6.., ..2, 1..4, a|b or a value");
    }

    public boolean isEmpty() {
        return constraints.isEmpty();
    }

    /**
     * Whether all constraints hold: each in at least one of the stages that its path means. A setting that is not there
     * meets none.
     */
    public boolean contains(Settings settings) {
        return constraints.entrySet().stream()
                .allMatch(entry -> settings.values(entry.getKey()).stream().anyMatch(entry.getValue()));
    }

    /** Whether two recipes differ in at least one of the settings of this region. */
    boolean separates(Settings one, Settings other) {
        return constraints.keySet().stream().anyMatch(path -> !one.agrees(other, path));
    }

    /** Whether a candidate says that it changes one of the settings of this region. */
    boolean named(Candidate candidate) {
        return candidate.overrides().keySet().stream()
                .map(Region::withoutNumber)
                .anyMatch(path ->
                        constraints.keySet().stream().map(Region::withoutNumber).anyMatch(path::equals));
    }

    private static String withoutNumber(String path) {
        return path.replaceFirst("\\[.*?\\]", "");
    }
}
