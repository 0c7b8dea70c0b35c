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
 * What {@code fovea score --json} wrote, as far as a README needs it: every single value with the path that leads to
 * it. Lists, such as the table of pairs, are left out. Nothing depends on which values there are.
 *
 * @param values texts by path, such as {@code provenance.device}, in the document's order
 */
public record ScoreFacts(Map<String, String> values) {
    private static final int MAX_VALUES = 200;
    private static final int MAX_DEPTH = 6;
    private static final int MAX_CHARACTERS = 300;

    public ScoreFacts {
        values = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * Reads a document.
     *
     * @throws FormatException where it is no JSON object
     */
    public static ScoreFacts parse(byte[] json) {
        JsonNode root;
        try {
            root = JsonMapper.shared().readTree(json);
        } catch (JacksonException e) {
            long at = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getByteOffset());
            throw new FormatException(
                    "json",
                    at,
                    "is not a JSON document: " + e.getOriginalMessage(),
                    "make one with fovea score --json FILE");
        }
        if (root == null || !root.isObject()) {
            throw new FormatException("json", 0, "is not a JSON object", "give the output of fovea score --json");
        }
        Map<String, String> values = new LinkedHashMap<>();
        collect("", root, 0, values);
        return new ScoreFacts(values);
    }

    private static void collect(String path, JsonNode node, int depth, Map<String, String> values) {
        if (values.size() >= MAX_VALUES || depth > MAX_DEPTH || node.isArray() || node.isNull()) {
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
        values.put(path, text.substring(0, Math.min(MAX_CHARACTERS, text.length())));
    }

    /** The hash of the archive that was scored; frames may also have been scored without one. */
    public Optional<String> archiveSha256() {
        return values.entrySet().stream()
                .filter(entry -> entry.getKey().toLowerCase(Locale.ROOT).contains("archive"))
                .map(Map.Entry::getValue)
                .filter(value -> value.matches("[0-9a-f]{64}"))
                .findFirst();
    }

    /** Why it is no score of the whole clip, if it is none. */
    public Optional<String> partial() {
        return Optional.ofNullable(values.get("partial"));
    }
}
