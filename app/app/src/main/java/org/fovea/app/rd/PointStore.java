package org.fovea.app.rd;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.fovea.app.AppException;
import org.fovea.codec.io.AtomicFile;
import org.fovea.config.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Points that were measured, in a file that is replaced after each one, so that what was interrupted goes on where it
 * was.
 *
 * @param <P> kind of point
 */
final class PointStore<P> {
    private final Path file;
    private final Format<P> format;
    private final Map<String, P> points = new LinkedHashMap<>();

    /**
     * What a file of points looks like.
     *
     * @param what is measured, for messages
     * @param about what all points of a file have in common, a record; a file of something else is refused
     * @param writer makes a record of a point
     * @param reader makes a point of such a record's JSON again; throws where it is none
     */
    record Format<P>(String what, Object about, Function<P, ?> writer, Reader<P> reader) {}

    /** The file: what its points have in common, and these by their keys. */
    private record Content(@JsonUnwrapped Object about, Map<String, Object> points) {}

    @FunctionalInterface
    interface Reader<P> {
        P read(JsonNode object);
    }

    /** Measures a point. */
    @FunctionalInterface
    interface Measurement<P> {
        P run() throws IOException, InterruptedException;
    }

    private PointStore(Path file, Format<P> format) {
        this.file = file;
        this.format = format;
    }

    /**
     * Opens a file, which need not exist.
     *
     * @throws AppException where it belongs to something else, or holds no points
     */
    static <P> PointStore<P> open(Path file, Format<P> format) throws IOException {
        PointStore<P> store = new PointStore<>(file, format);
        if (Files.exists(file)) {
            store.read();
        }
        return store;
    }

    private void read() throws IOException {
        try {
            JsonNode root = JsonMapper.shared().readTree(Files.readAllBytes(file));
            JsonMapper.shared().<JsonNode>valueToTree(format.about()).forEachEntry((key, value) -> {
                if (!root.path(key).asString("").equals(value.asString())) {
                    throw AppException.usage(
                            file + ": holds a " + format.what() + " of another " + key + "; name another folder");
                }
            });
            for (Map.Entry<String, JsonNode> entry : root.path("points").properties()) {
                points.put(entry.getKey(), format.reader().read(entry.getValue()));
            }
        } catch (JacksonException | IllegalArgumentException e) {
            throw AppException.badInput(
                    file + ": is not readable as a " + format.what() + "'s points; remove it or name another folder");
        }
    }

    /** Whether a point was measured already. */
    boolean knows(String key) {
        return points.containsKey(key);
    }

    /** The point of a key: the known one, else what is measured now and remembered from now on. */
    P point(String key, Measurement<P> measurement) throws IOException, InterruptedException {
        P known = points.get(key);
        if (known != null) {
            return known;
        }
        P measured = measurement.run();
        points.put(key, measured);
        write();
        return measured;
    }

    /** All points in the order in which they were measured. */
    List<P> all() {
        return List.copyOf(points.values());
    }

    private void write() throws IOException {
        Map<String, Object> objects = new LinkedHashMap<>();
        points.forEach((key, point) -> objects.put(key, format.writer().apply(point)));
        AtomicFile.write(
                file, (Json.of(new Content(format.about(), objects)) + "\n").getBytes(StandardCharsets.UTF_8), true);
    }
}
