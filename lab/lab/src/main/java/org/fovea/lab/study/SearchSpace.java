package org.fovea.lab.study;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a study may change. A point of it gives each setting a value, or only some, where one setting is varied at a
 * time.
 *
 * @param dimensions from a setting's path to what it may be, in the order of the study file
 */
public record SearchSpace(Map<String, Dimension> dimensions) {
    static final String CLASH = "all stages of a name and one of them are set by two keys";

    private static final int MAX_POINTS = 100_000;

    /** Rejects an empty one, and one that sets a setting twice. */
    public SearchSpace {
        dimensions = Collections.unmodifiableMap(new LinkedHashMap<>(dimensions));
        if (dimensions.isEmpty()) {
            throw new IllegalArgumentException("a space of no settings");
        }
        Set<String> paths = dimensions.keySet();
        if (paths.stream().anyMatch(path -> clashes(paths, path))) {
            throw new IllegalArgumentException(CLASH + "; keep one");
        }
    }

    /** Whether a path means all stages of a name and one of some others a single one of these, or the reverse. */
    static boolean clashes(Set<String> others, String path) {
        String plain = withoutNumber(path);
        return others.stream()
                .anyMatch(other -> !other.equals(path)
                        && withoutNumber(other).equals(plain)
                        && (other.equals(plain) || path.equals(plain)));
    }

    private static String withoutNumber(String path) {
        return path.replaceAll("\\[\\d+\\]", "");
    }

    /** All points, the last setting changing first; absent where they cannot be counted or are more than 100,000. */
    public Optional<List<Map<String, String>>> grid() {
        long count = 1;
        for (Dimension dimension : dimensions.values()) {
            Optional<List<String>> values = dimension.values();
            if (values.isEmpty()) {
                return Optional.empty();
            }
            count *= values.get().size();
            if (count > MAX_POINTS) {
                return Optional.empty();
            }
        }
        List<Map<String, String>> points = List.of(Map.of());
        for (Map.Entry<String, Dimension> entry : dimensions.entrySet()) {
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> point : points) {
                for (String value : entry.getValue().values().orElseThrow()) {
                    Map<String, String> with = new TreeMap<>(point);
                    with.put(entry.getKey(), value);
                    longer.add(Collections.unmodifiableMap(with));
                }
            }
            points = longer;
        }
        return Optional.of(points);
    }

    /**
     * All points that set one setting alone, setting by setting; absent where one has values that cannot be counted.
     */
    public Optional<List<Map<String, String>>> star() {
        List<Map<String, String>> points = new ArrayList<>();
        for (Map.Entry<String, Dimension> entry : dimensions.entrySet()) {
            Optional<List<String>> values = entry.getValue().values();
            if (values.isEmpty()) {
                return Optional.empty();
            }
            values.get().forEach(value -> points.add(Map.of(entry.getKey(), value)));
        }
        return Optional.of(points);
    }

    List<String> uncountable() {
        return dimensions.entrySet().stream()
                .filter(entry -> entry.getValue().values().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
    }
}
