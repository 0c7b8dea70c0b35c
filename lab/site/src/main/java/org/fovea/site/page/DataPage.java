package org.fovea.site.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fovea.site.layout.Frame;
import org.fovea.site.layout.Site;
import org.fovea.site.layout.Topic;
import tools.jackson.databind.JsonNode;

/**
 * What a script can read: every file with its schema.
 *
 * @param frame around it
 * @param kinds of files
 */
public record DataPage(Frame frame, List<Kind> kinds) {
    /**
     * Files of one schema.
     *
     * @param name of the schema
     * @param title of what they hold
     * @param description of that
     * @param schema address of the schema
     * @param files addresses of the files
     */
    public record Kind(String name, String title, String description, String schema, List<String> files) {}

    /** Adds the one page. */
    public static void addTo(Site site) {
        String description = "Files with the figures behind every chart, and how to read them with a script";
        Frame frame = site.frame(Topic.DATA, Optional.empty(), description);
        site.page(frame.path(), "data.jte", () -> new DataPage(frame, kinds(site.dataFiles())));
    }

    private static List<Kind> kinds(List<Site.DataFile> files) {
        Map<String, List<Site.DataFile>> bySchema = new LinkedHashMap<>();
        files.forEach(file ->
                bySchema.computeIfAbsent(file.schema(), _ -> new ArrayList<>()).add(file));
        return bySchema.values().stream().map(DataPage::kind).toList();
    }

    private static Kind kind(List<Site.DataFile> files) {
        Site.DataFile first = files.getFirst();
        JsonNode schema = first.readSchema();
        return new Kind(
                first.schema(),
                schema.path("title").asString(first.schema()),
                schema.path("description").asString(""),
                first.schemaPath(),
                files.stream().map(Site.DataFile::path).toList());
    }

    /** A file for the examples: one of runs where there is any. */
    public Optional<String> example() {
        return kinds.stream()
                .filter(kind -> kind.name().equals("chart-runs"))
                .findFirst()
                .map(kind -> kind.files().getFirst());
    }
}
