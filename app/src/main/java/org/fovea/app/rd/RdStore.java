package org.fovea.app.rd;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.app.AppException;
import org.fovea.codec.io.AtomicFile;
import org.fovea.config.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Points that were measured already, in a file that is replaced after each one, so that an interrupted comparison goes on where it was. */
public final class RdStore {
    private static final String FORMAT = "fovea bench rd";
    private static final int VERSION = 2;

    private final Path file;
    private final Map<String, Object> about;
    private final Map<String, RdPoint> points = new LinkedHashMap<>();

    private RdStore(Path file, Map<String, Object> about) {
        this.file = file;
        this.about = about;
    }

    /**
     * Opens the file of a task, which need not exist.
     *
     * @throws AppException where it belongs to another task, or is no such file
     */
    public static RdStore open(Path file, RdTask task) throws IOException {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("format", FORMAT);
        about.put("version", VERSION);
        about.put("clip", task.clipHash());
        about.put("decoder", task.clip().decoder());
        about.put("evaluators", task.networks().identity().hash());
        about.put("pairs", task.pairs());
        RdStore store = new RdStore(file, about);
        if (Files.exists(file)) {
            store.read();
        }
        return store;
    }

    private void read() throws IOException {
        JsonMapper mapper = JsonMapper.shared();
        try {
            JsonNode root = mapper.readTree(Files.readAllBytes(file));
            for (Map.Entry<String, Object> entry : about.entrySet()) {
                String told = root.path(entry.getKey()).asString("");
                if (!told.equals(entry.getValue().toString())) {
                    throw AppException.usage(
                            file + ": holds a comparison of another " + entry.getKey() + "; name another folder");
                }
            }
            for (Map.Entry<String, JsonNode> entry : root.path("points").properties()) {
                points.put(entry.getKey(), mapper.treeToValue(entry.getValue(), RdPoint.class));
            }
        } catch (JacksonException e) {
            throw AppException.badInput(
                    file + ": is not readable as a comparison's points; remove it or name another folder");
        }
    }

    /** Key of a rival. */
    static String key(AnchorEncoder encoder, AnchorSettings settings) {
        return encoder.version() + ", preset " + settings.preset() + ", CRF " + settings.crf() + ", " + settings.scale()
                + " %, " + settings.filter();
    }

    /** A point that is known. */
    Optional<RdPoint> find(String key) {
        return Optional.ofNullable(points.get(key));
    }

    /** All points that are known of a rival, whatever plan they were measured for. */
    List<RdPoint> of(AnchorCodec codec, AnchorEncoder encoder) {
        return points.values().stream()
                .filter(point ->
                        point.series().equals(codec.title()) && point.encoder().equals(encoder.version()))
                .toList();
    }

    /** Remembers a point. */
    void add(String key, RdPoint point) throws IOException {
        points.put(key, point);
        Map<String, Object> all = new LinkedHashMap<>(about);
        all.put("points", points);
        AtomicFile.write(file, (Json.of(all) + "\n").getBytes(StandardCharsets.UTF_8), true);
    }
}
