package org.fovea.lab.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.fovea.codec.FormatException;
import org.fovea.config.YamlMap;
import org.fovea.config.YamlNode;
import org.fovea.config.YamlText;
import org.fovea.lab.record.Benchmark;

/**
 * How to read a foreign ledger: which column of a CSV says what. {@code comma_lab.yaml} beside this class is an example
 * with comments.
 *
 * @param source name of the ledger
 * @param benchmark that all its runs ran on, on all pairs
 * @param columns where a run's facts are
 * @param settings columns that describe the candidate
 * @param track of all runs but exploits
 * @param device that computed
 * @param families rules for the part of the codec that a run changed; the first that fits decides
 * @param otherwise family where no rule fits
 * @param verdictColumn that says what became of a run
 * @param verdicts what its words mean
 * @param ignored columns that are not read
 */
public record CsvMapping(
        String source,
        Benchmark benchmark,
        Columns columns,
        List<String> settings,
        String track,
        String device,
        List<FamilyRule> families,
        String otherwise,
        String verdictColumn,
        Map<String, Meaning> verdicts,
        List<String> ignored) {
    /** Columns of a run's facts; those that may be absent are optional. */
    public record Columns(
            String name,
            String time,
            String bytes,
            String segmentation,
            String pose,
            Optional<String> ruleFaithfulBytes,
            Optional<String> note) {}

    /** Where a column contains a word, in any case, the run is of this family. */
    public record FamilyRule(String column, String contains, String family) {}

    /** What a verdict of the ledger means. */
    public enum Meaning {
        /** The baseline from then on; the one before is superseded. */
        PROMOTE,
        /** Not better. */
        REJECT,
        /** Of the track exploit; nothing is judged. */
        EXPLOIT,
        /** Repeats an earlier claim; nothing is judged. */
        VERIFY,
        /** Recorded only. */
        KEEP;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Opens a mapping.
     *
     * @param name of one that comes with Fovea, as in {@code comma_lab}, or a file
     * @throws FormatException where it is no mapping; the message says in which line
     */
    public static CsvMapping open(String name) throws IOException {
        if (name.matches("[a-z_]+")) {
            try (InputStream in = CsvMapping.class.getResourceAsStream(name + ".yaml")) {
                if (in != null) {
                    return read(in.readAllBytes(), name);
                }
            }
        }
        Path file = Path.of(name);
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(name);
        }
        try (InputStream in = Files.newInputStream(file)) {
            return read(in.readNBytes(YamlText.MAX_BYTES + 1), name);
        }
    }

    /**
     * Reads a mapping.
     *
     * @throws FormatException where it is none
     */
    public static CsvMapping read(byte[] bytes, String name) {
        try {
            YamlMap map = new YamlMap(YamlText.read(bytes, "mapping", "source, benchmark, columns and verdicts"));
            YamlMap verdicts = new YamlMap(map.required("verdicts"));
            CsvMapping mapping = new CsvMapping(
                    text(map, "source"),
                    benchmark(map.required("benchmark")),
                    columns(map.required("columns")),
                    words(map, "settings"),
                    text(map, "track"),
                    map.optional("device").map(node -> node.text("a word")).orElse("unknown"),
                    families(map),
                    text(map, "otherwise"),
                    text(verdicts, "column"),
                    meanings(verdicts.required("words")),
                    words(map, "ignored"));
            verdicts.finish();
            map.finish();
            return mapping;
        } catch (FormatException e) {
            throw e.inFile(name);
        }
    }

    private static Benchmark benchmark(YamlNode node) {
        YamlMap map = new YamlMap(node);
        try {
            Benchmark benchmark = new Benchmark(
                    text(map, "name"),
                    text(map, "clip"),
                    map.optional("clip-sha256").map(hash -> hash.text("a SHA-256")),
                    (int) whole(map.required("pairs"), 999_999),
                    whole(map.required("original-bytes"), Long.MAX_VALUE),
                    text(map, "evaluators"),
                    map.optional("evaluators-sha256").map(hash -> hash.text("a SHA-256")),
                    YamlMap.choice(map.required("official"), new Boolean[] {true, false}, String::valueOf),
                    time(map.required("declared")));
            map.finish();
            return benchmark;
        } catch (IllegalArgumentException e) {
            throw node.wrong(e.getMessage());
        }
    }

    private static Columns columns(YamlNode node) {
        YamlMap map = new YamlMap(node);
        Columns columns = new Columns(
                text(map, "name"),
                text(map, "time"),
                text(map, "bytes"),
                text(map, "segmentation"),
                text(map, "pose"),
                map.optional("rule-faithful-bytes").map(column -> column.text("a column")),
                map.optional("note").map(column -> column.text("a column")));
        map.finish();
        return columns;
    }

    private static List<FamilyRule> families(YamlMap all) {
        List<FamilyRule> rules = new ArrayList<>();
        for (YamlNode node : all.optional("families").map(YamlNode::list).orElse(List.of())) {
            YamlMap map = new YamlMap(node);
            rules.add(new FamilyRule(text(map, "column"), text(map, "contains"), text(map, "family")));
            map.finish();
        }
        return List.copyOf(rules);
    }

    private static Map<String, Meaning> meanings(YamlNode node) {
        Map<String, Meaning> meanings = new LinkedHashMap<>();
        node.map("a table from words to what they mean")
                .forEach((word, meaning) ->
                        meanings.put(word, YamlMap.choice(meaning, Meaning.values(), Meaning::word)));
        return meanings;
    }

    private static List<String> words(YamlMap map, String key) {
        return map.optional(key).map(YamlNode::list).orElse(List.of()).stream()
                .map(node -> node.text("a column"))
                .toList();
    }

    private static String text(YamlMap map, String key) {
        return map.required(key).text("a word");
    }

    private static long whole(YamlNode node, long most) {
        String text = node.text("a whole number");
        if (text.matches("[0-9]{1,18}") && Long.parseLong(text) <= most) {
            return Long.parseLong(text);
        }
        throw node.wrong("'" + YamlNode.shortened(text) + "' is not a whole number up to " + most);
    }

    private static Instant time(YamlNode node) {
        String text = node.text("a time");
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw node.wrong("'" + YamlNode.shortened(text) + "' is not a time", "write it as 2026-04-04T16:19:02Z");
        }
    }

    /** All columns that it speaks of. */
    List<String> allColumns() {
        List<String> all = new ArrayList<>(Arrays.asList(
                columns.name, columns.time, columns.bytes, columns.segmentation, columns.pose, verdictColumn));
        columns.ruleFaithfulBytes.ifPresent(all::add);
        columns.note.ifPresent(all::add);
        all.addAll(settings);
        families.forEach(rule -> all.add(rule.column));
        all.addAll(ignored);
        return all;
    }
}
