package org.fovea.lab.folder;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fovea.codec.FormatException;
import org.fovea.config.YamlMap;
import org.fovea.config.YamlNode;
import org.fovea.config.YamlText;

/**
 * The file {@code lab.yaml} of a lab's folder.
 *
 * @param database JDBC URL; {@code jdbc:sqlite:} with a path relative to the folder
 * @param benchmarks where files of benchmarks are, by name
 * @param seeds how many seeds the baseline and each candidate are measured with, 1 to {@value #MAX_SEEDS}
 */
public record LabConfig(String database, Map<String, Place> benchmarks, AgentLimits agents, int seeds) {
    public static final int MAX_SEEDS = 100;

    /** SQLite beside the file. */
    public static final String USUAL_DATABASE = "jdbc:sqlite:ledger.db";

    private static final String NAME = "lab.yaml";

    public LabConfig {
        benchmarks = Collections.unmodifiableMap(new LinkedHashMap<>(benchmarks));
    }

    public static LabConfig of(String database) {
        return new LabConfig(database, Map.of(), AgentLimits.usual(), 1);
    }

    public LabConfig with(String name, Place place) {
        Map<String, Place> all = new LinkedHashMap<>(benchmarks);
        all.put(name, place);
        return new LabConfig(database, all, agents, seeds);
    }

    /**
     * Reads the file.
     *
     * @throws FormatException where something in it is impossible; names key and line
     */
    public static LabConfig read(byte[] yaml) {
        YamlMap map = new YamlMap(YamlText.read(yaml, NAME, "a map"));
        String database =
                map.optional("database").map(node -> node.text("a JDBC URL")).orElse(USUAL_DATABASE);
        if (!database.startsWith("jdbc:sqlite:") && !database.startsWith("jdbc:postgresql:")) {
            throw new FormatException(
                    NAME,
                    0,
                    "database: '" + database + "' is neither jdbc:sqlite:FILE nor jdbc:postgresql://HOST/NAME");
        }
        Map<String, Place> places = new LinkedHashMap<>();
        map.optional("benchmarks")
                .ifPresent(node -> node.map("benchmarks by name").forEach((name, place) -> {
                    YamlMap keys = new YamlMap(place);
                    places.put(
                            name,
                            new Place(
                                    keys.required("clip").text("a path"),
                                    keys.required("evaluators").text("evaluators"),
                                    keys.optional("minimum")
                                            .map(ClassMinimum::read)
                                            .orElseGet(List::of)));
                    keys.finish();
                }));
        AgentLimits agents = map.optional("agents").map(LabConfig::limits).orElseGet(AgentLimits::usual);
        int seeds = map.optional("seeds")
                .map(node -> whole(node, 1, MAX_SEEDS, "seeds"))
                .orElse(1);
        map.finish();
        return new LabConfig(database, places, agents, seeds);
    }

    private static AgentLimits limits(YamlNode node) {
        YamlMap map = new YamlMap(node);
        AgentLimits usual = AgentLimits.usual();
        AgentLimits limits = new AgentLimits(
                map.optional("runs").map(at -> whole(at, 0, 1_000_000, "runs")).orElse(usual.runs()),
                map.optional("hours").map(YamlMap::number).orElse(usual.hours()),
                map.optional("fields")
                        .map(at -> at.list().stream()
                                .map(field -> field.text("a setting"))
                                .toList())
                        .orElse(usual.fields()));
        map.finish();
        return limits;
    }

    private static int whole(YamlNode node, int least, int most, String what) {
        double value = YamlMap.number(node);
        if (value < least || value > most || value != Math.rint(value)) {
            throw node.wrong(value + " is not a number of " + what, "give " + least + " to " + most);
        }
        return (int) value;
    }

    public String yaml() {
        StringBuilder out = new StringBuilder("# A lab of Fovea; docs/lab.md explains every key.\ndatabase: ");
        out.append(quoted(database))
                .append("\n\n# Where files of benchmarks are on this machine, by name: {clip: FILE, evaluators: "
                        + "bundled or FILE.yaml}.\n");
        out.append(benchmarks.isEmpty() ? "benchmarks: {}\n" : "benchmarks:\n");
        benchmarks.forEach((name, place) -> out.append(yaml(name, place)));
        out.append("\n# Seeds that the floor and each candidate are measured with; from 2 on, means are judged and "
                + "the noise is known.\n");
        out.append("seeds: ").append(seeds).append('\n');
        out.append("\n# What programs may do over MCP: runs and hours altogether, and the settings they may "
                + "change.\nagents:\n");
        out.append("  runs: ").append(agents.runs()).append("\n  hours: ").append(agents.hours());
        out.append("\n  fields:").append(agents.fields().isEmpty() ? " []" : "").append('\n');
        agents.fields()
                .forEach(field -> out.append("    - ").append(quoted(field)).append('\n'));
        return out.toString();
    }

    private static String yaml(String name, Place place) {
        StringBuilder out = new StringBuilder("  " + quoted(name) + ":\n");
        out.append("    clip: ").append(quoted(place.clip())).append('\n');
        out.append("    evaluators: ").append(quoted(place.evaluators())).append('\n');
        if (!place.minimum().isEmpty()) {
            out.append("    minimum: # of each class, before a run may become the floor\n");
            place.minimum()
                    .forEach(each -> out.append("      ")
                            .append(quoted(each.name()))
                            .append(": ")
                            .append(each.yaml())
                            .append('\n'));
        }
        return out.toString();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
