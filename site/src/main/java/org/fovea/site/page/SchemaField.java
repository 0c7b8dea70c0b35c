package org.fovea.site.page;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A field of a file, as its schema has it.
 *
 * @param path from the top of the file, as in {@code data.runs[].score}
 * @param type of its values
 * @param always whether it is never absent
 * @param description what it is
 */
public record SchemaField(String path, String type, boolean always, String description) {
    private static final String REFERENCE = "#/$defs/";
    private static final int DEEPEST = 12;

    /** All fields of a schema, those within others after them. What refers to itself is not followed a second time. */
    public static List<SchemaField> of(JsonNode schema) {
        List<SchemaField> fields = new ArrayList<>();
        collect(schema, schema, "", fields, new HashSet<>(), 0);
        return fields;
    }

    private static void collect(
            JsonNode root, JsonNode node, String path, List<SchemaField> into, Set<String> within, int depth) {
        if (depth > DEEPEST) {
            return;
        }
        String reference = node.path("$ref").asString("");
        if (reference.startsWith(REFERENCE)) {
            if (within.add(reference)) {
                collect(
                        root,
                        root.path("$defs").path(reference.substring(REFERENCE.length())),
                        path,
                        into,
                        within,
                        depth + 1);
                within.remove(reference);
            }
            return;
        }
        Set<String> required = new HashSet<>();
        node.path("required").forEach(name -> required.add(name.asString()));
        node.path("properties").properties().forEach(property -> {
            JsonNode value = property.getValue();
            JsonNode known = resolve(root, value);
            String name = path + property.getKey();
            into.add(new SchemaField(
                    name,
                    type(root, known),
                    required.contains(property.getKey()),
                    value.path("description").asString(known.path("description").asString(""))));
            collect(root, value, name + ".", into, within, depth + 1);
        });
        if (node.has("items")) {
            String inner = path.endsWith(".") ? path.substring(0, path.length() - 1) : path;
            collect(root, node.path("items"), inner + "[].", into, within, depth + 1);
        }
        if (node.path("additionalProperties").isObject()) {
            collect(root, node.path("additionalProperties"), path + "*.", into, within, depth + 1);
        }
    }

    private static JsonNode resolve(JsonNode root, JsonNode node) {
        String reference = node.path("$ref").asString("");
        return reference.startsWith(REFERENCE)
                ? root.path("$defs").path(reference.substring(REFERENCE.length()))
                : node;
    }

    private static String type(JsonNode root, JsonNode node) {
        if (node.has("items")) {
            return "array of " + type(root, resolve(root, node.path("items")));
        }
        if (node.path("type").isArray()) {
            List<String> types = new ArrayList<>();
            node.path("type").forEach(each -> types.add(each.asString()));
            return String.join(" or ", types);
        }
        if (node.has("enum")) {
            List<String> values = new ArrayList<>();
            node.path("enum").forEach(value -> values.add(value.asString()));
            return String.join(", ", values);
        }
        String type = node.path("type")
                .asString(node.has("const") ? node.path("const").asString() : "any");
        return node.path("format").asString("").equals("date-time") ? "time" : type;
    }
}
