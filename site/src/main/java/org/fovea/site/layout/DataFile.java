package org.fovea.site.layout;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.fovea.site.model.LedgerJson;
import org.fovea.site.model.Snapshot;
import tools.jackson.databind.JsonNode;

/**
 * A file for scripts: JSON with its schema. What a chart or table shows is in one of these, with all digits.
 *
 * @param schema name of the JSON Schema, as in {@code runs}; it lies in this module's resources as
 *     {@code schema/runs.json} and in the site as {@code data/schema/runs.json}
 * @param path of the file from the site's root, as in {@code data/runs.json}
 */
public record DataFile(String schema, String path) {
    /** Where its schema is in the site. */
    public String schemaPath() {
        return "data/schema/" + schema + ".json";
    }

    /** The schema. */
    public JsonNode readSchema() {
        return LedgerJson.MAPPER.readTree(schemaText());
    }

    byte[] schemaText() {
        try (InputStream in = DataFile.class.getResourceAsStream("/org/fovea/site/schema/" + schema + ".json")) {
            if (in == null) {
                throw new IllegalArgumentException("no schema " + schema);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The file's text: an object with {@code $schema}, the lab's name, when its ledger was looked at, and {@code data}.
     *
     * @param data records, lists and maps; absent values are left out
     */
    String text(Snapshot snapshot, Object data) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("$schema", "schema/" + schema + ".json");
        document.put("lab", snapshot.name());
        document.put("time", snapshot.time().toString());
        document.put("data", data);
        return LedgerJson.MAPPER.writeValueAsString(document);
    }
}
