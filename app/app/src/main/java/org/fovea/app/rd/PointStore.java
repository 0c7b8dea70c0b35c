package org.fovea.app.rd;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
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
import org.fovea.config.CanonicalJson;
import org.fovea.config.Json;
import org.fovea.evaluate.score.ScoreFormula;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Points that were measured, in a file that is replaced after each one, so that what was interrupted goes on where it
 * was.
 */
final class PointStore {
    private final Path file;
    private final RdDocument.About about;
    private final Map<String, RdPoint> points = new LinkedHashMap<>();

    /** The file: what its points have in common, and these by their keys. */
    private record Content(@JsonUnwrapped RdDocument.About about, Map<String, RdPoint> points) {}

    private PointStore(Path file, RdDocument.About about) {
        this.file = file;
        this.about = about;
    }

    /**
     * Opens a file, which need not exist.
     *
     * @param about what all points of the file have in common
     * @param formula that their scores are by
     * @throws AppException where it belongs to something else, or holds no points
     */
    static PointStore open(Path file, RdDocument.About about, ScoreFormula formula, long originalBytes)
            throws IOException {
        PointStore store = new PointStore(file, about);
        if (Files.exists(file)) {
            store.read(formula, originalBytes);
        }
        return store;
    }

    private void read(ScoreFormula formula, long originalBytes) throws IOException {
        try {
            JsonNode root = JsonMapper.shared().readTree(Files.readAllBytes(file));
            JsonMapper.shared().<JsonNode>valueToTree(about).forEachEntry((key, value) -> {
                if (!root.path(key).asString("").equals(value.asString())) {
                    throw AppException.usage(file + ": holds a comparison of another " + key + "; name another folder");
                }
            });
            for (Map.Entry<String, JsonNode> entry : root.path("points").properties()) {
                RdPoint point =
                        CanonicalJson.read(entry.getValue(), RdPoint.class).priced(formula, originalBytes);
                // Files do not say the size of the original, but it is in every score.
                if (!(Math.abs(point.score() - point.terms().total()) < 1e-6)) {
                    throw AppException.usage(
                            file + ": holds scores by another size of the original; name another folder");
                }
                points.put(entry.getKey(), point);
            }
        } catch (JacksonException | IllegalArgumentException e) {
            throw AppException.badInput(
                    file + ": is not readable as a comparison's points; remove it or name another folder");
        }
    }

    Optional<RdPoint> find(String key) {
        return Optional.ofNullable(points.get(key));
    }

    void add(String key, RdPoint point) throws IOException {
        points.put(key, point);
        AtomicFile.write(file, (Json.of(new Content(about, points)) + "\n").getBytes(StandardCharsets.UTF_8), true);
    }

    List<RdPoint> all() {
        return List.copyOf(points.values());
    }
}
