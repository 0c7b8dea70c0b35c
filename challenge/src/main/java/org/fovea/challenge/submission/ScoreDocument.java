package org.fovea.challenge.submission;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.fovea.codec.FormatException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code fovea score --json} wrote, as far as a README needs it: every single value with the path that leads to it. Lists, such as the
 * table of pairs, are left out. Nothing depends on which values there are.
 *
 * @param values texts by path, such as {@code provenance.device}, in the document's order
 */
public record ScoreDocument(Map<String, String> values) {
    private static final int MOST_VALUES = 200;
    private static final int MOST_DEPTH = 6;
    private static final int MOST_CHARACTERS = 300;

    public ScoreDocument {
        values = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * Reads a document.
     *
     * @throws FormatException where it is no JSON object
     */
    public static ScoreDocument parse(byte[] json) {
        JsonNode root;
        try {
            root = JsonMapper.shared().readTree(json);
        } catch (JacksonException e) {
            long at = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getByteOffset());
            throw new FormatException("json", at, "is no JSON document: " + e.getOriginalMessage());
        }
        if (root == null || !root.isObject()) {
            throw new FormatException("json", 0, "is no JSON object; give what fovea score --json wrote");
        }
        Map<String, String> values = new LinkedHashMap<>();
        collect("", root, 0, values);
        return new ScoreDocument(values);
    }

    private static void collect(String path, JsonNode node, int depth, Map<String, String> values) {
        if (values.size() >= MOST_VALUES || depth > MOST_DEPTH || node.isArray() || node.isNull()) {
            return;
        }
        if (node.isObject()) {
            node.properties()
                    .forEach(entry -> collect(
                            path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(),
                            entry.getValue(),
                            depth + 1,
                            values));
            return;
        }
        String text = node.asString().replaceAll("\\s+", " ");
        values.put(path, text.substring(0, Math.min(MOST_CHARACTERS, text.length())));
    }

    /**
     * The hash that the document gives for the archive that was scored, if it gives one: the first SHA-256 whose path speaks of a candidate or an
     * archive.
     */
    public Optional<String> archiveSha256() {
        return values.entrySet().stream()
                .filter(entry -> isArchiveHash(entry.getKey().toLowerCase(Locale.ROOT), entry.getValue()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static boolean isArchiveHash(String path, String value) {
        return (path.contains("candidate") || path.contains("archive")) && value.matches("[0-9a-f]{64}");
    }
}
