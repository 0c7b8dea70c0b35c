package org.fovea.site.page;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fovea.site.layout.Frame;
import org.fovea.site.layout.Site;
import org.fovea.site.layout.Topic;
import tools.jackson.databind.JsonNode;

/**
 * What a script can read: every file with its schema.
 *
 * @param frame around it
 * @param kinds of files
 */
public record DataPage(Frame frame, List<Kind> kinds) {
    /**
     * Files of one schema.
     *
     * @param name of the schema
     * @param title of what they hold
     * @param description of that
     * @param schema address of the schema
     * @param files addresses of the files
     * @param fields of each
     */
    public record Kind(
            String name, String title, String description, String schema, List<String> files, List<Field> fields) {}

    /**
     * A field of a file, as its schema has it.
     *
     * @param path from the top of the file, as in {@code data.runs[].score}
     * @param type of its values
     * @param always whether it is never absent
     * @param description what it is
     */
    public record Field(String path, String type, boolean always, String description) {
        private static final String REFERENCE = "#/$defs/";
        private static final int DEEPEST = 12;

        /**
         * All fields of a schema, those within others after them. What refers to itself is not followed a second time.
         */
        public static List<Field> of(JsonNode schema) {
            List<Field> fields = new ArrayList<>();
            collect(schema, schema, "", fields, new HashSet<>(), 0);
            return fields;
        }

        private static void collect(
                JsonNode root, JsonNode node, String path, List<Field> into, Set<String> within, int depth) {
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
                into.add(new Field(
                        name,
                        type(root, known),
                        required.contains(property.getKey()),
                        value.path("description")
                                .asString(known.path("description").asString(""))));
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

    /** The one page. */
    public static final class Part implements Site.Part {
        @Override
        public void addTo(Site site) {
            String description = "Files with the figures behind every chart, and how to read them with a script";
            Frame frame = site.frame(Topic.DATA, Optional.empty(), description);
            site.page(frame.path(), "data.jte", () -> new DataPage(frame, kinds(site.dataFiles())));
        }
    }

    private static List<Kind> kinds(List<Site.DataFile> files) {
        Map<String, List<Site.DataFile>> bySchema = new LinkedHashMap<>();
        files.forEach(file ->
                bySchema.computeIfAbsent(file.schema(), _ -> new ArrayList<>()).add(file));
        return bySchema.values().stream().map(DataPage::kind).toList();
    }

    private static Kind kind(List<Site.DataFile> files) {
        Site.DataFile first = files.getFirst();
        JsonNode schema = first.readSchema();
        return new Kind(
                first.schema(),
                schema.path("title").asString(first.schema()),
                schema.path("description").asString(""),
                first.schemaPath(),
                files.stream().map(Site.DataFile::path).toList(),
                Field.of(schema));
    }

    /** A file for the examples: one of runs where there is any. */
    public Optional<String> example() {
        return kinds.stream()
                .filter(kind -> kind.name().equals("chart-runs"))
                .findFirst()
                .map(kind -> kind.files().getFirst());
    }
}
