package org.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The fields of a JSON document and their types, compared with those that were written down: programs of other people
 * read them. Fields may be added; one that goes or is renamed needs a line in the change log.
 *
 * <p>A shape has a line {@code path: type} for each field; elements of an array are one path, {@code []}, with all
 * fields that any of them has. Files of shapes are in {@code app/cli/src/test/resources/json}; the system property
 * {@code fovea.json.rewrite} set to true writes them anew.
 */
final class JsonShape {
    private static final Path FOLDER = Fovea.ROOT.resolve("app/cli/src/test/resources/json");

    private final Set<String> data;
    private final Map<String, SortedSet<String>> types = new TreeMap<>();

    private JsonShape(Set<String> data) {
        this.data = data;
    }

    /** The file that holds a shape. */
    static Path file(String name) {
        return FOLDER.resolve(name + ".txt");
    }

    /**
     * Fails where a document has not exactly the fields that were written down.
     *
     * @param name of the file, without .txt
     * @param document JSON
     * @param data paths whose last part is no name of a field but data: {@code sections.*} where the keys are,
     *     {@code settings.**} where all of it is
     */
    static void assertSame(String name, String document, String... data) throws IOException {
        JsonShape shape = new JsonShape(Set.of(data));
        shape.walk("", JsonMapper.shared().readTree(document));
        Set<String> lines = shape.types.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + String.join(" or ", entry.getValue()))
                .collect(Collectors.toCollection(TreeSet::new));
        if (Boolean.getBoolean("fovea.json.rewrite")) {
            Files.createDirectories(FOLDER);
            Files.writeString(file(name), String.join("\n", lines) + "\n");
        }
        Set<String> known = new TreeSet<>(Files.readAllLines(file(name)));
        Set<String> missing = new TreeSet<>(known);
        missing.removeAll(lines);
        Set<String> added = new TreeSet<>(lines);
        added.removeAll(known);
        assertThat(missing)
                .as(
                        "fields that %s had and that this document has not; if that is meant, a line in CHANGELOG.md "
                                + "under \"Changed documents\" says so",
                        file(name).getFileName())
                .isEmpty();
        assertThat(added)
                .as("new fields; add them to %s, or run with -Dfovea.json.rewrite=true", file(name))
                .isEmpty();
    }

    private void walk(String path, JsonNode node) {
        if (node.isObject() && data.contains(below(path, "**"))) {
            add(below(path, "**"), "data");
        } else if (node.isObject()) {
            if (node.isEmpty()) {
                add(path, "object");
            }
            boolean keysAreData = data.contains(below(path, "*"));
            node.properties().forEach(entry -> walk(below(path, keysAreData ? "*" : entry.getKey()), entry.getValue()));
        } else if (node.isArray()) {
            if (node.isEmpty()) {
                add(path, "array");
            }
            node.forEach(element -> walk(path + "[]", element));
        } else {
            add(path, node.getNodeType().name().toLowerCase(Locale.ROOT));
        }
    }

    private static String below(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private void add(String path, String type) {
        types.computeIfAbsent(path, _ -> new TreeSet<>()).add(type);
    }
}
