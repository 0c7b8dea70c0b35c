package org.fovea.app.rd;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.fovea.app.AppException;
import org.fovea.codec.io.AtomicFile;
import org.fovea.config.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Points that were measured, in a file that is replaced after each one, so that an interrupted search goes on where it was. */
final class PointStore {
    private static final String FORMAT = "fovea robust sweep";

    private final Path file;
    private final Map<String, StreamPoint> points = new LinkedHashMap<>();

    /**
     * Opens the file, which need not exist.
     *
     * @throws AppException where it is something else
     */
    PointStore(Path file) throws IOException {
        this.file = file;
        if (!Files.exists(file)) {
            return;
        }
        JsonMapper mapper = JsonMapper.shared();
        try {
            JsonNode root = mapper.readTree(Files.readAllBytes(file));
            if (!root.path("format").asString("").equals(FORMAT)) {
                throw AppException.usage(file + ": is no list of points of a sweep; name another folder");
            }
            for (Map.Entry<String, JsonNode> entry : root.path("points").properties()) {
                points.put(entry.getKey(), mapper.treeToValue(entry.getValue(), StreamPoint.class));
            }
        } catch (JacksonException e) {
            throw AppException.badInput(
                    file + ": is not readable as a sweep's points; remove it or name another folder");
        }
    }

    /** A point that is known. */
    Optional<StreamPoint> find(String key) {
        return Optional.ofNullable(points.get(key));
    }

    /** Remembers a point. */
    void add(String key, StreamPoint point) throws IOException {
        points.put(key, point);
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("format", FORMAT);
        all.put("points", points);
        AtomicFile.write(file, (Json.of(all) + "\n").getBytes(StandardCharsets.UTF_8), true);
    }
}
