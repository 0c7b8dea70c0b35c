package org.fovea.site.layout;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.fovea.lab.record.Benchmark;
import org.fovea.lab.store.Numbered;
import org.fovea.site.model.Snapshot;

/** What pages are made of: the snapshot that they show, where they are, and the files that they become. */
public final class Site {
    private static final String JSON = "application/json; charset=utf-8";
    private static final String SCRIPT = "text/javascript; charset=utf-8";

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

    /** Those who add files to a site. */
    public interface Part {
        /** Adds its files. */
        void addTo(Site site);
    }

    /** What is shown. */
    public Snapshot snapshot() {
        return snapshot;
    }

    /** Where pages are. */
    public Paths paths() {
        return paths;
    }

    /** How tracks look. */
    public Tracks tracks() {
        return tracks;
    }

    /** Whether a server shows it. */
    public boolean live() {
        return live;
    }

    /** Its files. */
    public Files files() {
        return files;
    }

    /** Those of its files that are for scripts. */
    public List<DataFile> dataFiles() {
        return Collections.unmodifiableList(dataFiles);
    }

    /**
     * The frame of a page.
     *
     * @param scripts of this page alone, from the site's root; each is loaded after the ones before
     */
    public Frame frame(
            String path,
            String title,
            String description,
            Topic topic,
            Optional<Numbered<Benchmark>> benchmark,
            List<String> scripts) {
        return new Frame(this, path, title, description, topic, benchmark, scripts);
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
     * Adds a file for scripts, its schema, and the same content as a script that hands it to a function: what
     * {@code data/runs.json} is to programs, {@code data/runs.js} is to pages, which may not fetch anything where they
     * are opened from a folder.
     *
     * @param function of a script that was loaded before, as in {@code foveaRuns.open}; is called with the whole
     *     document
     */
    public void dataWithScript(String schema, String name, String function, Supplier<?> data) {
        data(schema, name, data);
        DataFile file = new DataFile(schema, "data/" + name + ".json");
        files.add(
                "data/" + name + ".js",
                () -> Content.text(SCRIPT, function + "(" + file.text(snapshot, data.get()) + ");\n"));
    }
}
