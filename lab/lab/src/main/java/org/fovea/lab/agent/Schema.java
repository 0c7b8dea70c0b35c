package org.fovea.lab.agent;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fovea.config.NearWord;

/** The JSON Schema of a tool's arguments: an object that takes no others than those it names. */
final class Schema {
    /** Letters of a text; what agents write is kept for ever. */
    static final int MAX_TEXT = 16_384;

    /** Letters of a name, label or other short text. */
    static final int MAX_NAME = 200;

    private static final int MAX_VALUE = 2000;
    private static final int MAX_ITEMS = 100;

    private final Map<String, Object> properties = new LinkedHashMap<>();
    private final List<String> required = new ArrayList<>();

    /** One without arguments. */
    static Schema empty() {
        return new Schema();
    }

    /** The argument that was added last must be given. */
    Schema required() {
        required.add(List.copyOf(properties.keySet()).getLast());
        return this;
    }

    Schema text(String name, String description) {
        return add(name, description, type("string", "minLength", 1, "maxLength", MAX_TEXT));
    }

    Schema name(String name, String description) {
        return add(name, description, type("string", "minLength", 1, "maxLength", MAX_NAME));
    }

    Schema oneOf(String name, String description, List<String> words) {
        return add(name, description, type("string", "enum", words));
    }

    Schema yes(String name, String description) {
        return add(name, description, type("boolean"));
    }

    Schema number(String name, String description) {
        return add(name, description, type("number"));
    }

    Schema whole(String name, String description) {
        return add(name, description, type("integer"));
    }

    Schema whole(String name, String description, int least, int most) {
        return add(name, description, type("integer", "minimum", least, "maximum", most));
    }

    Schema wholes(String name, String description, int least, int most) {
        return add(
                name,
                description,
                type("array", "items", type("integer", "minimum", 1), "minItems", least, "maxItems", most));
    }

    Schema texts(String name, String description, int least) {
        return add(
                name,
                description,
                type(
                        "array",
                        "items",
                        type("string", "minLength", 1, "maxLength", MAX_NAME),
                        "minItems",
                        least,
                        "maxItems",
                        MAX_ITEMS));
    }

    /** From names to values; numbers and truth values are taken as their text. */
    Schema map(String name, String description, String names, int least) {
        return add(
                name,
                description,
                type(
                        "object",
                        "minProperties",
                        least,
                        "maxProperties",
                        MAX_ITEMS,
                        "propertyNames",
                        keywords("pattern", names, "maxLength", MAX_NAME),
                        "additionalProperties",
                        keywords("type", List.of("string", "number", "boolean"), "maxLength", MAX_VALUE)));
    }

    /** A type and what else is asked of its values: keywords, each with what it says. */
    private static Map<String, Object> type(String type, Object... keywords) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("type", type);
        all.putAll(keywords(keywords));
        return all;
    }

    /** Keywords in the order of writing. */
    private static Map<String, Object> keywords(Object... keywords) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (int i = 0; i < keywords.length; i += 2) {
            all.put((String) keywords[i], keywords[i + 1]);
        }
        return all;
    }

    Schema object(String name, String description, Schema inner) {
        return add(name, description, inner.document());
    }

    private Schema add(String name, String description, Map<String, Object> type) {
        type.put("description", description);
        properties.put(name, type);
        return this;
    }

    Map<String, Object> document() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("type", "object");
        all.put("properties", properties);
        all.put("required", required);
        all.put("additionalProperties", false);
        return all;
    }

    /** What is wrong with arguments, in one line; nothing where they are as the schema says. */
    Optional<String> wrong(Map<String, Object> arguments) {
        return wrong("", document(), arguments);
    }

    private static Optional<String> wrong(String where, Map<?, ?> type, Object value) {
        if (words(type.get("type")).noneMatch(word -> is(word, value))) {
            return Optional.of(where + ": '" + value + "' is not of type "
                    + words(type.get("type")).collect(Collectors.joining(" or ")));
        }
        if (type.get("enum") instanceof List<?> words && !words.contains(value)) {
            return Optional.of(where + ": '" + value + "' is not one of " + list(words));
        }
        return switch (value) {
            case String text -> outside(where, "letters", text.length(), type, "minLength", "maxLength");
            case Number number -> outside(where, "", number.doubleValue(), type, "minimum", "maximum");
            case Collection<?> all ->
                outside(where, "items", all.size(), type, "minItems", "maxItems")
                        .or(() -> all.stream()
                                .flatMap(item -> wrong(where, (Map<?, ?>) type.get("items"), item).stream())
                                .findFirst());
            case Map<?, ?> map ->
                outside(where, "entries", map.size(), type, "minProperties", "maxProperties")
                        .or(() -> ofMap(where, type, map));
            default -> Optional.empty();
        };
    }

    private static Optional<String> ofMap(String where, Map<?, ?> type, Map<?, ?> given) {
        Map<?, ?> named = type.get("properties") instanceof Map<?, ?> properties ? properties : Map.of();
        List<?> needed = type.get("required") instanceof List<?> required ? required : List.of();
        String prefix = where.isEmpty() ? "" : where + ".";
        for (Object name : needed) {
            if (given.get(name) == null) {
                return Optional.of(prefix + name + " is missing: " + ((Map<?, ?>) named.get(name)).get("description"));
            }
        }
        for (Map.Entry<?, ?> each : given.entrySet()) {
            String name = String.valueOf(each.getKey());
            Object inner = named.containsKey(name) ? named.get(name) : type.get("additionalProperties");
            if (!(inner instanceof Map<?, ?> known)) {
                return Optional.of(unknown(
                        prefix,
                        name,
                        named.keySet().stream().map(String::valueOf).toList()));
            }
            if (type.get("propertyNames") instanceof Map<?, ?> names
                    && (!name.matches((String) names.get("pattern")) || name.length() > (int) names.get("maxLength"))) {
                return Optional.of(where + ": '" + name + "' cannot be a name here");
            }
            Optional<String> wrong = wrong(prefix + name, known, each.getValue());
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return Optional.empty();
    }

    private static String unknown(String prefix, String name, List<String> known) {
        return "no argument '" + prefix + name + "'; "
                + NearWord.of(name, known)
                        .map(near -> "did you mean '" + prefix + near + "'?")
                        .orElse(known.isEmpty() ? "it takes none" : "it takes " + list(known));
    }

    private static Optional<String> outside(
            String where, String unit, double is, Map<?, ?> type, String least, String most) {
        boolean small = type.get(least) instanceof Number limit && is < limit.doubleValue();
        boolean large = type.get(most) instanceof Number limit && is > limit.doubleValue();
        return small || large
                ? Optional.of((where + " has to be " + (small ? "at least " : "at most ")
                                + type.get(small ? least : most) + " " + unit)
                        .strip())
                : Optional.empty();
    }

    private static boolean is(String type, Object value) {
        return switch (type) {
            case "string" -> value instanceof String;
            case "boolean" -> value instanceof Boolean;
            case "number" -> value instanceof Number;
            case "integer" -> value instanceof Number number && number.doubleValue() == Math.rint(number.doubleValue());
            case "array" -> value instanceof Collection;
            default -> value instanceof Map;
        };
    }

    private static Stream<String> words(Object type) {
        return type instanceof List<?> several ? several.stream().map(String::valueOf) : Stream.of((String) type);
    }

    private static String list(List<?> words) {
        return words.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
