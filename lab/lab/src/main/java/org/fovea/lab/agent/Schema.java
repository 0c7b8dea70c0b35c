package org.fovea.lab.agent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
}
