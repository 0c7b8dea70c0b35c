package org.fovea.site.layout;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.store.Numbered;
import org.fovea.site.model.LedgerJson;
import org.fovea.site.model.Snapshot;
import tools.jackson.databind.JsonNode;

/** What pages are made of: the snapshot that they show, where they are, and the files that they become. */
public final class Site {
    private static final String JSON = "application/json; charset=utf-8";
    /** Media type of scripts. */
    public static final String SCRIPT = "text/javascript; charset=utf-8";

    private final Snapshot snapshot;
    private final Paths paths;
    private final Tracks tracks;
    private final boolean live;
    private final Files files = new Files();
    private final List<DataFile> dataFiles = new ArrayList<>();

    /**
     * A site without files.
     *
     * @param live whether a server shows it
     */
    public Site(Snapshot snapshot, boolean live) {
        this.snapshot = snapshot;
        this.live = live;
        this.paths = new Paths(snapshot);
        this.tracks = new Tracks(snapshot);
    }

    public Snapshot snapshot() {
        return snapshot;
    }

    public Paths paths() {
        return paths;
    }

    public Tracks tracks() {
        return tracks;
    }

    public boolean live() {
        return live;
    }

    public Files files() {
        return files;
    }

    public List<DataFile> dataFiles() {
        return Collections.unmodifiableList(dataFiles);
    }

    /**
     * The frame of a topic's page.
     *
     * @param benchmark that it is about; absent where it is about all
     * @param scripts of this page alone, from the site's root; each is loaded after the ones before
     */
    public Frame frame(Topic topic, Optional<Numbered<Benchmark>> benchmark, String description, String... scripts) {
        String path = benchmark.map(each -> paths.of(topic, each)).orElse(paths.of(topic));
        return new Frame(this, path, topic.title(), description, topic, benchmark, List.of(scripts));
    }

    /**
     * Adds a page that a template draws.
     *
     * @param template under {@code src/main/jte}, as in {@code front.jte}; takes one parameter {@code page}
     * @param model that parameter
     */
    public void page(String path, String template, Supplier<?> model) {
        files.add(path, () -> Content.html(Templates.draw(template, model.get())));
    }

    /**
     * Adds a file for scripts, and its schema.
     *
     * @param schema name of the schema, see {@link DataFile}
     * @param name of the file, as in {@code pareto-white}
     * @param data records, lists and maps; what is absent is left out
     */
    public void data(String schema, String name, Supplier<?> data) {
        DataFile file = new DataFile(schema, "data/" + name + ".json");
        if (dataFiles.stream().noneMatch(other -> other.schema().equals(schema))) {
            files.add(file.schemaPath(), () -> new Content(JSON, file.schemaText()));
        }
        files.add(file.path(), () -> Content.text(JSON, file.text(snapshot, data.get())));
        dataFiles.add(file);
    }

    /**
     * Adds a file for scripts that is there already as a script that hands it to a function: what
     * {@code data/runs.json} is to programs, {@code data/runs.js} is to pages, which may not fetch anything where they
     * are opened from a folder.
     *
     * @param function of a script that was loaded before, as in {@code foveaRuns.open}; is called with the whole
     *     document
     */
    public void dataScript(String name, String function) {
        files.add("data/" + name + ".js", () -> {
            byte[] data = files.file("data/" + name + ".json").orElseThrow().bytes();
            return Content.text(SCRIPT, function + "(" + new String(data, StandardCharsets.UTF_8) + ");\n");
        });
    }

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
         * The file's text: an object with {@code $schema}, the lab's name, when its ledger was looked at, and
         * {@code data}.
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
}
