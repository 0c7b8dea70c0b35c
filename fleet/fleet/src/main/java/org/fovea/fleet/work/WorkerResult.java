package org.fovea.fleet.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.fovea.fleet.table.Attempt;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a worker has written with {@code --json}: the document of {@code compress} or that of {@code score}. */
final class WorkerResult {
    /** Of single pairs, or no figures. */
    private static final Set<String> NO_FIGURES =
            Set.of("pairs", "provenance", "version", "originalFiles", "payloadFiles");

    private final Path file;

    WorkerResult(Path file) {
        this.file = file;
    }

    private JsonNode read() throws IOException {
        try {
            return JsonMapper.shared().readTree(Files.readAllBytes(file));
        } catch (JacksonException e) {
            throw new IOException(file + ": is not readable: " + e.getOriginalMessage(), e);
        }
    }

    Attempt.Made made(double videoSeconds) throws IOException {
        JsonNode root = read();
        boolean encoded = root.has("ledger");
        JsonNode score = encoded ? root.path("score") : root;
        Map<String, Double> figures = new TreeMap<>();
        collect(score, "", figures);
        collect(root.path("baseTrial"), "baseTrial", figures);
        return new Attempt.Made(
                encoded
                        ? root.path("bytes").asLong()
                        : score.path("bytes").path("archive").asLong(0),
                encoded
                        ? root.path("sha256").asString("")
                        : score.path("bytes").path("archiveSha256").asString(""),
                sections(root.path("ledger")),
                Optional.ofNullable(figures.get("score")),
                figures,
                score.path("scoredPairs").asInt(0),
                videoSeconds,
                stages(root.path("stages")),
                Optional.empty());
    }

    private static Map<String, Long> sections(JsonNode ledger) {
        Map<String, Long> sections = new TreeMap<>();
        for (JsonNode section : ledger.path("sections")) {
            sections.merge(
                    section.path("section").asString(""), section.path("bytes").asLong(), Long::sum);
        }
        if (ledger.has("structureBytes")) {
            sections.put("structure", ledger.path("structureBytes").asLong());
        }
        return sections;
    }

    private static Map<String, Double> stages(JsonNode stages) {
        Map<String, Double> seconds = new TreeMap<>();
        for (JsonNode stage : stages) {
            seconds.merge(
                    stage.path("stage").asString(""), stage.path("seconds").asDouble(), Double::sum);
        }
        return seconds;
    }

    /** Numbers by their path. Elements of lists are named by their name, where they have one. */
    private static void collect(JsonNode node, String path, Map<String, Double> figures) {
        if (node.isNumber()) {
            figures.put(path, node.asDouble());
        } else if (node.isObject()) {
            node.properties().forEach(entry -> {
                if (!NO_FIGURES.contains(entry.getKey())) {
                    collect(entry.getValue(), path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(), figures);
                }
            });
        } else if (node.isArray()) {
            for (JsonNode element : node) {
                String name =
                        element.path("name").asString(element.path("class").asString(""));
                if (!name.isEmpty()) {
                    collect(element, path + "." + name, figures);
                }
            }
        }
    }
}
